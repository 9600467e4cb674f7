//! How often somebody may fail to sign in.

use std::time::Duration;

use neptun_server::RateLimit;

use axum::body::Body;
use axum::http::{Method, Request};
use neptun_api::paths;
use serde_json::json;

use crate::support::{Answer, Api, PASSWORD, limits};

async fn strict(window: Duration) -> Api {
    Api::with(|config| config.rate_limits.account = RateLimit { attempts: 3, window }).await
}

#[tokio::test]
async fn too_many_failures_have_to_wait() {
    let api = strict(Duration::from_secs(300)).await;
    api.sign_up("ada@example.test").await;
    let mut client = api.stranger();
    for _ in 0..3 {
        client.login("ada@example.test", "wrong").await.refused(401, "Wrong email or password");
    }
    // Not even the right password helps, or guessing would go on; nor another spelling of the address.
    for email in ["ada@example.test", "ADA@example.test "] {
        let answer = client.login(email, PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 429);
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((290..=300).contains(&wait), "{wait}");
        assert!(answer.json()["message"].as_str().unwrap().contains("Try again in"));
    }
    client.login("bob@example.test", "wrong").await.refused(401, "Wrong email or password");
}

#[tokio::test]
async fn a_success_starts_the_count_again() {
    let api = strict(Duration::from_secs(300)).await;
    api.sign_up("ada@example.test").await;
    let mut client = api.stranger();
    for _ in 0..3 {
        client.login("ada@example.test", "wrong").await.refused(401, "Wrong email or password");
        client.login("ada@example.test", "wrong").await.refused(401, "Wrong email or password");
        client.login("ada@example.test", PASSWORD).await.ok();
    }
}

#[tokio::test]
async fn after_the_wait_it_works() {
    let api = strict(Duration::from_millis(1_500)).await;
    api.sign_up("ada@example.test").await;
    let mut client = api.stranger();
    for _ in 0..3 {
        client.login("ada@example.test", "wrong").await;
    }
    let answer = client.login("ada@example.test", PASSWORD).await;
    assert_eq!(answer.status.as_u16(), 429);
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    tokio::time::sleep(Duration::from_secs(wait)).await;
    client.login("ada@example.test", PASSWORD).await.ok();
}

#[tokio::test]
async fn many_at_once_do_not_slip_through() {
    let api = strict(Duration::from_secs(300)).await;
    let attempts = (0..12).map(|_| {
        let mut client = api.stranger();
        async move { client.login("ada@example.test", "wrong").await.status.as_u16() }
    });
    let statuses = futures_util::future::join_all(attempts).await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 3, "{statuses:?}");
}

/// Sends a body as a proxy at 127.0.0.1 that names the client.
async fn send_for(api: &Api, client: &str, path: &str, body: serde_json::Value) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header("x-forwarded-for", client);
    api.stranger().send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn behind_a_proxy(attempts: usize) -> Api {
    Api::with(|config| {
        config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        config.rate_limits = limits(3);
        config.rate_limits.address.attempts = attempts;
        config.rate_limits.sign_up.attempts = attempts;
    })
    .await
}

#[tokio::test]
async fn nobody_locks_the_account_of_somebody_else() {
    let api = behind_a_proxy(100).await;
    api.sign_up("ada@example.test").await;
    let login = async |client: &str, password: &str| {
        let body = json!({ "email": "ada@example.test", "password": password });
        send_for(&api, client, paths::LOGIN, body).await.status.as_u16()
    };
    for _ in 0..3 {
        assert_eq!(login("192.0.2.66", "wrong").await, 401);
    }
    assert_eq!(login("192.0.2.66", PASSWORD).await, 429);
    assert_eq!(login("192.0.2.1", PASSWORD).await, 200);
    // The same network of a client with IPv6.
    for host in 1..=3 {
        assert_eq!(login(&format!("2001:db8::{host}"), "wrong").await, 401);
    }
    assert_eq!(login("2001:db8::4", PASSWORD).await, 429);
}

#[tokio::test]
async fn an_address_cannot_try_many_accounts() {
    let api = behind_a_proxy(20).await;
    let mut statuses = Vec::new();
    for account in 0..60 {
        let body =
            json!({ "email": format!("user{account}@example.test"), "password": "Guess-1!" });
        statuses.push(send_for(&api, "192.0.2.66", paths::LOGIN, body).await.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 20, "{statuses:?}");
    assert!(statuses[20..].iter().all(|status| *status == 429));
}

#[tokio::test]
async fn an_address_cannot_sign_up_or_ask_for_many_accounts() {
    let api = behind_a_proxy(20).await;
    api.sign_up("ada@example.test").await;
    let sign_up = async |client: &str, email: &str| {
        let body = json!({ "email": email, "password": PASSWORD, "confirmPassword": PASSWORD });
        send_for(&api, client, paths::SIGN_UP, body).await
    };
    for _ in 0..20 {
        assert_eq!(sign_up("192.0.2.66", "ada@example.test").await.status.as_u16(), 409);
    }
    let answer = sign_up("192.0.2.66", "new@example.test").await;
    assert_eq!(answer.status.as_u16(), 429);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 200);
    assert_eq!(sign_up("192.0.2.67", "new@example.test").await.status.as_u16(), 200);
}

#[tokio::test]
async fn nobody_but_a_trusted_proxy_names_the_client() {
    let api = Api::with(|config| config.rate_limits = limits(3)).await;
    for client in 1..=3 {
        let body = json!({ "email": "ada@example.test", "password": "wrong" });
        let client = format!("192.0.2.{client}");
        assert_eq!(send_for(&api, &client, paths::LOGIN, body).await.status.as_u16(), 401);
    }
    let body = json!({ "email": "ada@example.test", "password": "wrong" });
    assert_eq!(send_for(&api, "192.0.2.4", paths::LOGIN, body).await.status.as_u16(), 429);
}

#[tokio::test]
async fn input_is_bounded_before_it_is_kept() {
    let api = Api::new().await;
    let email = |length| format!("{}@example.test", "a".repeat(length));
    let ada = api.sign_up("ada@example.test").await;
    let body = json!({ "email": email(1_900_000), "password": "x" });
    for (method, path) in [
        (Method::POST, paths::LOGIN),
        (Method::POST, paths::SIGN_UP),
        (Method::PUT, paths::PASSWORD),
    ] {
        let answer = ada.request(method, path, Some(body.clone())).await;
        answer.refused(413, "The request is too large: at most 16 kB are accepted");
    }
    for body in [
        json!({ "email": email(15_000), "password": "x" }),
        json!({ "email": "a@example.test", "password": "x".repeat(257) }),
    ] {
        let answer = api.stranger().post(paths::LOGIN, body).await;
        assert_eq!(answer.invalid().len(), 1);
        assert!(answer.body.len() < 500);
    }
    for email in ["a\u{200b}b@example.test", "a\u{7}@example.test", "a@exam\u{ad}ple.test"] {
        let body = json!({ "email": email, "password": PASSWORD, "confirmPassword": PASSWORD });
        assert_eq!(api.stranger().post(paths::SIGN_UP, body).await.invalid(), ["email"]);
    }
    let body =
        json!({ "email": "ünï@example.test", "password": PASSWORD, "confirmPassword": PASSWORD });
    api.stranger().post(paths::SIGN_UP, body).await.ok();
}
