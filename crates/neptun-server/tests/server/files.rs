//! Creating, changing and deleting files.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use neptun_api::{FileId, paths};
use serde_json::{Value, json};

use crate::support::{Api, World, new_file, sql};

#[tokio::test]
async fn a_file_has_the_twelve_documented_fields() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let created = ada.client.post(&path, new_file("/æøå/夜.rs")).await.created();
    let file = &created["file"];
    let keys: Vec<_> = file.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "context_file_category",
            "context_file_type",
            "created_at",
            "extension",
            "id",
            "language",
            "neptun_user_id",
            "original_path",
            "project_id",
            "text",
            "title",
            "updated_at",
        ]
    );
    assert_eq!(file["original_path"], "/æøå/夜.rs");
    assert_eq!(file["neptun_user_id"], ada.user().get());
    assert_eq!(file["project_id"], ada.project.get());
    let list = ada.client.get(&path).await.ok();
    assert_eq!(list["files"][0], *file);
}

#[tokio::test]
async fn language_and_extension_are_optional_and_always_texts() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let mut body = new_file("/Makefile");
    body["text"] = "".into();
    for field in ["language", "extension"] {
        body.as_object_mut().unwrap().remove(field);
    }
    let created = ada.client.post(&paths::files(ada.user(), ada.project), body).await.created();
    assert_eq!(created["file"]["language"], "");
    assert_eq!(created["file"]["extension"], "");
    assert_eq!(created["file"]["text"], "");
}

/// Texts around the limits of a row, which end within a character, and of several rows.
#[tokio::test]
async fn a_long_text_stays_as_it_is() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    const ROW: usize = 128 * 1024;
    let texts: Vec<_> = [ROW - 4, ROW - 3, ROW - 2, ROW - 1, ROW, ROW + 1, 2 * ROW - 2, 5 * ROW]
        .map(|bytes| "\"\\\n€".repeat(bytes / 6) + &"x".repeat(bytes % 6))
        .into();
    let mut one = None;
    for text in &texts {
        let mut body = new_file("/long.txt");
        body["title"] = r#""text":"""#.into();
        body["text"] = text.as_str().into();
        let created = ada.client.post(&path, body).await.created();
        assert!(created["file"]["text"] == **text);
        let list = ada.client.get(&path).await.ok();
        assert!(list["files"][0] == created["file"], "{}", text.len());
        one.get_or_insert(created["file"]["id"].as_i64().unwrap());
    }
    let file = FileId::try_from(one.unwrap()).unwrap();
    let file = paths::file(ada.user(), ada.project, file);
    for text in texts.iter().rev() {
        let body = json!({ "text": text });
        let changed = ada.client.request(Method::PUT, &file, Some(body)).await.ok();
        assert!(changed["file"]["text"] == **text);
        let body = json!({ "title": "other" });
        let renamed = ada.client.request(Method::PUT, &file, Some(body)).await.ok();
        assert!(renamed["file"]["text"] == **text);
        let list = ada.client.get(&path).await.ok();
        assert!(list["files"].as_array().unwrap().contains(&renamed["file"]), "{}", text.len());
    }
    ada.client.delete(&paths::project(ada.user(), ada.project)).await.ok();
    assert_eq!(api.count("SELECT COUNT(*) FROM project_file_parts").await, 0);
}

/// As databases have them from before texts had parts.
#[tokio::test]
async fn a_long_text_in_one_row_is_read_and_replaced() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute(sql(
        "UPDATE project_files SET text = replace(hex(zeroblob(400000)), '0', '€')",
        "UPDATE project_files SET text = repeat('€', 800000)",
    ))
    .await;
    let text = "€".repeat(800_000);
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    assert!(list["files"][0]["text"] == *text);
    let file = paths::file(ada.user(), ada.project, ada.file);
    for (body, text) in [(json!({ "title": "t" }), &*text), (json!({ "text": "short" }), "short")] {
        let changed = ada.client.request(Method::PUT, &file, Some(body)).await.ok();
        assert!(changed["file"]["text"] == *text);
    }
}

#[tokio::test]
async fn a_file_needs_its_documented_fields() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    for field in ["title", "original_path", "context_file_category", "context_file_type"] {
        let mut body = new_file("/a");
        body[field] = " ".into();
        assert_eq!(ada.client.post(&path, body.clone()).await.invalid(), [field]);
        body.as_object_mut().unwrap().remove(field);
        assert_eq!(ada.client.post(&path, body).await.invalid(), [field]);
    }
}

#[tokio::test]
async fn changing_a_file_leaves_the_rest_and_moves_updated_at() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::file(ada.user(), ada.project, ada.file);
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    let mut expected = list["files"][0].clone();
    for field in [
        "title",
        "original_path",
        "context_file_category",
        "context_file_type",
        "text",
        "language",
        "extension",
    ] {
        let before = expected["updated_at"].clone();
        let changed =
            ada.client.request(Method::PUT, &path, Some(json!({ field: "new" }))).await.ok();
        let after = changed["file"]["updated_at"].clone();
        assert!(after.as_str() > before.as_str(), "{field}: {before} {after}");
        expected[field] = "new".into();
        expected["updated_at"] = after;
        assert_eq!(changed["file"], expected);
    }
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    assert_eq!(list["files"], json!([expected]));
}

#[tokio::test]
async fn a_change_has_to_change_something_and_obey_the_rules() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::file(ada.user(), ada.project, ada.file);
    let put = async |body: Value| ada.client.request(Method::PUT, &path, Some(body)).await;
    assert_eq!(put(json!({})).await.invalid(), [""]);
    assert_eq!(put(json!({ "title": "" })).await.invalid(), ["title"]);
    put(json!({ "text": "", "language": "", "extension": "" })).await.ok();
}

#[tokio::test]
async fn a_change_can_be_for_one_version_only() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::file(ada.user(), ada.project, ada.file);
    let put = async |condition: &str, text: &str| {
        let body = json!({ "text": text }).to_string();
        let request = Request::put(&path)
            .header("content-type", "application/json")
            .header("if-match", condition)
            .body(Body::from(body));
        ada.client.send(request.unwrap()).await
    };
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    let listed = format!("\"{}\"", list["files"][0]["updated_at"].as_str().unwrap());
    let answer = put(&listed, "one").await;
    let changed = answer.header("etag").to_owned();
    let file = answer.ok();
    assert_eq!(changed, format!("\"{}\"", file["file"]["updated_at"].as_str().unwrap()));
    assert_ne!(changed, listed);
    for other in [&*listed, "\"x\"", &format!("W/{changed}"), "no tag"] {
        put(other, "two").await.refused(412, "The file has been changed meanwhile");
    }
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    assert_eq!(list["files"], json!([file["file"]]));
    put(&format!("{listed}, {changed}"), "three").await.ok();
    put("*", "four").await.ok();
    ada.client.delete(&path).await;
    put("*", "five").await.refused(404, "File not found");
}

#[tokio::test]
async fn a_deleted_file_is_gone() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::file(ada.user(), ada.project, ada.file);
    let answer = ada.client.delete(&path).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.body.is_empty());
    ada.client.delete(&path).await.refused(404, "File not found");
    let put = ada.client.request(Method::PUT, &path, Some(json!({ "text": "x" }))).await;
    put.refused(404, "File not found");
    let list = ada.client.get(&paths::files(ada.user(), ada.project)).await.ok();
    assert_eq!(list, json!({ "files": [] }));
    // Its id is never used again.
    let next =
        ada.client.post(&paths::files(ada.user(), ada.project), new_file("/b")).await.created();
    assert!(FileId::try_from(next["file"]["id"].as_i64().unwrap()).unwrap() > ada.file);
}
