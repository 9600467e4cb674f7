//! What was acknowledged is there: after a full disk, after `kill -9`, and while another program holds the lock.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use neptun_api::paths;
use neptun_server::{Server, Source};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection, Executor};

use crate::process::{command, ready};
use crate::support::{Api, Client, Remote, TinyDisk, World, config, new_file, new_project};

/// The texts of a project's files by their ids.
fn texts(list: &Value) -> BTreeMap<i64, String> {
    let files = list["files"].as_array().unwrap().iter();
    files.map(|file| (file["id"].as_i64().unwrap(), text(file))).collect()
}

fn text(file: &Value) -> String {
    file["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let Some(disk) = TinyDisk::new("3m") else { return };
    let url = format!("sqlite://{}/neptun.db", disk.path().display());
    let set_url = |source: &mut Source| match source {
        Source::Database(database) => database.url.clone_from(&url),
        Source::Upstream(_) => unreachable!(),
    };
    let api = Api::with(|config| set_url(&mut config.source)).await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    let mut acknowledged = texts(&ada.client.get(&files).await.ok());

    let mut refused = 0;
    for number in 0.. {
        assert!(number < 200, "the disk never gets full");
        let mut body = new_file(&format!("/{number}"));
        body["text"] = format!("{number} ").repeat(15_000).into();
        let answer = ada.client.post(&files, body).await;
        if answer.status == StatusCode::CREATED {
            let file = &answer.json()["file"];
            acknowledged.insert(file["id"].as_i64().unwrap(), text(file));
        } else {
            answer.refused(500, "Server error");
            refused += 1;
        }
        if refused >= 5 {
            break;
        }
    }
    let some_file = *acknowledged.keys().next().unwrap();
    let path = format!("{files}/{some_file}");
    for _ in 0..5 {
        let body = json!({ "text": "x".repeat(200_000) });
        ada.client.request(Method::PUT, &path, Some(body)).await.refused(500, "Server error");
    }
    // Reading works, and so does everything else that needs no space.
    assert_eq!(texts(&ada.client.get(&files).await.ok()), acknowledged);
    assert_eq!(ada.client.get(paths::HEALTH).await.status.as_u16(), 503);

    disk.remount("size=30m");
    // Without a restart: no connection is left in the transaction that failed.
    let created = ada.client.post(&files, new_file("/later")).await.created();
    acknowledged.insert(created["file"]["id"].as_i64().unwrap(), text(&created["file"]));
    ada.client.get(paths::HEALTH).await.ok();
    let body = json!({ "text": "changed" });
    ada.client.request(Method::PUT, &path, Some(body)).await.ok();
    acknowledged.insert(some_file, "changed".to_owned());

    api.server.database().unwrap().close().await;
    let mut config = config(api.folder.path());
    set_url(&mut config.source);
    let mut again = Client::new(Server::new(config).await.unwrap().router());
    again.cookie = ada.client.cookie.clone();
    assert_eq!(texts(&again.get(&files).await.ok()), acknowledged);
}

#[cfg(unix)]
#[test]
fn nothing_that_was_acknowledged_is_lost_by_kill_9() {
    const ROUNDS: u64 = 20;
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let arguments = ["--listen", "127.0.0.1:0", "--no-demo"];
        let mut child = command(folder.path(), &arguments).spawn().unwrap();
        let (address, _) = ready(&mut child);
        (child, address)
    };
    let mut ada = None;
    let mut acknowledged = BTreeMap::new();
    for round in 0..=ROUNDS {
        let (mut child, address) = start();
        let (client, files) =
            ada.get_or_insert_with(|| Remote::with_project(&address, "ada@example.test"));
        client.address = address;
        let (status, list) = client.json("GET", files, None).unwrap();
        assert_eq!(status, 200);
        let stored = texts(&list);
        for (id, text) in &acknowledged {
            assert_eq!(stored.get(id), Some(text), "round {round}");
        }
        let writer = {
            let (client, files) = (client.clone(), files.clone());
            thread::spawn(move || {
                let mut written = Vec::new();
                for number in 0.. {
                    let mut body = new_file("/x");
                    body["text"] = format!("{round} {number} ").repeat(500).into();
                    match client.json("POST", &files, Some(&body)) {
                        Ok((201, created)) => written.push(created),
                        Ok(other) => panic!("{other:?}"),
                        Err(_) => break,
                    }
                }
                written
            })
        };
        thread::sleep(Duration::from_millis(40 + 13 * (round % 7)));
        child.kill().unwrap();
        child.wait().unwrap();
        for created in writer.join().unwrap() {
            acknowledged.insert(created["file"]["id"].as_i64().unwrap(), text(&created["file"]));
        }
    }
    assert!(acknowledged.len() as u64 >= ROUNDS, "{}", acknowledged.len());
}

#[tokio::test]
async fn writes_that_wait_for_a_lock_do_not_delay_reads() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let url = format!("sqlite://{}/neptun.db", api.folder.path().display());
    let mut other = AnyConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let files = paths::files(ada.user(), ada.project);
    let writes: Vec<_> = (0..30)
        .map(|_| {
            let (client, files) = (ada.client.clone(), files.clone());
            tokio::spawn(async move { client.post(&files, new_file("/x")).await.status.as_u16() })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    for _ in 0..10 {
        let start = Instant::now();
        ada.client.get(&files).await.ok();
        assert!(start.elapsed() < Duration::from_millis(1_000), "{:?}", start.elapsed());
    }
    other.execute("ROLLBACK").await.unwrap();
    for write in writes {
        assert_eq!(write.await.unwrap(), 201);
    }
}

#[tokio::test]
async fn a_write_that_fails_leaves_nothing_behind() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON projects BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .await;
    let projects = paths::projects(ada.user());
    for _ in 0..3 {
        ada.client.post(&projects, new_project("n")).await.refused(500, "Server error");
    }
    api.execute("DROP TRIGGER refuse").await;
    ada.client.post(&projects, new_project("n")).await.created();
    assert_eq!(api.count("SELECT COUNT(*) FROM projects").await, 2);
}
