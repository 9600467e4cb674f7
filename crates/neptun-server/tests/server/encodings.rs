//! Content encodings: negotiated, the same JSON in each, and no waiting for what is ready.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use http_body_util::BodyExt;
use neptun_api::paths;
use neptun_server::{Source, UpstreamConfig};
use serde_json::{Value, json};
use tower::ServiceExt;
use tower_http::decompression::DecompressionLayer;

use crate::support::{Api, Client, Running, World, new_file};

const ENCODINGS: [&str; 3] = ["zstd", "br", "gzip"];

/// How much more text is sent than every buffer on the way can hold.
const FILES: usize = 60;

async fn big_project(api: &Api) -> (Client, String) {
    let ada = World::new(api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    for index in 0..FILES {
        let mut body = new_file(&format!("/{index}"));
        // Not the same over and over: that would vanish when it is compressed.
        let line = |line: usize| format!("{:x} \"\\ \u{1F30A}\n", (index * 9973 + line).pow(3));
        body["text"] = (0..4_000).map(line).collect::<String>().into();
        ada.client.post(&path, body).await.created();
    }
    (ada.client, path)
}

fn request(client: &Client, path: &str, accept: &str) -> Request<Body> {
    let request = Request::get(path).header("host", "localhost").header("accept-encoding", accept);
    let cookie = client.cookie.as_deref().unwrap_or_default();
    request.header("cookie", cookie).body(Body::empty()).unwrap()
}

/// A client that decodes.
fn decoding(router: Router) -> Router {
    Router::new().fallback_service(router).layer(DecompressionLayer::new())
}

async fn decoded_json(response: Response<Body>) -> Value {
    assert_eq!(response.status(), StatusCode::OK);
    serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
}

#[tokio::test]
async fn the_client_chooses() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for path in [
        paths::files(ada.user(), ada.project),
        paths::projects(ada.user()),
        paths::OPENAPI.to_owned(),
    ] {
        for (accept, expected) in [
            ("zstd", "zstd"),
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "zstd"),
            ("gzip, deflate, br", "br"),
            ("br;q=0.5, gzip", "gzip"),
            ("zstd;q=0, *;q=0", ""),
            ("identity", ""),
            ("unknown", ""),
            ("", ""),
        ] {
            let answer = ada.client.send(request(&ada.client, &path, accept)).await;
            assert_eq!(answer.header("content-encoding"), expected, "{path} {accept}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{path} {accept}");
        }
    }
}

#[tokio::test]
async fn every_encoding_has_the_same_json_and_the_same_tag() {
    let api = Api::new().await;
    let (ada, path) = big_project(&api).await;
    let plain = ada.get(&path).await;
    let running = Running::start(api.server.clone()).await;
    for encoding in ENCODINGS {
        // Over a connection, which reads a body to its very end.
        let encoded = running.fetch(&ada, &path, encoding).await;
        // A chunked body that ends without its last chunk is one that broke off.
        assert!(encoded.ends_with(b"\r\n0\r\n\r\n"), "{encoding} broke off at {}", encoded.len());
        assert!(encoded.len() < plain.body.len() / 2, "{encoding} {}", encoded.len());
        let response = api.server.router().oneshot(request(&ada, &path, encoding)).await.unwrap();
        assert_eq!(response.headers()["etag"], plain.header("etag"));
        let answer = decoding(api.server.router()).oneshot(request(&ada, &path, encoding)).await;
        assert_eq!(decoded_json(answer.unwrap()).await, plain.json(), "{encoding}");
    }
}

#[tokio::test]
async fn the_first_file_does_not_wait_in_the_encoder() {
    let api = Api::with(|config| config.fault_injection.remote = true).await;
    let (ada, path) = big_project(&api).await;
    // So slow that an encoder that waits until it has enough would wait for seconds.
    let rules = json!({ "rules": [{ "path": "/resources/files", "bytes_per_second": 20_000 }] });
    ada.request(Method::PUT, "/dev/switches", Some(rules)).await;
    for encoding in ENCODINGS {
        let start = Instant::now();
        let response = decoding(api.server.router()).oneshot(request(&ada, &path, encoding)).await;
        let mut body = response.unwrap().into_body();
        let mut seen = Vec::new();
        while seen.len() < 1_000 {
            seen.extend(body.frame().await.unwrap().unwrap().into_data().unwrap());
        }
        assert!(seen.starts_with(br#"{"files":[{"id":"#), "{encoding}");
        assert!(start.elapsed() < Duration::from_millis(500), "{encoding} {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_list_that_breaks_off_does_so_in_every_encoding() {
    let api = Api::new().await;
    let (ada, path) = big_project(&api).await;
    let broken = "UPDATE project_files SET title = '\u{fdd0}' WHERE original_path = '/0'";
    assert_eq!(api.execute(broken).await, 1);
    for encoding in ENCODINGS {
        assert!(ada.try_send(request(&ada, &path, encoding)).await.is_err(), "{encoding}");
    }
}

#[tokio::test]
async fn what_an_upstream_sends_is_passed_on_as_it_is() {
    let plain = async || Json(vec!["the same text again"; 1_000]);
    let encoded =
        async || ([("content-encoding", "br"), ("etag", "\"theirs\"")], "not really brotli");
    let router = Router::new().route("/api/plain", get(plain)).route("/api/encoded", get(encoded));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let live = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let front = Api::with(|config| {
        config.source = Source::Upstream(UpstreamConfig { origin, ca_file: None })
    })
    .await;
    let client = front.stranger();
    let answer = client.send(request(&client, "/api/plain", "gzip, br, zstd")).await;
    assert_eq!(answer.header("content-encoding"), "");
    assert_eq!(answer.ok().as_array().unwrap().len(), 1_000);
    let answer = client.send(request(&client, "/api/encoded", "gzip, br, zstd")).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(answer.header("etag"), "\"theirs\"");
    assert_eq!(answer.text(), "not really brotli");
    live.abort();
}
