//! The demo data in the database.

use neptun_api::{Project, UserId, decode, paths};
use neptun_server::{Config, Server, Source};
use serde_json::Value;

use crate::support::{Api, Client, Storage, config};

fn with_demo(config: &mut Config, extra: Option<usize>) {
    let Source::Database(database) = &mut config.source else { panic!("no database") };
    database.demo = true;
    database.demo_files = extra;
}

async fn projects(client: &Client) -> Vec<Project> {
    let list = client.get(&paths::projects(client.user())).await;
    decode::projects(&list.body).unwrap().items
}

async fn sign_in(server: &Server, health: &Value) -> Client {
    let mut client = Client::new(server.router());
    let account = &health["demo_user"];
    let text = |field: &str| account[field].as_str().unwrap().to_owned();
    client.login(&text("email"), &text("password")).await.ok();
    client
}

#[tokio::test]
async fn a_new_database_is_filled_with_what_there_is_to_see() {
    let api = Api::with(|config| with_demo(config, None)).await;
    let health = api.stranger().get(paths::HEALTH).await.ok();
    let client = sign_in(&api.server, &health).await;
    let projects = projects(&client).await;
    assert!(projects.len() >= 3);
    let mut counts = Vec::new();
    for project in &projects {
        let path = paths::files(client.user(), project.id);
        let list = client.get(&path).await;
        let files = decode::files(&list.body).unwrap().items;
        assert!(files.is_sorted_by(|a, b| a.created_at >= b.created_at), "{}", project.name);
        counts.push(files.len());
        for kind in neptun_api::ResourceType::ALL {
            let linked = client.get(&paths::resources(client.user(), project.id, kind)).await;
            let linked = decode::resources(kind, &linked.body).unwrap().items;
            let owned = client.get(&paths::owned(client.user(), kind)).await;
            let owned = decode::resources(kind, &owned.body).unwrap().items;
            assert!(linked.len() < owned.len(), "something is left to link: {kind}");
            assert!(linked.iter().all(|resource| owned.contains(resource)));
        }
    }
    counts.sort_unstable();
    assert_eq!(counts[0], 0, "one is empty");
    assert_eq!(counts[counts.len() - 1], 2_000);
    assert!(counts.iter().any(|count| (50..=70).contains(count)), "{counts:?}");
}

#[tokio::test]
async fn the_second_user_is_somebody_else() {
    let api = Api::with(|config| with_demo(config, None)).await;
    assert_eq!(api.count("SELECT COUNT(*) FROM users").await, 2);
    let mut mira = api.stranger();
    mira.login("mira@neptun.example", "Neptun-Demo2").await.ok();
    assert!(!projects(&mira).await.is_empty());
    let other = UserId::try_from(if mira.user().get() == 1 { 2 } else { 1 }).unwrap();
    mira.get(&paths::projects(other)).await.refused(403, "user_id is not the session's user");
}

#[tokio::test]
async fn starting_again_changes_nothing_and_can_add_generated_files_once() {
    let storage = Storage::new();
    let start = async |extra: Option<usize>| {
        let mut config = config(&storage);
        with_demo(&mut config, extra);
        let server = Server::new(config).await.unwrap();
        let health = Client::new(server.router()).get(paths::HEALTH).await.ok();
        let client = sign_in(&server, &health).await;
        let projects = projects(&client).await;
        server.database().unwrap().close().await;
        projects
    };
    let first = start(None).await;
    assert_eq!(start(None).await, first);
    let more = start(Some(30)).await;
    assert_eq!(more.len(), first.len() + 1);
    assert!(more.iter().any(|project| project.name == "generated-30"));
    assert_eq!(start(Some(30)).await, more);
}

#[tokio::test]
async fn somebodys_own_database_is_left_alone() {
    let storage = Storage::new();
    let server = Server::new(config(&storage)).await.unwrap();
    // Even under the demo user's address: the account is somebody's own.
    Client::new(server.router()).sign_up("demo@neptun.example").await.ok();
    server.database().unwrap().close().await;
    let mut config = config(&storage);
    with_demo(&mut config, Some(30));
    let server = Server::new(config).await.unwrap();
    assert!(server.demo_user().is_none());
    let client = Client::new(server.router());
    assert!(client.get(paths::HEALTH).await.ok().get("demo_user").is_none());
    let pool = server.database().unwrap().pool();
    let projects: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM projects").fetch_one(pool).await.unwrap();
    assert_eq!(projects, 0);
}
