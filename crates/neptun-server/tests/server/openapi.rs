//! The OpenAPI document.

use std::collections::BTreeSet;

use neptun_api::paths;
use serde_json::Value;

use crate::support::{Api, World};

async fn document() -> Value {
    let api = Api::new().await;
    api.stranger().get(paths::OPENAPI).await.ok()
}

#[tokio::test]
async fn lists_every_path_with_its_methods() {
    let document = document().await;
    let mut listed = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            listed.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let expected = [
        ("POST", paths::SIGN_UP),
        ("POST", paths::LOGIN),
        ("POST", paths::LOGOUT),
        ("HEAD", paths::AUTH_CHECK),
        ("GET", paths::SESSION),
        ("PUT", "/api/auth/password"),
        ("GET", "/api/auth/sessions"),
        ("DELETE", "/api/auth/sessions/{session_id}"),
        ("GET", paths::OPENAPI),
        ("GET", paths::HEALTH),
    ];
    let mut expected: BTreeSet<_> =
        expected.iter().map(|(method, path)| format!("{method} {path}")).collect();
    let api = Api::new().await;
    let world = World::new(&api, "ada@example.test").await;
    for endpoint in world.endpoints() {
        expected.insert(format!("{} {}", endpoint.method, endpoint.template));
    }
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn every_operation_below_a_user_says_how_it_refuses() {
    let document = document().await;
    for (path, item) in document["paths"].as_object().unwrap() {
        if !path.starts_with(paths::PROJECTS.split("/projects").next().unwrap()) {
            continue;
        }
        for (method, operation) in item.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let description = response["description"].as_str().unwrap_or_default();
                assert!(!description.is_empty(), "{method} {path} {status}");
            }
            for status in ["400", "401", "403", "500"] {
                let response = &operation["responses"][status];
                let schema = &response["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/ErrorBody", "{method} {path} {status}");
            }
            let parameters = operation["parameters"].as_array().unwrap();
            let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path").count();
            assert_eq!(in_path, path.matches('{').count(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = document().await;
    let text = document.to_string();
    let mut references = 0;
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        references += 1;
    }
    assert!(references > 50, "{references}");
    assert_eq!(document["components"]["securitySchemes"]["session"]["name"], "neptun-session");
}
