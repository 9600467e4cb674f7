//! Linking what exists.

use neptun_api::{ResourceType, paths};
use serde_json::{Value, json};

use crate::support::{Api, World, new_project};

const LINKS: &str = "SELECT (SELECT COUNT(*) FROM project_user_files) \
    + (SELECT COUNT(*) FROM project_template_collections) \
    + (SELECT COUNT(*) FROM project_github_installations) \
    + (SELECT COUNT(*) FROM project_chat_conversations)";

#[tokio::test]
async fn one_object_can_be_in_two_projects() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let (client, user) = (&ada.client, ada.user());
    let second = client.post(&paths::projects(user), new_project("second")).await.created();
    let second = second["project"]["id"].as_i64().unwrap().try_into().unwrap();
    for (kind, id) in &ada.resources {
        let original = client.get(&paths::resource(user, ada.project, *kind, *id)).await.ok();
        let path = paths::resources(user, second, *kind);
        let linked = client.post(&path, json!({ kind.link_key(): id })).await.created();
        assert_eq!(linked, original);
        assert_eq!(client.get(&path).await.ok(), json!([original]));
    }
}

#[tokio::test]
async fn linking_again_answers_the_same_and_stores_nothing() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    assert_eq!(api.count(LINKS).await, 4);
    for (kind, id) in &ada.resources {
        let path = paths::resources(ada.user(), ada.project, *kind);
        let before = ada.client.get(&path).await.ok();
        for _ in 0..2 {
            let again = ada.client.post(&path, json!({ kind.link_key(): id })).await.created();
            assert_eq!(again, before[0]);
        }
        assert_eq!(ada.client.get(&path).await.ok(), before);
    }
    assert_eq!(api.count(LINKS).await, 4);
}

#[tokio::test]
async fn linking_many_times_at_once_stores_one_link() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let id = ada.resource(ResourceType::UserFiles);
    ada.client.delete(&paths::resource(ada.user(), ada.project, ResourceType::UserFiles, id)).await;
    let path = paths::resources(ada.user(), ada.project, ResourceType::UserFiles);
    let attempts = (0..8).map(|_| ada.client.post(&path, json!({ "user_file_id": id })));
    for answer in futures_util::future::join_all(attempts).await {
        answer.created();
    }
    assert_eq!(api.count("SELECT COUNT(*) FROM project_user_files").await, 1);
}

#[tokio::test]
async fn the_key_of_another_kind_is_no_link() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::resources(ada.user(), ada.project, ResourceType::ChatConversations);
    let body = json!({ "user_file_id": ada.resource(ResourceType::UserFiles) });
    assert_eq!(ada.client.post(&path, body).await.invalid(), ["name"]);
}

#[tokio::test]
async fn creating_stores_the_object_and_the_link_or_neither() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute("DROP TABLE project_chat_conversations").await;
    let chats = "SELECT COUNT(*) FROM chat_conversations";
    let before = api.count(chats).await;
    let kind = ResourceType::ChatConversations;
    let body: Value = crate::support::new_resource(kind);
    let answer = ada.client.post(&paths::resources(ada.user(), ada.project, kind), body).await;
    answer.refused(500, "Server error");
    assert_eq!(api.count(chats).await, before);
}
