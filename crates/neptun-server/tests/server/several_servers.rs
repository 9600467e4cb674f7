//! Several servers on one database.

use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::future::join_all;
use neptun_api::{ResourceType, paths};
use neptun_server::Server;
use serde_json::{Value, json};

use crate::support::{
    Answer, Api, Client, World, config, limits, new_file, new_project, new_resource,
};

/// A server, and another one on its database.
async fn two_servers() -> (Api, Server) {
    let api = Api::new().await;
    let other = Server::new(config(&api.storage)).await.unwrap();
    (api, other)
}

async fn conditional(
    client: &Client,
    method: Method,
    path: &str,
    header: (&str, &str),
    body: Option<Value>,
) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header.0, header.1);
    let request = request.header("content-type", "application/json");
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    client.send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn a_session_of_one_is_a_session_of_the_others_until_it_ends() {
    let (api, other) = two_servers().await;
    let ada = api.sign_up("ada@example.test").await;
    let ada_there = ada.at(&other);
    let created = ada_there.post(&paths::projects(ada.user()), new_project("n")).await.created();
    let projects = ada.get(&paths::projects(ada.user())).await.ok();
    assert_eq!(projects["projects"][0], created["project"]);
    ada_there.request(Method::POST, paths::LOGOUT, None).await.ok();
    ada.get(&paths::projects(ada.user())).await.refused(401, "Missing or invalid session");
}

#[tokio::test]
async fn a_change_through_one_changes_the_tag_of_the_others_at_once() {
    let (api, other) = two_servers().await;
    let ada = World::new(&api, "ada@example.test").await;
    let there = ada.client.at(&other);
    let files = paths::files(ada.user(), ada.project);
    let file = paths::file(ada.user(), ada.project, ada.file);
    let mut tag = there.get(&files).await.header("etag").to_owned();
    for (method, path, body) in [
        (Method::POST, &files, Some(new_file("/b"))),
        (Method::PUT, &file, Some(json!({ "text": "x" }))),
        (Method::DELETE, &file, None),
    ] {
        let condition = ("if-none-match", &*tag);
        let unchanged = conditional(&there, Method::GET, &files, condition, None).await;
        assert_eq!(unchanged.status.as_u16(), 304);
        assert!(ada.client.request(method, path, body).await.status.is_success());
        let changed = conditional(&there, Method::GET, &files, condition, None).await;
        changed.ok();
        tag = changed.header("etag").to_owned();
    }
}

#[tokio::test]
async fn of_several_updates_of_one_version_one_succeeds() {
    let (api, other) = two_servers().await;
    let ada = World::new(&api, "ada@example.test").await;
    let there = ada.client.at(&other);
    let file = paths::file(ada.user(), ada.project, ada.file);
    let first = ada.client.request(Method::PUT, &file, Some(json!({ "text": "0" }))).await;
    let mut tag = first.header("etag").to_owned();
    for round in 0..10 {
        let updates = (0..8).map(|number| {
            let client = if number % 2 == 0 { &ada.client } else { &there };
            let body = json!({ "text": format!("{round} {number}") });
            conditional(client, Method::PUT, &file, ("if-match", &tag), Some(body))
        });
        let answers = join_all(updates).await;
        let (succeeded, refused): (Vec<_>, Vec<_>) =
            answers.iter().partition(|answer| answer.status.is_success());
        assert_eq!(succeeded.len(), 1, "{answers:?}");
        assert!(refused.iter().all(|answer| answer.status.as_u16() == 412), "{refused:?}");
        let list = there.get(&paths::files(ada.user(), ada.project)).await.ok();
        assert_eq!(list["files"][0], succeeded[0].json()["file"]);
        tag = succeeded[0].header("etag").to_owned();
    }
}

#[tokio::test]
async fn sign_ups_at_once_make_one_account() {
    let (api, other) = two_servers().await;
    let sign_ups = (0..6).map(|number| {
        let mut client = api.stranger();
        if number % 2 == 0 {
            client = client.at(&other);
        }
        async move { client.sign_up("ada@example.test").await.status.as_u16() }
    });
    let mut statuses = join_all(sign_ups).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn limits_are_counted_once() {
    let api = Api::with(|config| config.rate_limits = limits(3)).await;
    let mut config = config(&api.storage);
    config.rate_limits = limits(3);
    let other = Server::new(config).await.unwrap();
    let attempts = (0..8).map(|number| {
        let mut client = api.stranger();
        if number % 2 == 0 {
            client = client.at(&other);
        }
        async move { client.login("ada@example.test", "wrong").await.status.as_u16() }
    });
    let mut statuses = join_all(attempts).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [401, 401, 401, 429, 429, 429, 429, 429]);
}

#[tokio::test]
async fn a_project_is_deleted_while_it_changes() {
    let (api, other) = two_servers().await;
    let ada = api.sign_up("ada@example.test").await;
    let there = ada.at(&other);
    let projects = paths::projects(ada.user());
    for _ in 0..8 {
        let project = ada.post(&projects, new_project("n")).await.created();
        let project = format!("{projects}/{}", project["project"]["id"]);
        let files = format!("{project}/resources/files");
        let resources = format!("{project}/resources/{}", ResourceType::UserFiles);
        let mut requests = Vec::new();
        for number in 0..4 {
            let created = ada.post(&files, new_file(&format!("/{number}"))).await.created();
            let file = format!("{files}/{}", created["file"]["id"]);
            requests.push((Method::POST, files.clone(), Some(new_file("/new"))));
            requests.push((Method::PUT, file.clone(), Some(json!({ "text": "x" }))));
            requests.push((Method::DELETE, file, None));
        }
        let resource = new_resource(ResourceType::UserFiles);
        requests.push((Method::POST, resources, Some(resource)));
        requests.insert(5, (Method::DELETE, project, None));
        let answers = requests.into_iter().enumerate().map(|(number, (method, path, body))| {
            let client = if number % 2 == 0 { &ada } else { &there };
            async move { client.request(method, &path, body).await }
        });
        for answer in join_all(answers).await {
            assert!(answer.status.is_success() || answer.status.as_u16() == 404, "{answer:?}");
        }
    }
    assert_eq!(api.count("SELECT COUNT(*) FROM projects").await, 0);
    assert_eq!(api.count("SELECT COUNT(*) FROM project_files").await, 0);
    assert_eq!(api.count("SELECT COUNT(*) FROM project_user_files").await, 0);
}

#[tokio::test]
async fn no_tag_hides_a_change() {
    const WRITES: usize = 20;
    let (api, other) = two_servers().await;
    let ada = World::new(&api, "ada@example.test").await;
    let there = ada.client.at(&other);
    let files = paths::files(ada.user(), ada.project);
    let file = paths::file(ada.user(), ada.project, ada.file);
    let adding = async {
        for number in 0..WRITES {
            ada.client.post(&files, new_file(&format!("/{number}"))).await.created();
        }
    };
    let changing = async {
        for number in 0..WRITES {
            let body = json!({ "text": number.to_string() });
            there.request(Method::PUT, &file, Some(body)).await.ok();
        }
    };
    let reading = async {
        let mut lists = Vec::new();
        for _ in 0..WRITES {
            for client in [&ada.client, &there] {
                let list = client.get(&files).await;
                lists.push((list.header("etag").to_owned(), list.ok()));
            }
        }
        lists
    };
    let ((), (), lists) = tokio::join!(adding, changing, reading);
    let last = ada.client.get(&files).await.ok();
    assert_eq!(last["files"].as_array().unwrap().len(), WRITES + 1);
    for (tag, list) in lists {
        let answer = conditional(&there, Method::GET, &files, ("if-none-match", &tag), None).await;
        assert!(answer.status.as_u16() == 200 || list == last, "{tag}");
    }
}

#[tokio::test]
async fn an_older_server_says_that_the_database_is_newer() {
    let api = Api::new().await;
    api.execute(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'later', TRUE, '', 0)",
    )
    .await;
    let error = Server::new(config(&api.storage)).await.unwrap_err().to_string();
    assert!(error.contains("a newer version of the server has written it"), "{error}");
}
