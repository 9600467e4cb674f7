//! Projects.

use axum::http::Method;
use neptun_api::{ProjectId, ResourceType, paths};
use serde_json::{Value, json};

use crate::support::{Api, World, new_project};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_project_has_the_documented_fields() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let created = ada.post(&paths::projects(ada.user()), new_project("n")).await.created();
    let project = &created["project"];
    assert_eq!(
        keys(project),
        [
            "created_at",
            "description",
            "id",
            "name",
            "neptun_user_id",
            "programming_language",
            "project_type",
            "updated_at",
        ]
    );
    assert_eq!(project["neptun_user_id"], ada.user().get());
    assert_eq!(project["created_at"], project["updated_at"]);
    let id = ProjectId::try_from(project["id"].as_i64().unwrap()).unwrap();
    assert_eq!(ada.get(&paths::project(ada.user(), id)).await.ok(), created);
}

#[tokio::test]
async fn projects_are_listed_newest_first() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let path = paths::projects(ada.user());
    for name in ["one", "two", "three"] {
        ada.post(&path, new_project(name)).await.created();
    }
    let list = ada.get(&path).await.ok();
    let names: Vec<_> =
        list["projects"].as_array().unwrap().iter().map(|project| &project["name"]).collect();
    assert_eq!(names, ["three", "two", "one"]);
}

#[tokio::test]
async fn a_description_is_optional() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let body = json!({ "name": "n", "project_type": "t", "programming_language": "l" });
    let created = ada.post(&paths::projects(ada.user()), body).await.created();
    assert_eq!(created["project"]["description"], Value::Null);
}

#[tokio::test]
async fn a_project_needs_a_name_a_type_and_a_language() {
    let api = Api::new().await;
    let ada = api.sign_up("ada@example.test").await;
    let body = json!({ "name": " ", "project_type": "", "programming_language": "x".repeat(101) });
    let fields = ada.post(&paths::projects(ada.user()), body).await.invalid();
    assert_eq!(fields, ["name", "project_type", "programming_language"]);
}

#[tokio::test]
async fn changing_a_project_leaves_the_rest_and_moves_updated_at() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::project(ada.user(), ada.project);
    let mut expected = ada.client.get(&path).await.ok();
    for (field, value) in [
        ("name", "other"),
        ("description", ""),
        ("project_type", "cli"),
        ("programming_language", "go"),
    ] {
        let before = expected["project"]["updated_at"].clone();
        let answer =
            ada.client.request(Method::PATCH, &path, Some(json!({ field: value }))).await.ok();
        let after = answer["project"]["updated_at"].clone();
        assert!(after.as_str() > before.as_str(), "{field}: {before} {after}");
        expected["project"][field] = value.into();
        expected["project"]["updated_at"] = after;
        assert_eq!(answer, expected);
        assert_eq!(ada.client.get(&path).await.ok(), expected);
    }
}

#[tokio::test]
async fn a_change_has_to_change_something_and_obey_the_rules() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::project(ada.user(), ada.project);
    let patch =
        async |body: Value| ada.client.request(Method::PATCH, &path, Some(body)).await.invalid();
    assert_eq!(patch(json!({})).await, [""]);
    assert_eq!(patch(json!({ "unknown": 1 })).await, [""]);
    assert_eq!(patch(json!({ "name": "" })).await, ["name"]);
    assert_eq!(patch(json!({ "name": 1 })).await, ["name"]);
}

#[tokio::test]
async fn deleting_a_project_keeps_what_was_linked() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let path = paths::project(ada.user(), ada.project);
    let before = ada.client.get(&path).await.ok();
    assert_eq!(ada.client.delete(&path).await.ok(), before);
    ada.client.get(&path).await.refused(404, "Project not found");
    ada.client.delete(&path).await.refused(404, "Project not found");
    assert_eq!(api.count("SELECT COUNT(*) FROM project_files").await, 0);
    assert_eq!(api.count("SELECT COUNT(*) FROM project_user_files").await, 0);
    for kind in ResourceType::ALL {
        let owned = ada.client.get(&paths::owned(ada.user(), kind)).await.ok();
        assert!(owned.to_string().contains("created_at"), "{kind}: {owned}");
    }
}

#[tokio::test]
async fn the_id_of_a_deleted_project_is_never_used_again() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    ada.client.delete(&paths::project(ada.user(), ada.project)).await.ok();
    let next = ada.client.post(&paths::projects(ada.user()), new_project("n")).await.created();
    assert!(next["project"]["id"].as_i64().unwrap() > ada.project.get());
}
