//! Fault injection.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use neptun_api::paths;
use neptun_server::FaultInjectionConfig;
use serde_json::{Value, json};

use crate::support::{Answer, Api, Client, Running, World};

async fn switchable() -> Api {
    Api::with(|config| config.fault_injection.remote = true).await
}

async fn set(client: &Client, rules: Value) -> Answer {
    client.request(Method::PUT, "/dev/switches", Some(json!({ "rules": rules }))).await
}

#[tokio::test]
async fn without_the_flag_there_are_no_switches() {
    let api = Api::new().await;
    let rules = json!([{ "fault": "500" }]);
    set(&api.stranger(), rules).await.refused(404, "Endpoint not found");
    api.stranger().get(paths::SESSION).await.ok();
}

#[tokio::test]
async fn every_fault_is_what_it_says() {
    let api = switchable().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let faulty = async |fault: &str| {
        set(&ada.client, json!([{ "fault": fault }])).await;
        ada.client.get(&path).await
    };
    faulty("500").await.refused(500, "Server error");
    faulty("503").await.refused(503, "Service unavailable");
    faulty("401").await.refused(401, "Missing or invalid session");
    faulty("404").await.refused(404, "Resource not found");
    let answer = faulty("429").await;
    answer.refused(429, "Too many requests");
    assert_eq!(answer.header("retry-after"), "1");
    let answer = faulty("html").await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    assert!(answer.header("content-type").starts_with("text/html"));
    let answer = faulty("garbage").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err());
    let answer = faulty("empty").await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, 0));
    assert_eq!(faulty("204").await.status, StatusCode::NO_CONTENT);
    assert_eq!(set(&ada.client, json!([])).await.status, StatusCode::NO_CONTENT);
    ada.client.get(&path).await.ok();
}

#[tokio::test]
async fn the_first_rule_that_fits_applies_as_often_as_it_says() {
    let api = switchable().await;
    let ada = World::new(&api, "ada@example.test").await;
    let rules = json!([
        { "method": "GET", "path": "/files", "fault": "500", "latency_ms": 0, "times": 2 },
        { "method": "GET", "path": "/files", "fault": "404" },
        { "method": "POST", "path": null, "fault": "503", "times": null },
    ]);
    set(&ada.client, rules).await;
    let files = paths::files(ada.user(), ada.project);
    let statuses = async |path: &str| ada.client.get(path).await.status.as_u16();
    assert_eq!(
        [statuses(&files).await, statuses(&files).await, statuses(&files).await],
        [500, 500, 404]
    );
    assert_eq!(statuses(&paths::projects(ada.user())).await, 200);
    assert_eq!(ada.client.post(&files, json!({})).await.status.as_u16(), 503);
    assert_eq!(statuses(paths::HEALTH).await, 200);
}

#[tokio::test]
async fn a_rule_can_name_what_is_not_of_the_api() {
    let api = switchable().await;
    let client = api.stranger();
    set(&client, json!([{ "path": "/health", "fault": "503", "times": 1 }])).await;
    assert_eq!(client.get(paths::HEALTH).await.status.as_u16(), 503);
    client.get(paths::HEALTH).await.ok();
}

#[tokio::test]
async fn a_misspelt_rule_is_refused_and_changes_nothing() {
    let api = switchable().await;
    let client = api.stranger();
    set(&client, json!([{ "fault": "teapot" }])).await.invalid();
    set(&client, json!([{ "falt": "500" }])).await.invalid();
    client.get(paths::SESSION).await.ok();
}

#[tokio::test]
async fn the_switches_cannot_lock_themselves_out() {
    let api = switchable().await;
    let client = api.stranger();
    set(&client, json!([{ "path": "/", "fault": "500" }])).await;
    client.get("/").await.refused(500, "Server error");
    assert_eq!(set(&client, json!([])).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_rule_can_only_delay() {
    let api = switchable().await;
    let client = api.stranger();
    set(&client, json!([{ "latency_ms": 200, "fault": null }])).await;
    let start = Instant::now();
    client.get(paths::SESSION).await.ok();
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_cut_answer_has_headers_and_half_a_body() {
    let api = switchable().await;
    let ada = World::new(&api, "ada@example.test").await;
    set(&ada.client, json!([{ "fault": "cut" }])).await;
    let path = paths::projects(ada.user());
    let request = Request::get(&path).body(Body::empty()).unwrap();
    assert!(ada.client.try_send(request).await.is_err());

    let running = Running::start(api.server.clone()).await;
    let answer = String::from_utf8(running.fetch(&ada.client, &path, "identity").await).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("{\"projects\":[{\"id\":"), "{answer}");
    assert!(!answer.ends_with("0\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn a_write_that_is_cut_has_been_done() {
    let api = switchable().await;
    let ada = World::new(&api, "ada@example.test").await;
    set(&ada.client, json!([{ "method": "POST", "fault": "cut", "times": 1 }])).await;
    let request = Request::post(paths::projects(ada.user()))
        .header("content-type", "application/json")
        .body(Body::from(crate::support::new_project("n").to_string()))
        .unwrap();
    assert!(ada.client.try_send(request).await.is_err());
    assert_eq!(api.count("SELECT COUNT(*) FROM projects").await, 2);
}

#[tokio::test]
async fn chance_hits_the_api_and_nothing_else() {
    let api = Api::with(|config| {
        config.fault_injection = FaultInjectionConfig {
            latency: Duration::from_millis(20),
            faults_percent: 100,
            throttle: None,
            remote: false,
        };
    })
    .await;
    let client = api.stranger();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..40 {
        let start = Instant::now();
        let request = Request::get(paths::SESSION).body(Body::empty()).unwrap();
        let outcome = client.try_send(request).await;
        seen.insert(outcome.map_or("cut".to_owned(), |answer| answer.status.as_u16().to_string()));
        assert!(start.elapsed() >= Duration::from_millis(20));
        client.get(paths::HEALTH).await.ok();
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["500", "503", "cut"]);
}
