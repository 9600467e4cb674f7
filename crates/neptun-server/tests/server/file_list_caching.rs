//! The list of files as a cache sees it: tags, and 304 for who has it.

use std::collections::HashSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use neptun_api::paths;
use neptun_server::Server;
use serde_json::json;

use crate::support::{Answer, Api, Client, World, config, new_file, new_project};

async fn tag(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    answer.ok();
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_eq!(answer.header("vary"), "accept-encoding");
    answer.header("etag").to_owned()
}

/// How many different tags these are.
fn distinct(tags: &[String]) -> usize {
    tags.iter().collect::<HashSet<_>>().len()
}

async fn get_unless(client: &Client, path: &str, tag: &str) -> Answer {
    let request = Request::get(path).header("if-none-match", tag);
    client.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn who_has_the_list_gets_304() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let tag = tag(&ada.client, &path).await;
    assert!(tag.starts_with("W/\"") && tag.ends_with('"') && tag.len() > 16, "{tag}");
    let answer = get_unless(&ada.client, &path, &tag).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert!(answer.body.is_empty());
    assert_eq!(answer.header("etag"), tag);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_eq!(answer.header("vary"), "accept-encoding");
    assert_eq!(get_unless(&ada.client, &path, "W/\"other\"").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_change_of_a_file_changes_the_tag_and_nothing_else_does() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let mut tags = vec![tag(&ada.client, &path).await];

    ada.client.get(&path).await.ok();
    let project = paths::project(ada.user(), ada.project);
    ada.client.request(Method::PATCH, &project, Some(json!({ "name": "n" }))).await.ok();
    ada.client
        .request(Method::PUT, &paths::file(ada.user(), ada.project, ada.file), None)
        .await
        .invalid();
    assert_eq!(tag(&ada.client, &path).await, tags[0]);

    let created = ada.client.post(&path, new_file("/b.rs")).await.created();
    tags.push(tag(&ada.client, &path).await);
    let file = format!("{path}/{}", created["file"]["id"]);
    // Back and forth: the list is as it was, and yet another one.
    for text in ["x", "y", "x"] {
        ada.client.request(Method::PUT, &file, Some(json!({ "text": text }))).await.ok();
        tags.push(tag(&ada.client, &path).await);
    }
    assert_eq!(ada.client.delete(&file).await.status, StatusCode::NO_CONTENT);
    tags.push(tag(&ada.client, &path).await);
    // Whoever writes: the database itself keeps the revision.
    api.execute("UPDATE project_files SET title = 'by hand'").await;
    tags.push(tag(&ada.client, &path).await);

    for old in &tags[..tags.len() - 1] {
        assert_eq!(get_unless(&ada.client, &path, old).await.status, StatusCode::OK, "{tags:?}");
    }
    assert_eq!(distinct(&tags), 7, "{tags:?}");
}

#[tokio::test]
async fn a_file_that_moves_changes_both_projects() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let other = ada.client.post(&paths::projects(ada.user()), new_project("b")).await;
    let other = other.created()["project"]["id"].as_i64().unwrap();
    let paths = [ada.project.get(), other]
        .map(|id| format!("/api/users/{}/projects/{id}/resources/files", ada.user()));
    let before = [tag(&ada.client, &paths[0]).await, tag(&ada.client, &paths[1]).await];
    api.execute("UPDATE project_files SET project_id = (SELECT MAX(id) FROM projects)").await;
    for (path, old) in paths.iter().zip(before) {
        assert_ne!(tag(&ada.client, path).await, old);
    }
}

#[tokio::test]
async fn every_filter_has_a_tag_of_its_own() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let mut tags = Vec::new();
    for query in [
        "",
        "?context_file_category=source",
        "?context_file_type=source",
        "?context_file_category=source&context_file_type=module",
    ] {
        let path = format!("{path}{query}");
        let tag = tag(&ada.client, &path).await;
        assert_eq!(get_unless(&ada.client, &path, &tag).await.status, StatusCode::NOT_MODIFIED);
        tags.push(tag);
    }
    // An empty filter is none.
    assert_eq!(tag(&ada.client, &format!("{path}?context_file_category=")).await, tags[0]);
    assert_eq!(distinct(&tags), 4, "{tags:?}");
}

#[tokio::test]
async fn a_tag_opens_no_door() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = World::new(&api, "eve@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let tag = tag(&ada.client, &path).await;
    for known in [&tag, "*"] {
        get_unless(&eve.client, &path, known)
            .await
            .refused(403, "user_id is not the session's user");
        let foreign = paths::files(eve.user(), ada.project);
        get_unless(&eve.client, &foreign, known).await.refused(404, "Project not found");
        get_unless(&api.stranger(), &path, known).await.refused(401, "Missing or invalid session");
    }
    ada.client.delete(&paths::project(ada.user(), ada.project)).await.ok();
    get_unless(&ada.client, &path, &tag).await.refused(404, "Project not found");
}

#[tokio::test]
async fn a_database_that_was_made_anew_has_other_tags() {
    let first = Api::new().await;
    let second = Api::new().await;
    let ada = World::new(&first, "ada@example.test").await;
    let twin = World::new(&second, "ada@example.test").await;
    assert_eq!((ada.user(), ada.project), (twin.user(), twin.project));
    let path = paths::files(ada.user(), ada.project);
    assert_ne!(tag(&ada.client, &path).await, tag(&twin.client, &path).await);
}

#[tokio::test]
async fn a_tag_survives_a_restart() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::files(ada.user(), ada.project);
    let before = tag(&ada.client, &path).await;
    let restarted = Server::new(config(&api.storage)).await.unwrap();
    let mut again = Client::new(restarted.router());
    again.cookie = ada.client.cookie.clone();
    assert_eq!(tag(&again, &path).await, before);
}

#[tokio::test]
async fn nothing_else_is_kept_by_the_browser() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let list = paths::files(ada.user(), ada.project);
    for endpoint in ada
        .endpoints()
        .iter()
        .filter(|endpoint| endpoint.method == Method::GET && endpoint.path != list)
    {
        assert_eq!(
            endpoint.call(&ada.client).await.header("cache-control"),
            "no-store",
            "{endpoint:?}"
        );
    }
    assert_eq!(api.stranger().get(&list).await.header("cache-control"), "no-store");
}
