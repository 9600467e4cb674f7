//! Signing up, in and out.

use axum::http::{Method, StatusCode};
use neptun_api::paths;
use serde_json::json;

use crate::support::{Api, PASSWORD};

#[tokio::test]
async fn signing_up_signs_in() {
    let api = Api::new().await;
    let mut client = api.stranger();
    let answer = client.sign_up("Ada@Example.test").await;
    let body = answer.ok();
    assert_eq!(body["user"]["primary_email"], "Ada@Example.test");
    assert!(body["loggedInAt"].as_str().unwrap().ends_with('Z'), "{body}");
    client.get(&paths::projects(client.user())).await.ok();
}

#[tokio::test]
async fn signing_up_names_what_is_wrong() {
    let api = Api::new().await;
    let client = api.stranger();
    let body = json!({ "email": "ada", "password": "Synthetic-Pass1", "confirmPassword": "x" });
    let fields = client.post(paths::SIGN_UP, body).await.invalid();
    assert_eq!(fields, ["email", "confirmPassword"]);
    let body = json!({ "email": "ada@example.test", "password": PASSWORD });
    assert_eq!(client.post(paths::SIGN_UP, body).await.invalid(), ["confirmPassword"]);
    assert_eq!(api.count("SELECT COUNT(*) FROM users").await, 0);
}

#[tokio::test]
async fn an_address_has_one_account_whatever_its_case() {
    let api = Api::new().await;
    api.sign_up("ada@example.test").await;
    let answer = api.stranger().sign_up("ADA@example.TEST").await;
    let issues = answer.refused(409, "This email address is taken");
    assert_eq!(issues[0].path, "email");
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn two_sign_ups_at_once_make_one_account() {
    let api = Api::new().await;
    let (mut one, mut two) = (api.stranger(), api.stranger());
    let (one, two) = tokio::join!(one.sign_up("a@example.test"), two.sign_up("A@example.test"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn logging_in_needs_the_right_password() {
    let api = Api::new().await;
    let user = api.sign_up("ada@example.test").await.user();
    let mut client = api.stranger();
    for (email, password) in [("ada@example.test", "Wrong-Pass1"), ("bob@example.test", PASSWORD)] {
        let answer = client.login(email, password).await;
        answer.refused(401, "Wrong email or password");
        assert_eq!(answer.header("set-cookie"), "");
    }
    client.login(" ADA@example.test", PASSWORD).await.ok();
    assert_eq!(client.user(), user);
}

#[tokio::test]
async fn the_password_is_stored_as_an_argon2id_hash() {
    let api = Api::new().await;
    api.sign_up("ada@example.test").await;
    let hashed = "SELECT COUNT(*) FROM users WHERE password_hash LIKE '$argon2id$%'";
    assert_eq!(api.count(hashed).await, 1);
}

#[tokio::test]
async fn the_check_tells_whether_there_is_a_session() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    let check = |client: crate::support::Client| async move {
        client.request(Method::HEAD, paths::AUTH_CHECK, None).await.status
    };
    assert_eq!(check(client).await, StatusCode::NO_CONTENT);
    assert_eq!(check(api.stranger()).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn logging_out_revokes_the_session() {
    let api = Api::new().await;
    let client = api.sign_up("ada@example.test").await;
    let answer = client.request(Method::POST, paths::LOGOUT, None).await;
    assert_eq!(answer.ok(), true);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("neptun-session=;") && cookie.contains("Max-Age=0"), "{cookie}");
    // The old cookie, as somebody who has copied it would send it.
    client.get(&paths::projects(client.user())).await.refused(401, "Missing or invalid session");
    assert_eq!(api.count("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn logging_out_twice_is_fine() {
    let api = Api::new().await;
    let answer = api.stranger().request(Method::POST, paths::LOGOUT, None).await;
    assert_eq!(answer.ok(), true);
}

#[tokio::test]
async fn changing_the_password_asks_for_the_old_one_and_ends_all_other_sessions() {
    const NEW: &str = "Another-Pass2";
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let mut other = api.stranger();
    other.login("ada@example.test", PASSWORD).await.ok();
    let change = async |current: &str, new: &str| {
        let body = json!({ "currentPassword": current, "newPassword": new });
        ada.request(Method::PUT, "/api/auth/password", Some(body)).await
    };
    assert_eq!(change("Wrong-Pass1", NEW).await.invalid(), ["currentPassword"]);
    assert!(change(PASSWORD, "short").await.invalid().iter().all(|field| field == "newPassword"));
    other.get(&paths::projects(other.user())).await.ok();
    assert_eq!(change(PASSWORD, NEW).await.status, StatusCode::NO_CONTENT);
    ada.get(&paths::projects(ada.user())).await.ok();
    other.get(&paths::projects(other.user())).await.refused(401, "Missing or invalid session");
    other.login("ada@example.test", PASSWORD).await.refused(401, "Wrong email or password");
    other.login("ada@example.test", NEW).await.ok();
    let body = json!({ "currentPassword": NEW, "newPassword": NEW });
    let stranger = api.stranger().request(Method::PUT, "/api/auth/password", Some(body)).await;
    stranger.refused(401, "Missing or invalid session");
}

#[tokio::test]
async fn guessing_the_password_of_a_session_is_limited() {
    let api = Api::with(|config| config.rate_limits = crate::support::limits(3)).await;
    let ada = api.sign_up("ada@example.test").await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        let body = json!({ "currentPassword": "Guess-1!", "newPassword": "Another-Pass2" });
        let answer = ada.request(Method::PUT, "/api/auth/password", Some(body)).await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses, [400, 400, 400, 429, 429]);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_user_only() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let eve = api.sign_up("eve@example.test").await;
    let mut phone = api.stranger();
    phone.login("ada@example.test", PASSWORD).await.ok();
    let sessions = ada.get("/api/auth/sessions").await.ok();
    let sessions = sessions.as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    let is_current = |session: &&serde_json::Value| session["isCurrent"] == true;
    assert_eq!(sessions.iter().filter(is_current).count(), 1);
    let other = sessions.iter().find(|session| !is_current(session)).unwrap();
    let path = format!("/api/auth/sessions/{}", other["id"].as_str().unwrap());
    eve.delete(&path).await.refused(404, "Session not found");
    eve.delete("/api/auth/sessions/%ff").await.refused(404, "Session not found");
    phone.get(&paths::projects(phone.user())).await.ok();
    assert_eq!(ada.delete(&path).await.status, StatusCode::NO_CONTENT);
    phone.get(&paths::projects(phone.user())).await.refused(401, "Missing or invalid session");
    ada.delete(&path).await.refused(404, "Session not found");
    api.stranger().get("/api/auth/sessions").await.refused(401, "Missing or invalid session");
}
