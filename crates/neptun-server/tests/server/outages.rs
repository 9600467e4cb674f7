//! What is answered when the database does not.

use axum::http::Method;
use neptun_api::paths;

use crate::support::{Api, PASSWORD, World};

#[tokio::test]
async fn every_endpoint_is_500_without_its_database() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.server.database().unwrap().close().await;
    for endpoint in ada.endpoints() {
        endpoint.call(&ada.client).await.refused(500, "Server error");
    }
    let mut client = ada.client.clone();
    client.login("ada@example.test", PASSWORD).await.refused(500, "Server error");
    client.sign_up("new@example.test").await.refused(500, "Server error");
    client.get(paths::SESSION).await.refused(500, "Server error");
    let check = client.request(Method::HEAD, paths::AUTH_CHECK, None).await;
    assert_eq!(check.status.as_u16(), 500, "not 401, which would sign everybody out");
}

#[tokio::test]
async fn health_tells() {
    let api = Api::new().await;
    let client = api.stranger();
    let health = client.get(paths::HEALTH).await.ok();
    assert_eq!(health["status"], "ok");
    assert!(health["version"].is_string() && health.get("demo_user").is_none());
    api.server.database().unwrap().close().await;
    let health = client.get(paths::HEALTH).await;
    assert_eq!(health.status.as_u16(), 503);
    assert_ne!(health.json()["status"], "ok");
}

#[tokio::test]
async fn the_cause_is_not_told() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute("ALTER TABLE projects RENAME TO secrets").await;
    let answer = ada.client.get(&paths::projects(ada.user())).await;
    answer.refused(500, "Server error");
    assert_eq!(answer.text(), r#"{"statusCode":500,"message":"Server error"}"#);
}
