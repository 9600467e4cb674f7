//! Every response says the id of its request.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use axum::response::IntoResponse;
use neptun_api::paths;
use neptun_server::{Source, UpstreamConfig};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Answer, Api, Running};

const HEADER: &str = "x-request-id";

fn id(answer: &Answer) -> &str {
    assert_eq!(answer.headers.get_all(HEADER).iter().count(), 1, "{answer:?}");
    let id = answer.header(HEADER);
    assert_eq!(id.len(), 36, "{id}");
    id
}

#[tokio::test]
async fn every_response_has_one_of_its_own() {
    let api = Api::with(|config| config.fault_injection.remote = true).await;
    std::fs::create_dir(api.storage.path().join("dist")).unwrap();
    std::fs::write(api.storage.path().join("dist/index.html"), "<p>").unwrap();
    let client = api.stranger();
    let rules = json!({ "rules": [{ "path": "/api/injected", "fault": "500" }] });
    client.request(Method::PUT, "/dev/switches", Some(rules)).await;
    let mut ids = Vec::new();
    for (path, status) in [
        (paths::SESSION, 200),
        (paths::HEALTH, 200),
        ("/api/users/1/projects", 401),
        ("/api/unknown", 404),
        ("/api/injected", 500),
        ("/", 200),
        ("/unknown.js", 404),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = client.request(method, path, None).await;
            ids.push(id(&answer).to_owned());
            if answer.status != status {
                assert_eq!(answer.status, 405, "{path}");
            }
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[tokio::test]
async fn an_id_is_taken_over_from_trusted_proxies_only() {
    for (proxies, is_trusted) in [(vec!["127.0.0.1/32".parse().unwrap()], true), (vec![], false)] {
        let api = Api::with(|config| config.trusted_proxies = proxies).await;
        let running = Running::start(api.server.clone()).await;
        let mut stream = TcpStream::connect(&running.address).await.unwrap();
        let request =
            "GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: proxy-1\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer.contains("x-request-id: proxy-1\r\n"), is_trusted, "{answer}");
    }
}

#[tokio::test]
async fn a_live_server_gets_the_id_too() {
    // Answers with the id that it gets, under a header of another name, and has one of its own.
    let live = Router::new().fallback(async |headers: HeaderMap| {
        let given = headers[HEADER].clone();
        ([(HEADER, "own".parse().unwrap()), ("x-given", given)], "{}").into_response()
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, live).into_future());
    let api = Api::with(|config| {
        config.source = Source::Upstream(UpstreamConfig { origin, ca_file: None });
    })
    .await;
    let request = Request::get(paths::SESSION).header(HEADER, "of-a-browser");
    let answer = api.stranger().send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(id(&answer), answer.header("x-given"));
}
