//! Texts come back as they were sent, whatever characters are in them.

use axum::http::Method;
use neptun_api::{FileId, ResourceType, paths};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::{Api, World, new_file, new_project, new_resource};

/// U+0000, which some databases cannot store, and texts that look like escaped ones.
const TEXT: &str = "a\0b\u{fdd0}0\u{fdd0}\0\0\u{fdd0}1\u{1f30a}'\"\\";

/// A body with the text in all fields of this kind.
fn body(mut body: Value, fields: &[&str]) -> Value {
    for field in fields {
        body[*field] = TEXT.into();
    }
    body
}

/// Checks that the fields have the text.
#[track_caller]
fn check(stored: &Value, fields: &[&str]) {
    for field in fields {
        assert_eq!(stored[*field], TEXT, "{field}");
    }
}

#[tokio::test]
async fn of_projects_and_files() {
    const PROJECT: [&str; 4] = ["name", "description", "project_type", "programming_language"];
    const FILE: [&str; 7] = [
        "title",
        "original_path",
        "context_file_category",
        "context_file_type",
        "text",
        "language",
        "extension",
    ];
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::projects(ada.user());
    let created = ada.client.post(&path, body(new_project("n"), &PROJECT)).await.created();
    check(&created["project"], &PROJECT);
    check(&ada.client.get(&path).await.ok()["projects"][0], &PROJECT);
    let path = paths::project(ada.user(), ada.project);
    let changed = body(json!({}), &PROJECT);
    ada.client.request(Method::PATCH, &path, Some(changed)).await.ok();
    check(&ada.client.get(&path).await.ok()["project"], &PROJECT);

    let files = paths::files(ada.user(), ada.project);
    let created = ada.client.post(&files, body(new_file("/a"), &FILE)).await.created();
    check(&created["file"], &FILE);
    check(&ada.client.get(&files).await.ok()["files"][0], &FILE);
    let file = paths::file(ada.user(), ada.project, ada.file);
    let changed = ada.client.request(Method::PUT, &file, Some(body(json!({}), &FILE))).await.ok();
    check(&changed["file"], &FILE);
    check(&ada.client.get(&files).await.ok()["files"][1], &FILE);
    // The filters find the text too.
    let encoded = percent_encoding::utf8_percent_encode(TEXT, percent_encoding::NON_ALPHANUMERIC);
    let filter = format!("{files}?context_file_category={encoded}&context_file_type={encoded}");
    assert_eq!(ada.client.get(&filter).await.ok()["files"].as_array().unwrap().len(), 2);
}

/// Any texts, half of them of what means something to JSON, SQL, HTML, PostgreSQL or an editor.
fn any_texts(count: usize) -> Vec<String> {
    let odd = "[ab \\x00-\\x1f\"'\\\\<&;%$\u{7f}\u{feff}\u{fdd0}\u{2028}\u{301}\u{1f30a}]{0,60}";
    let texts = proptest::collection::vec(prop_oneof![any::<String>(), odd], count);
    texts.new_tree(&mut TestRunner::default()).unwrap().current()
}

#[tokio::test]
async fn of_any_files_that_are_created_and_replaced() {
    const FILES: usize = 60;
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    let mut written = Vec::new();
    for (number, text) in any_texts(FILES).into_iter().enumerate() {
        let mut body = new_file(&format!("/{number}"));
        body["text"] = text.clone().into();
        let created = ada.client.post(&files, body).await.created();
        assert_eq!(created["file"]["text"], *text);
        written.push((created["file"]["id"].clone(), text));
    }
    let check = async |written: &[(Value, String)]| {
        let list = ada.client.get(&files).await.ok();
        let list = list["files"].as_array().unwrap();
        for (id, text) in written {
            let listed = list.iter().find(|file| file["id"] == *id).unwrap();
            assert_eq!(listed["text"], **text);
        }
    };
    check(&written).await;
    for ((id, text), other) in written.iter_mut().zip(any_texts(FILES)) {
        let file = FileId::try_from(id.as_i64().unwrap()).unwrap();
        let path = paths::file(ada.user(), ada.project, file);
        let patch = json!({ "text": other });
        let changed = ada.client.request(Method::PUT, &path, Some(patch)).await.ok();
        assert_eq!(changed["file"]["text"], *other);
        *text = other;
    }
    check(&written).await;
}

#[tokio::test]
async fn of_files_in_parts() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    let text = TEXT.repeat(30_000);
    let mut body = new_file("/long");
    body["text"] = text.clone().into();
    ada.client.post(&files, body).await.created();
    assert!(ada.client.get(&files).await.ok()["files"][0]["text"] == *text);
}

#[tokio::test]
async fn of_resources() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for (kind, fields) in [
        (ResourceType::UserFiles, &["title", "text", "language", "extension"][..]),
        (ResourceType::TemplateCollections, &["name", "description"]),
        (ResourceType::ChatConversations, &["name"]),
    ] {
        let path = paths::resources(ada.user(), ada.project, kind);
        let created = ada.client.post(&path, body(new_resource(kind), fields)).await.created();
        check(&created, fields);
        check(&ada.client.get(&path).await.ok()[0], fields);
    }
    let kind = ResourceType::ChatConversations;
    let path = paths::resources(ada.user(), ada.project, kind);
    let chat = body(new_resource(kind), &["description", "model_name"]);
    let created = ada.client.post(&path, chat).await.created();
    assert_eq!(created["model"], format!("google/{TEXT}"));
}

#[tokio::test]
async fn of_accounts_that_do_not_exist() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let answer = api.stranger().login("ada@example.test\0", "x").await;
    answer.refused(401, "Wrong email or password");
    ada.delete("/api/auth/sessions/%00").await.refused(404, "Session not found");
}
