//! The session cookie and what it opens.

use axum::body::Body;
use axum::http::Request;
use neptun_api::paths;
use serde_json::json;

use crate::support::{Api, PASSWORD};

#[tokio::test]
async fn says_who_is_signed_in() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    let first = client.get(paths::SESSION).await.ok();
    assert_eq!(first["user"]["primary_email"], "ada@example.test");
    assert!(first["loggedInAt"].is_string() && first["id"].is_string());
    assert_eq!(client.get(paths::SESSION).await.ok(), first);
}

#[tokio::test]
async fn without_a_session_there_is_an_id_and_no_user() {
    let api = Api::new().await;
    let body = api.stranger().get(paths::SESSION).await.ok();
    assert!(body["id"].is_string());
    assert_eq!(body.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn asking_never_sets_a_cookie() {
    let api = Api::new().await;
    let mut client = api.sign_up("ada@example.test").await;
    assert_eq!(client.get(paths::SESSION).await.header("set-cookie"), "");
    client.post(paths::LOGOUT, json!({})).await.ok();
    let body = client.get(paths::SESSION).await;
    assert_eq!(body.header("set-cookie"), "");
    assert!(body.ok().get("user").is_none());
    client.cookie = Some("neptun-session=made-up".into());
    assert!(client.get(paths::SESSION).await.ok().get("user").is_none());
}

#[tokio::test]
async fn the_cookie_is_for_this_site_only_and_not_for_scripts() {
    let api = Api::new().await;
    api.sign_up("ada@example.test").await;
    // Host, `X-Forwarded-Proto`, and whether the cookie must be `Secure`.
    for (host, proto, secure) in [
        ("localhost:3000", None, false),
        ("127.0.0.1:3000", None, false),
        ("[::1]:3000", None, false),
        ("localhost", Some("https"), true),
        ("localhost", Some("http"), false),
        ("neptun.example.org", None, true),
        ("127.0.0.1.example.org", None, true),
    ] {
        let mut request = Request::post(paths::LOGIN)
            .header("host", host)
            .header("content-type", "application/json; charset=utf-8");
        if let Some(proto) = proto {
            request = request.header("x-forwarded-proto", proto);
        }
        let body = json!({ "email": "ada@example.test", "password": PASSWORD }).to_string();
        let answer = api.stranger().send(request.body(Body::from(body)).unwrap()).await;
        answer.ok();
        let cookie = answer.header("set-cookie");
        let mut parts: Vec<_> = cookie.split("; ").collect();
        let (name, token) = parts.remove(0).split_once('=').unwrap();
        assert_eq!(name, "neptun-session");
        assert_eq!(token.len(), 43, "256 bits in base64: {token}");
        parts.sort_unstable();
        let mut expected = vec!["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"];
        expected.extend(secure.then_some("Secure"));
        assert_eq!(parts, expected, "{host} {proto:?}");
    }
}

#[tokio::test]
async fn the_token_is_not_in_the_database() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    let pool = api.server.database().unwrap().pool();
    let stored: String =
        sqlx::query_scalar("SELECT token_hash FROM sessions").fetch_one(pool).await.unwrap();
    assert!(!client.cookie.unwrap().contains(&stored));
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    assert_eq!(api.execute("UPDATE sessions SET expires_at = 1").await, 1);
    client.get(&paths::projects(client.user())).await.refused(401, "Missing or invalid session");
    // The next login clears away what has expired.
    api.stranger().login("ada@example.test", PASSWORD).await.ok();
    assert_eq!(api.count("SELECT COUNT(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn logging_in_again_replaces_the_session() {
    let api = Api::new().await;
    let old = api.sign_up("ada@example.test").await;
    let mut new = old.clone();
    new.login("ada@example.test", PASSWORD).await.ok();
    assert_ne!(new.cookie, old.cookie);
    old.get(&paths::projects(old.user())).await.refused(401, "Missing or invalid session");
    new.get(&paths::projects(new.user())).await.ok();
}

#[tokio::test]
async fn the_cookie_is_found_among_others() {
    let api = Api::new().await;
    let mut client = api.sign_up("ada@example.test").await;
    let own = client.cookie.take().unwrap();
    let path = paths::projects(client.user());
    for cookies in [
        format!("a=b; {own}"),
        format!("{own};c=d"),
        format!("neptun-session=; {own}"),
        format!("{own}; neptun-session="),
        format!("neptun-session=stale; {own}"),
        format!("{own}; x=ü"),
        format!("x=ü; {own}"),
        format!("=; ; x; {own}"),
    ] {
        let request = Request::get(&path).header("cookie", cookies).body(Body::empty()).unwrap();
        client.send(request).await.ok();
    }
}

#[tokio::test]
async fn a_cookie_that_is_not_ascii_hides_no_session_from_a_logout() {
    let api = Api::new().await;
    for other in [&b"x=\xc3\xbc"[..], b"x=\xfc", b"\xff"] {
        let mut client = api.sign_up_or_in("ada@example.test").await;
        let own = client.cookie.take().unwrap();
        let logout = [own.as_bytes(), b"; ", other].concat();
        let request = Request::post(paths::LOGOUT).header("cookie", logout);
        client.send(request.body(Body::empty()).unwrap()).await.ok();
        client.cookie = Some(own);
        let projects = client.get(&paths::projects(client.user())).await;
        projects.refused(401, "Missing or invalid session");
    }
}

#[tokio::test]
async fn answers_are_not_stored_by_anybody() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    for path in [paths::SESSION, &paths::projects(client.user()), "/api/unknown", paths::HEALTH] {
        let answer = client.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}
