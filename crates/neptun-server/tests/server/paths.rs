//! Malformed paths, unknown paths, wrong methods.

use axum::http::Method;
use neptun_api::{ResourceType, paths};

use crate::support::{Api, World};

const MALFORMED: [&str; 7] = ["0", "-1", "+1", "1.5", "x", "9223372036854775808", "%F0%9F%90%8B"];

#[tokio::test]
async fn every_malformed_parameter_is_named() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let before = ada.snapshot().await;
    for endpoint in ada.endpoints() {
        let names = endpoint.template.split('/').enumerate();
        for (position, name) in names.filter(|(_, segment)| segment.starts_with('{')) {
            let name = name.trim_matches(['{', '}']);
            for value in MALFORMED {
                let mut segments: Vec<_> = endpoint.path.split('/').collect();
                segments[position] = value;
                let mut malformed = endpoint.clone();
                malformed.path = segments.join("/");
                let message = match endpoint.template {
                    paths::RESOURCE => "Invalid resource type or ID",
                    _ => "Invalid request parameters",
                };
                let issues = malformed.call(&ada.client).await.refused(400, message);
                let named: Vec<_> = issues.iter().map(|issue| &*issue.path).collect();
                assert_eq!(named, [name], "{malformed:?}");
            }
        }
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn all_malformed_parameters_are_named_at_once() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let answer = ada.get("/api/users/a/projects/b/resources/c/d").await;
    let issues = answer.refused(400, "Invalid resource type or ID");
    let named: Vec<_> = issues.iter().map(|issue| &*issue.path).collect();
    assert_eq!(named, ["user_id", "project_id", "resource_type", "resource_id"]);
    assert!(issues[2].message.contains("chat-conversations"), "{issues:?}");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_malformed() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    assert_eq!(ada.get("/api/users/%FF/projects").await.invalid(), [""]);
}

#[tokio::test]
async fn unknown_ids_are_404() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let (user, unknown) = (ada.user(), 987_654_321_i64);
    let file = paths::file(user, ada.project, unknown.try_into().unwrap());
    ada.client.delete(&file).await.refused(404, "File not found");
    for kind in ResourceType::ALL {
        let path = paths::resource(user, ada.project, kind, unknown.try_into().unwrap());
        ada.client.get(&path).await.refused(404, "Resource not found");
        ada.client.delete(&path).await.refused(404, "Resource not found");
    }
}

#[tokio::test]
async fn what_does_not_exist_says_so_in_json() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let path = format!("/api/users/{}/nothing", ada.user());
    for path in ["/api", "/api/", "/api/unknown", "/api//users", "/api/auth/sign-up/x", &path] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = ada.request(method, path, None).await;
            answer.refused(404, "Endpoint not found");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_says_so_in_json() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for endpoint in ada.endpoints() {
        let answer = ada.client.request(Method::TRACE, &endpoint.path, None).await;
        answer.refused(405, "Method not allowed");
        assert!(answer.header("allow").contains(endpoint.method.as_str()), "{answer:?}");
    }
    ada.client.get(paths::LOGIN).await.refused(405, "Method not allowed");
}
