//! Nobody sees or changes what is somebody else's: every endpoint, from every angle.

use axum::http::Method;
use neptun_api::{ResourceType, paths};
use serde_json::json;

use crate::support::{Api, World};

#[tokio::test]
async fn without_a_session_every_endpoint_is_401() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let before = ada.snapshot().await;
    for endpoint in ada.endpoints() {
        endpoint.call(&api.stranger()).await.refused(401, "Missing or invalid session");
        let mut forged = api.stranger();
        forged.cookie = Some("neptun-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into());
        endpoint.call(&forged).await.refused(401, "Missing or invalid session");
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn with_another_users_id_every_endpoint_is_403() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = World::new(&api, "eve@example.test").await;
    let before = ada.snapshot().await;
    for endpoint in ada.endpoints() {
        let answer = endpoint.call(&eve.client).await;
        answer.refused(403, "user_id is not the session's user");
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn another_users_project_is_404_like_one_that_does_not_exist() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = World::new(&api, "eve@example.test").await;
    let before = ada.snapshot().await;
    let foreign = format!("/projects/{}", ada.project);
    for endpoint in ada.endpoints_as(eve.user()) {
        if !endpoint.is_below_project() {
            continue;
        }
        endpoint.call(&eve.client).await.refused(404, "Project not found");
        let mut unknown = endpoint.clone();
        unknown.path = endpoint.path.replace(&foreign, "/projects/987654321");
        unknown.call(&eve.client).await.refused(404, "Project not found");
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn another_users_files_and_resources_are_404_in_ones_own_project() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = World::new(&api, "eve@example.test").await;
    let before = ada.snapshot().await;
    let file = paths::file(eve.user(), eve.project, ada.file);
    let put = eve.client.request(Method::PUT, &file, Some(json!({ "text": "x" }))).await;
    put.refused(404, "File not found");
    eve.client.delete(&file).await.refused(404, "File not found");
    for (kind, id) in &ada.resources {
        let path = paths::resource(eve.user(), eve.project, *kind, *id);
        eve.client.get(&path).await.refused(404, "Resource not found");
        eve.client.delete(&path).await.refused(404, "Resource not found");
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn another_users_objects_cannot_be_linked_and_look_like_unknown_ones() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = World::new(&api, "eve@example.test").await;
    let before = eve.snapshot().await;
    for (kind, id) in &ada.resources {
        let path = paths::resources(eve.user(), eve.project, *kind);
        let foreign = eve.client.post(&path, json!({ kind.link_key(): id })).await;
        assert_eq!(foreign.invalid(), [kind.link_key()]);
        let unknown = eve.client.post(&path, json!({ kind.link_key(): 987_654_321 })).await;
        assert_eq!(unknown.invalid(), [kind.link_key()]);
        assert_eq!(unknown.body, foreign.body);
    }
    assert_eq!(eve.snapshot().await, before);
}

#[tokio::test]
async fn lists_hold_ones_own_things_only() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let eve = api.sign_up("eve@example.test").await;
    let user = eve.user();
    assert_eq!(eve.get(&paths::projects(user)).await.ok(), json!({ "projects": [] }));
    for kind in ResourceType::ALL {
        let empty = match kind {
            ResourceType::TemplateCollections => json!({ "collections": [], "total": 0 }),
            ResourceType::ChatConversations => json!({ "chats": [] }),
            _ => json!([]),
        };
        assert_eq!(eve.get(&paths::owned(user, kind)).await.ok(), empty);
        assert_ne!(ada.client.get(&paths::owned(ada.user(), kind)).await.ok(), empty);
    }
}

#[tokio::test]
async fn a_file_of_another_project_of_ones_own_is_404() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let body = crate::support::new_project("second");
    let second = ada.client.post(&paths::projects(ada.user()), body).await.created();
    let second = second["project"]["id"].as_i64().unwrap().try_into().unwrap();
    let file = paths::file(ada.user(), second, ada.file);
    ada.client.delete(&file).await.refused(404, "File not found");
    for (kind, id) in &ada.resources {
        let path = paths::resource(ada.user(), second, *kind, *id);
        ada.client.get(&path).await.refused(404, "Resource not found");
    }
}
