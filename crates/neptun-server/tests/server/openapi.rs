//! The OpenAPI document.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use jsonschema::Validator;
use neptun_api::paths;
use serde_json::{Value, json};

use crate::support::{Answer, Api, Endpoint, PASSWORD, World};

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
async fn every_operation_with_a_body_says_when_it_refuses_one() {
    let document = document().await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for status in ["400", "408", "413", "503"] {
                let is_declared = operation["responses"][status].is_object();
                assert!(
                    is_declared || operation["requestBody"].is_null(),
                    "{method} {path} {status}"
                );
            }
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

/// The document as the rules that requests and answers follow.
struct Contract(Value);

impl Contract {
    fn operation(&self, method: &Method, template: &str) -> &Value {
        let operation = &self.0["paths"][template][method.as_str().to_lowercase()];
        assert!(operation.is_object(), "{method} {template}");
        operation
    }

    fn validator(&self, schema: &Value) -> Validator {
        let mut schema = schema.clone();
        schema["components"] = self.0["components"].clone();
        jsonschema::validator_for(&schema).unwrap()
    }

    /// The schema of a body. Of several it is the one with the same fields.
    fn schema_of_body(&self, endpoint: &Endpoint) -> Value {
        let operation = self.operation(&endpoint.method, endpoint.template);
        let schema =
            self.resolve(&operation["requestBody"]["content"]["application/json"]["schema"]);
        let alternatives = schema["anyOf"].as_array().filter(|_| schema["properties"].is_null());
        let Some(bodies) = alternatives else { return schema.clone() };
        let fields: BTreeSet<_> =
            endpoint.body.as_ref().unwrap().as_object().unwrap().keys().collect();
        let is_same = |body: &&Value| {
            let properties = body["properties"].as_object().unwrap();
            properties.keys().collect::<BTreeSet<_>>() == fields
        };
        bodies.iter().map(|body| self.resolve(body)).find(is_same).unwrap().clone()
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.0.pointer(&reference[1..]).unwrap(),
            None => schema,
        }
    }

    /// Holds an answer against what the document says about its status.
    #[track_caller]
    fn check(&self, method: &Method, template: &str, answer: &Answer) {
        let status = answer.status.as_str();
        let response = &self.operation(method, template)["responses"][status];
        assert!(response.is_object(), "{method} {template} {answer:?}");
        match response["content"].as_object() {
            None => assert!(answer.body.is_empty(), "{method} {template} {answer:?}"),
            Some(content) => {
                let content = &content[answer.header("content-type")];
                let errors: Vec<_> = self
                    .validator(&content["schema"])
                    .iter_errors(&answer.json())
                    .map(|error| error.to_string())
                    .collect();
                assert!(errors.is_empty(), "{method} {template} {status} {errors:?}");
            }
        }
    }
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own() {
    let document = document().await;
    let mut names = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{name}");
        }
    }
}

#[tokio::test]
async fn a_path_has_the_methods_that_are_listed_and_no_others() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let document = document().await;
    for (template, item) in document["paths"].as_object().unwrap() {
        let path = template
            .replace("{user_id}", &ada.user().to_string())
            .replace("{project_id}", "999")
            .replace("{resource_type}", "user-files")
            .replace("{file_id}", "1")
            .replace("{resource_id}", "1")
            .replace("{session_id}", "none");
        let operations = item.as_object().unwrap();
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            // Would end the session.
            if template == paths::LOGOUT && method == Method::POST {
                continue;
            }
            let is_listed = operations.contains_key(&method.as_str().to_lowercase());
            let answer = ada.client.request(method.clone(), &path, None).await;
            let is_refused = answer.status == StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(is_refused, !is_listed, "{method} {template}");
            assert!(!answer.text().contains("Endpoint not found"), "{method} {template}");
        }
    }
}

#[tokio::test]
async fn requests_and_answers_are_as_described() {
    let api = Api::new().await;
    let contract = Contract(document().await);
    let ada = World::new(&api, "ada@example.test").await;
    let bob = World::new(&api, "bob@example.test").await;
    let stranger = api.stranger();
    for endpoint in ada.endpoints() {
        let Endpoint { method, template, .. } = &endpoint;
        if let Some(body) = &endpoint.body {
            let content = &contract.operation(method, template)["requestBody"]["content"];
            let validator = contract.validator(&content["application/json"]["schema"]);
            assert!(validator.is_valid(body), "{method} {template} {body}");
            let invalid = ada.client.request(method.clone(), &endpoint.path, Some(json!({}))).await;
            invalid.invalid();
            assert!(!validator.is_valid(&json!({})), "{method} {template}");
            contract.check(method, template, &invalid);
        }
        for client in [&stranger, &bob.client, &ada.client] {
            contract.check(method, template, &endpoint.call(client).await);
        }
    }
    // Everything is deleted by now.
    for endpoint in ada.endpoints() {
        contract.check(&endpoint.method, endpoint.template, &endpoint.call(&ada.client).await);
    }
    let account = |password: &str| json!({ "email": "eve@example.test", "password": password, "confirmPassword": password });
    let change =
        |password: &str| json!({ "currentPassword": password, "newPassword": "Synthetic-Pass2" });
    for (method, path, body) in [
        (Method::POST, paths::SIGN_UP, Some(account("weak"))),
        (Method::POST, paths::SIGN_UP, Some(account(PASSWORD))),
        (Method::POST, paths::SIGN_UP, Some(account(PASSWORD))),
        (Method::POST, paths::LOGIN, Some(account("wrong"))),
        (Method::POST, paths::LOGIN, Some(account(PASSWORD))),
        (Method::GET, paths::SESSION, None),
        (Method::HEAD, paths::AUTH_CHECK, None),
        (Method::GET, "/api/auth/sessions", None),
        (Method::PUT, "/api/auth/password", Some(change("wrong"))),
        (Method::PUT, "/api/auth/password", Some(change(PASSWORD))),
        (Method::GET, paths::HEALTH, None),
        (Method::POST, paths::LOGOUT, None),
    ] {
        for client in [&stranger, &bob.client] {
            let answer = client.request(method.clone(), path, body.clone()).await;
            contract.check(&method, path, &answer);
        }
    }
}

/// The answers of the documentation.
#[tokio::test]
async fn the_documented_answers_fit_the_schemas() {
    let contract = Contract(document().await);
    let (created_at, updated_at) = ("2025-02-16T17:42:11.000Z", "2025-02-16T17:42:11.000Z");
    for (name, answer) in [
        (
            "UserFile",
            json!({
                "id": 123, "title": "My File", "text": "File content", "language": "typescript", "extension": "ts",
                "created_at": created_at, "updated_at": updated_at, "neptun_user_id": 456
            }),
        ),
        (
            "TemplateCollection",
            json!({
                "id": 123, "name": "My Template Collection", "description": "Collection description",
                "is_shared": false, "share_uuid": "550e8400-e29b-41d4-a716-446655440000",
                "created_at": created_at, "updated_at": updated_at, "neptun_user_id": 456
            }),
        ),
        (
            "GithubInstallation",
            json!({
                "id": 123, "github_account_type": "User",
                "github_account_avatar_url": "https://avatars.githubusercontent.com/u/123?v=4",
                "github_account_id": "12345", "github_account_name": "username",
                "created_at": created_at, "updated_at": updated_at, "neptun_user_id": 456
            }),
        ),
        (
            "ChatConversation",
            json!({
                "id": 123, "name": "My Chat", "model": "google/gemma-2-7b-it",
                "created_at": created_at, "updated_at": updated_at, "neptun_user_id": 456
            }),
        ),
        ("ErrorBody", json!({ "statusCode": 400, "message": "Invalid resource type or ID" })),
    ] {
        let is_valid = |name: &str| {
            let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
            contract.validator(&schema).is_valid(&answer)
        };
        assert!(is_valid(name), "{name}");
        assert_eq!(is_valid("Resource"), name != "ErrorBody", "{name}");
    }
}

/// Changes one field of each body after the other, to values around its limits.
#[tokio::test]
async fn the_server_accepts_the_values_that_the_document_allows() {
    let api = Api::new().await;
    let contract = Contract(document().await);
    let ada = World::new(&api, "ada@example.test").await;
    for endpoint in ada.endpoints().into_iter().filter(|endpoint| endpoint.body.is_some()) {
        let schema = contract.schema_of_body(&endpoint);
        let validator = contract.validator(&schema);
        let mut base = endpoint.body.clone().unwrap();
        for (field, property) in schema["properties"].as_object().unwrap() {
            if property["type"] == json!(["string", "null"]) {
                base[field] = "x".into();
            }
        }
        for (field, property) in schema["properties"].as_object().unwrap() {
            let max = property["maxLength"].as_u64().unwrap_or(20) as usize;
            let mut values = vec![
                json!(null),
                json!(0),
                json!(-1),
                json!(1.5),
                json!([]),
                json!({}),
                json!(""),
                json!(" \n"),
                json!("\u{85}"),
                json!("\u{feff}"),
                json!("a/b"),
                json!("/"),
                json!("-"),
                json!("all"),
                json!("€"),
                json!("x".repeat(max)),
                json!("x".repeat(max + 1)),
                json!("€".repeat(max)),
            ];
            values.retain(|value| *value != base[field]);
            for value in values {
                let mut body = base.clone();
                body[field] = value;
                let answer = ada
                    .client
                    .request(endpoint.method.clone(), &endpoint.path, Some(body.clone()))
                    .await;
                let is_accepted = answer.status.is_success();
                assert_eq!(
                    is_accepted,
                    validator.is_valid(&body),
                    "{} {body} {answer:?}",
                    endpoint.path
                );
                if !is_accepted {
                    assert!(answer.invalid().iter().all(|path| path == field), "{body} {answer:?}");
                }
            }
            let mut without = base.clone();
            without.as_object_mut().unwrap().remove(field);
            for body in [without, json!({ field: base[field] }), json!({ field: null })] {
                let answer = ada
                    .client
                    .request(endpoint.method.clone(), &endpoint.path, Some(body.clone()))
                    .await;
                assert_eq!(
                    answer.status.is_success(),
                    validator.is_valid(&body),
                    "{body} {answer:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn accounts_have_the_limits_of_the_document() {
    let api = Api::new().await;
    let contract = Contract(document().await);
    let password = |length: usize| format!("A1!{}", "x".repeat(length - 3));
    let email = |name: &str| format!("{name}@example.test");
    let mut accounts =
        vec![(email(&"a".repeat(241)), password(8)), (email(&"a".repeat(242)), password(8))];
    for length in [7, 8, 256, 257] {
        accounts.push((email(&format!("b{length}")), password(length)));
    }
    for weak in ["abcdefg1!", "ABCDEFGH!", "Abcdefgh1", "Äbcdefg1!"] {
        accounts.push((email("c"), weak.to_owned()));
    }
    for wrong in ["", "a", "a@b", "@b.c", "a@.c", "a@b.", "a b@c.d", "a@b@c.d", "ü@ä.ö"] {
        accounts.push((wrong.to_owned(), password(8)));
    }
    for c in "\u{0}\u{1f}\u{7f}\u{85}\u{a0}\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}\u{202e}\u{2066}\u{fe0f}\u{feff}\u{e0000}\u{e007f}\u{e0080}".chars() {
        accounts.push((format!("d{c}@example.test"), password(8)));
        accounts.push((format!("d@{c}example.test"), password(8)));
    }
    for (email, password) in accounts {
        for (path, body) in [
            (
                paths::SIGN_UP,
                json!({ "email": email, "password": password, "confirmPassword": password }),
            ),
            (paths::LOGIN, json!({ "email": email, "password": password })),
        ] {
            let content = &contract.operation(&Method::POST, path)["requestBody"]["content"];
            let validator = contract.validator(&content["application/json"]["schema"]);
            let answer = api.stranger().post(path, body.clone()).await;
            let is_invalid = answer.status == StatusCode::BAD_REQUEST;
            assert_eq!(is_invalid, !validator.is_valid(&body), "{path} {body} {answer:?}");
        }
    }
}
