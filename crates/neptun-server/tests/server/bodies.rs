//! Bodies that are not what an endpoint needs.

use axum::body::Body;
use axum::http::Request;
use neptun_api::{ResourceType, paths};
use serde_json::json;

use crate::support::{Api, Endpoint, World, new_file};

async fn world() -> (Api, World, Vec<Endpoint>) {
    let api = Api::new().await;
    let world = World::new(&api, "ada@example.test").await;
    let with_body = world.endpoints().into_iter().filter(|endpoint| endpoint.body.is_some());
    let with_body = with_body.collect();
    (api, world, with_body)
}

fn request(
    endpoint: &Endpoint,
    content_type: Option<&str>,
    body: impl Into<Body>,
) -> Request<Body> {
    let mut request = Request::builder().method(endpoint.method.clone()).uri(&endpoint.path);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    request.body(body.into()).unwrap()
}

#[tokio::test]
async fn every_endpoint_with_a_body_refuses_a_wrong_one_with_a_reason() {
    let (_api, ada, endpoints) = world().await;
    let before = ada.snapshot().await;
    assert!(endpoints.len() >= 12);
    for endpoint in endpoints {
        for body in ["", "{", "{}", "[]", "null", "true", "<html>", "{\"a\":}", "\u{0}", "{}{}"] {
            let answer = ada.client.send(request(&endpoint, Some("application/json"), body)).await;
            answer.invalid();
        }
        let invalid = b"{\"name\":\"\xff\"}".to_vec();
        ada.client.send(request(&endpoint, Some("application/json"), invalid)).await.invalid();
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn a_body_has_to_say_that_it_is_json() {
    let (_api, ada, endpoints) = world().await;
    let before = ada.snapshot().await;
    for endpoint in endpoints {
        let body = endpoint.body.clone().unwrap().to_string();
        // What an HTML form can send, which is how other sites would write here.
        for content_type in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
            let answer = ada.client.send(request(&endpoint, content_type, body.clone())).await;
            assert_eq!(answer.invalid(), [""]);
        }
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn a_wrong_field_is_named_with_its_path() {
    let (_api, ada, _) = world().await;
    let (user, project) = (ada.user(), ada.project);
    for (path, body, field) in [
        (paths::projects(user), json!({ "name": 3 }), "name"),
        (paths::projects(user), json!({ "project_type": "x" }), "name"),
        (
            paths::files(user, project),
            json!({ "title": "t", "original_path": [] }),
            "original_path",
        ),
        (
            paths::resources(user, project, ResourceType::UserFiles),
            json!({ "user_file_id": "1" }),
            "user_file_id",
        ),
        (
            paths::resources(user, project, ResourceType::UserFiles),
            json!({ "user_file_id": null }),
            "user_file_id",
        ),
        (
            paths::resources(user, project, ResourceType::UserFiles),
            json!({ "title": "t", "text": 1 }),
            "text",
        ),
    ] {
        assert_eq!(ada.client.post(&path, body.clone()).await.invalid(), [field], "{path} {body}");
    }
}

#[tokio::test]
async fn a_body_of_more_than_two_megabytes_is_too_large() {
    let (_api, ada, _) = world().await;
    let path = paths::resources(ada.user(), ada.project, ResourceType::UserFiles);
    let body = |length: usize| {
        let text = "x".repeat(length);
        json!({ "title": "t", "text": text, "language": "l", "extension": "e" })
    };
    ada.client.post(&path, body(1_900_000)).await.created();
    let answer = ada.client.post(&path, body(2_000_000)).await;
    answer.refused(413, "The request is too large: at most 2 MB are accepted");
    let answer = ada.client.post(&path, body(2_100_000)).await;
    answer.refused(413, "The request is too large: at most 2 MB are accepted");
    let answer = ada.client.post(paths::LOGIN, body(16_000)).await;
    answer.refused(413, "The request is too large: at most 16 kB are accepted");
}

#[tokio::test]
async fn a_file_may_be_larger_but_not_endless() {
    let (_api, ada, _) = world().await;
    let path = paths::files(ada.user(), ada.project);
    let mut body = new_file("/big.txt");
    body["text"] = "x".repeat(3_000_000).into();
    assert_eq!(
        ada.client.post(&path, body).await.created()["file"]["text"].as_str().unwrap().len(),
        3_000_000
    );
    let endpoint =
        ada.endpoints().into_iter().find(|endpoint| endpoint.template == paths::FILE).unwrap();
    let huge = vec![b' '; 64_000_001];
    let answer = ada.client.send(request(&endpoint, Some("application/json"), huge)).await;
    answer.refused(413, "The request is too large: at most 64 MB are accepted");
}

#[tokio::test]
async fn who_may_not_write_is_told_so_before_the_body_is_looked_at() {
    let (api, ada, endpoints) = world().await;
    for endpoint in endpoints {
        let answer = api.stranger().send(request(&endpoint, None, "nonsense")).await;
        answer.refused(401, "Missing or invalid session");
        let mut unknown = endpoint.clone();
        unknown.path = endpoint.path.replace(&format!("/projects/{}", ada.project), "/projects/99");
        if unknown.path != endpoint.path {
            let answer = ada.client.send(request(&unknown, None, "nonsense")).await;
            answer.refused(404, "Project not found");
        }
    }
}
