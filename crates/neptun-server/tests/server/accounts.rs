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
