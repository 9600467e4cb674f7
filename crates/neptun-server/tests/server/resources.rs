//! The four kinds of resources: what they look like, and how they come into a project and out of it.

use axum::http::StatusCode;
use neptun_api::{ResourceType, decode, paths};
use serde_json::{Value, json};

use crate::support::{Api, World, new_resource};

fn documented_fields(kind: ResourceType) -> Vec<&'static str> {
    match kind {
        ResourceType::UserFiles => {
            vec![
                "created_at",
                "extension",
                "id",
                "language",
                "neptun_user_id",
                "text",
                "title",
                "updated_at",
            ]
        }
        ResourceType::TemplateCollections => vec![
            "created_at",
            "description",
            "id",
            "is_shared",
            "name",
            "neptun_user_id",
            "share_uuid",
            "updated_at",
        ],
        ResourceType::GithubInstallations => vec![
            "created_at",
            "github_account_avatar_url",
            "github_account_id",
            "github_account_name",
            "github_account_type",
            "id",
            "neptun_user_id",
            "updated_at",
        ],
        ResourceType::ChatConversations => {
            vec!["created_at", "id", "model", "name", "neptun_user_id", "updated_at"]
        }
    }
}

#[tokio::test]
async fn created_listed_and_read_it_is_the_same_resource_with_the_documented_fields() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for kind in ResourceType::ALL {
        let path = paths::resources(ada.user(), ada.project, kind);
        let created = ada.client.post(&path, new_resource(kind)).await.created();
        let keys: Vec<_> = created.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, documented_fields(kind));
        assert!(created.as_object().unwrap().values().all(|value| !value.is_null()), "{created}");
        assert_eq!(created["neptun_user_id"], ada.user().get());
        let list = ada.client.get(&path).await.ok();
        assert_eq!(list[0], created, "newest first");
        assert_eq!(list.as_array().unwrap().len(), 2);
        let id = created["id"].as_i64().unwrap().try_into().unwrap();
        let detail = ada.client.get(&paths::resource(ada.user(), ada.project, kind, id)).await.ok();
        assert_eq!(detail, created);
        let owned = ada.client.get(&paths::owned(ada.user(), kind)).await;
        let owned = decode::resources(kind, &owned.body).unwrap().items;
        assert_eq!(serde_json::to_value(&owned[0]).unwrap(), created);
        assert_eq!(owned.len(), 2);
    }
}

#[tokio::test]
async fn what_is_created_follows_from_the_body() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let create = async |kind: ResourceType| {
        let path = paths::resources(ada.user(), ada.project, kind);
        ada.client.post(&path, new_resource(kind)).await.created()
    };
    let file = create(ResourceType::UserFiles).await;
    assert_eq!((&file["title"], &file["text"]), (&json!("a.ts"), &json!("a < b")));
    let collection = create(ResourceType::TemplateCollections).await;
    assert_eq!(collection["name"], "Vec<String>");
    assert_eq!(collection["is_shared"], false);
    let share_uuid = |collection: &Value| collection["share_uuid"].as_str().unwrap().to_owned();
    let uuid = uuid::Uuid::parse_str(&share_uuid(&collection)).unwrap();
    assert_eq!(uuid.get_version_num(), 4);
    let other = create(ResourceType::TemplateCollections).await;
    assert_ne!(share_uuid(&other), share_uuid(&collection));
    let installation = create(ResourceType::GithubInstallations).await;
    assert_eq!(installation["github_account_name"], "octo-cat");
    assert_eq!(installation["github_account_type"], "User");
    assert_eq!(installation["github_account_avatar_url"], "https://github.com/octo-cat.png");
    assert!(installation["github_account_id"].as_str().unwrap().parse::<u64>().is_ok());
    assert_eq!(api.count("SELECT MIN(installation_id) FROM github_installations").await, 77);
    let chat = create(ResourceType::ChatConversations).await;
    assert_eq!(chat["model"], "google/gemma-2-7b-it");
}

#[tokio::test]
async fn every_rule_names_its_field() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let before = ada.snapshot().await;
    for (kind, field, value) in [
        (ResourceType::UserFiles, "title", json!("")),
        (ResourceType::UserFiles, "language", json!(" ")),
        (ResourceType::UserFiles, "extension", json!("x".repeat(51))),
        (ResourceType::TemplateCollections, "name", json!("")),
        (ResourceType::TemplateCollections, "description", json!(null)),
        (ResourceType::GithubInstallations, "installation_id", json!(0)),
        (ResourceType::GithubInstallations, "account_name", json!("a/../b")),
        (ResourceType::GithubInstallations, "repository_selection", json!("some")),
        (ResourceType::ChatConversations, "model_publisher", json!("a/b")),
        (ResourceType::ChatConversations, "model_name", json!("")),
    ] {
        let mut body = new_resource(kind);
        body[field] = value;
        let path = paths::resources(ada.user(), ada.project, kind);
        assert_eq!(ada.client.post(&path, body).await.invalid(), [field], "{kind}");
    }
    assert_eq!(ada.snapshot().await, before);
}

#[tokio::test]
async fn removing_a_resource_keeps_the_object() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for (kind, id) in &ada.resources {
        let path = paths::resource(ada.user(), ada.project, *kind, *id);
        let owned = ada.client.get(&paths::owned(ada.user(), *kind)).await.ok();
        let answer = ada.client.delete(&path).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert!(answer.body.is_empty());
        ada.client.delete(&path).await.refused(404, "Resource not found");
        ada.client.get(&path).await.refused(404, "Resource not found");
        let list = ada.client.get(&paths::resources(ada.user(), ada.project, *kind)).await.ok();
        assert_eq!(list, json!([]));
        assert_eq!(ada.client.get(&paths::owned(ada.user(), *kind)).await.ok(), owned);
    }
}
