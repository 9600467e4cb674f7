//! Throttled responses.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use neptun_api::paths;
use serde_json::json;
use tower::ServiceExt;

use crate::support::{Api, Client, World, new_file};

/// A list of about 300 kB in few large files.
async fn project(api: &Api) -> (Client, String) {
    let ada = World::new(api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    for _ in 0..3 {
        let mut body = new_file("/big");
        body["text"] = "x".repeat(100_000).into();
        ada.client.post(&path, body).await.created();
    }
    (ada.client, path)
}

/// When every piece of an answer has arrived, and how many bytes there were.
async fn arrivals(api: &Api, client: &Client, path: &str) -> (Vec<Duration>, usize) {
    let start = Instant::now();
    let request = Request::get(path).header("cookie", client.cookie.as_deref().unwrap());
    let response = api.server.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut body = response.into_body();
    let (mut times, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        length += frame.unwrap().into_data().unwrap().len();
        times.push(start.elapsed());
    }
    (times, length)
}

#[tokio::test]
async fn a_rule_throttles_the_responses_that_it_matches() {
    let api = Api::with(|config| config.fault_injection.remote = true).await;
    let (ada, path) = project(&api).await;
    let rules = json!({ "rules": [{ "path": "/resources/files", "bytes_per_second": 1_000_000 }] });
    let answer = ada.request(Method::PUT, "/dev/switches", Some(rules)).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let (times, length) = arrivals(&api, &ada, &path).await;
    assert!(length > 300_000);
    // 0.3 s; the upper bounds leave room for a machine that is busy with other tests.
    let last = *times.last().unwrap();
    assert!(times[0] < Duration::from_millis(150), "{:?}", times[0]);
    assert!((Duration::from_millis(240)..Duration::from_secs(3)).contains(&last), "{last:?}");
    assert!(times.len() >= length / 10_000, "{} pieces", times.len());
    // Another path is not concerned.
    let (times, _) = arrivals(&api, &ada, &paths::projects(ada.user())).await;
    assert_eq!(times.len(), 1);
}

#[tokio::test]
async fn the_option_throttles_every_response_and_loses_nothing() {
    let api =
        Api::with(|config| config.fault_injection.throttle = Some(600_000.try_into().unwrap()))
            .await;
    let (ada, path) = project(&api).await;
    let start = Instant::now();
    let files = ada.get(&path).await.ok();
    assert!(start.elapsed() > Duration::from_millis(400));
    let files = files["files"].as_array().unwrap();
    assert_eq!(files.len(), 4);
    assert!(files[..3].iter().all(|file| file["text"].as_str().unwrap().len() == 100_000));
}
