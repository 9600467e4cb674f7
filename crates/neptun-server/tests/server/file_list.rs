//! The list of files: order, filters, and what happens when it breaks off.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use neptun_api::{decode, paths};
use serde_json::json;

use crate::support::{Api, Client, Running, World, new_file};

/// A project with a file of each of these paths, categories and types, in this order.
async fn project(api: &Api) -> (Client, String) {
    let ada = World::new(api, "ada@example.test").await;
    ada.client.delete(&paths::file(ada.user(), ada.project, ada.file)).await;
    let path = paths::files(ada.user(), ada.project);
    for (name, category, file_type) in [
        ("/a", "source", "component"),
        ("/b", "config", "settings"),
        ("/c", "source", "settings"),
        ("/d", "config", "component"),
    ] {
        let mut body = new_file(name);
        body["context_file_category"] = category.into();
        body["context_file_type"] = file_type.into();
        ada.client.post(&path, body).await.created();
    }
    (ada.client, path)
}

async fn names(client: &Client, path: &str) -> String {
    let list = client.get(path).await;
    let files = decode::files(&list.body).unwrap().items;
    files.iter().map(|file| file.original_path.trim_start_matches('/')).collect()
}

#[tokio::test]
async fn newest_first_and_the_later_of_two_that_are_equally_old() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    assert_eq!(names(&ada, &path).await, "dcba");
    api.execute("UPDATE project_files SET created_at = 1000").await;
    assert_eq!(names(&ada, &path).await, "dcba");
    api.execute("UPDATE project_files SET created_at = 2000 WHERE original_path = '/b'").await;
    assert_eq!(names(&ada, &path).await, "bdca");
}

#[tokio::test]
async fn the_filters_are_independent() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    for (query, expected) in [
        ("context_file_category=source", "ca"),
        ("context_file_category=config", "db"),
        ("context_file_type=settings", "cb"),
        ("context_file_type=component&context_file_category=config", "d"),
        ("context_file_type=component&context_file_category=nothing", ""),
        ("context_file_category=", "dcba"),
        ("context_file_category=&context_file_type=settings", "cb"),
        ("context_file_category=Source", ""),
        ("context_file_type=%27%20OR%201%3D1", ""),
        ("unknown=1", "dcba"),
    ] {
        assert_eq!(names(&ada, &format!("{path}?{query}")).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_400() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    let query = "context_file_type=a&context_file_type=b";
    assert_eq!(ada.get(&format!("{path}?{query}")).await.invalid(), [""]);
}

#[tokio::test]
async fn an_empty_project_is_an_empty_list() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    ada.client.delete(&paths::file(ada.user(), ada.project, ada.file)).await;
    let answer = ada.client.get(&paths::files(ada.user(), ada.project)).await;
    assert_eq!(answer.ok(), json!({ "files": [] }));
}

#[tokio::test]
async fn many_large_files_arrive_whole() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    let text = "\"\\\u{1F30A}\n".repeat(20_000);
    for _ in 0..20 {
        let mut body = new_file("/big");
        body["text"] = text.clone().into();
        ada.post(&path, body).await.created();
    }
    let files = decode::files(&ada.get(&path).await.body).unwrap().items;
    assert_eq!(files.len(), 24);
    assert!(files[..20].iter().all(|file| file.text == text));
}

/// Makes the row unreadable: a title with half an escape sequence.
const BREAK_OLDEST: &str = "UPDATE project_files SET title = '\u{fdd0}' WHERE original_path = '/a'";
const BREAK_NEWEST: &str = "UPDATE project_files SET title = '\u{fdd0}' WHERE original_path = '/d'";

#[tokio::test]
async fn if_the_first_file_cannot_be_read_it_is_an_ordinary_error() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    assert_eq!(api.execute(BREAK_NEWEST).await, 1);
    ada.get(&path).await.refused(500, "Server error");
}

#[tokio::test]
async fn if_a_later_file_cannot_be_read_the_answer_breaks_off() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    assert_eq!(api.execute(BREAK_OLDEST).await, 1);
    let request = Request::get(&path).body(Body::empty()).unwrap();
    assert!(ada.try_send(request).await.is_err());
}

#[tokio::test]
async fn breaking_off_is_seen_on_the_wire() {
    let api = Api::new().await;
    let (ada, path) = project(&api).await;
    // More than what is kept back before anything is sent.
    let mut body = new_file("/big");
    body["text"] = "x".repeat(1_000_000).into();
    ada.post(&path, body).await.created();
    let running = Running::start(api.server.clone()).await;
    let fetch = async || String::from_utf8(running.fetch(&ada, &path, "identity").await).unwrap();
    let whole = fetch().await;
    assert!(whole.contains("transfer-encoding: chunked"));
    assert!(whole.ends_with("]}\r\n0\r\n\r\n"));
    api.execute(BREAK_OLDEST).await;
    let broken = fetch().await;
    assert!(broken.starts_with("HTTP/1.1 200"));
    assert!(!broken.ends_with("0\r\n\r\n"));
}

#[tokio::test]
async fn a_list_breaks_off_rather_than_mixing_two_versions_of_a_text() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let mut body = new_file("/long.txt");
    body["text"] = "a".repeat(4_000_000).into();
    let files = paths::files(ada.user(), ada.project);
    ada.client.post(&files, body).await.created();
    let response = ada.client.begin(Request::get(&files).body(Body::empty()).unwrap()).await;
    // The server is ahead of its client by a few parts, not by the whole text.
    api.execute("UPDATE project_files SET updated_at = updated_at + 1").await;
    assert!(response.into_body().collect().await.is_err());
}
