//! How often somebody may fail to sign in.

use std::time::Duration;

use neptun_server::LoginLimit;

use crate::support::{Api, PASSWORD};

async fn strict(window: Duration) -> Api {
    Api::with(|config| config.login_limit = LoginLimit { attempts: 3, window }).await
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
