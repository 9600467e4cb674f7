//! What was acknowledged is there: after `kill -9`, and after a write that failed.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use neptun_api::paths;
use serde_json::Value;

use crate::process::{command, ready};
use crate::support::{Api, Remote, Storage, World, new_file, new_project, sql};

/// The texts of a project's files by their ids.
pub fn texts(list: &Value) -> BTreeMap<i64, String> {
    let files = list["files"].as_array().unwrap().iter();
    files.map(|file| (file["id"].as_i64().unwrap(), text(file))).collect()
}

pub fn text(file: &Value) -> String {
    file["text"].as_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn nothing_that_was_acknowledged_is_lost_by_kill_9() {
    const ROUNDS: u64 = 20;
    let storage = Storage::new();
    let start = || {
        let arguments = ["--listen", "127.0.0.1:0", "--no-demo", "--database", storage.url()];
        let mut child = command(storage.path(), &arguments).spawn().unwrap();
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
        let (first_written, is_writing) = mpsc::channel();
        let writer = {
            let (client, files) = (client.clone(), files.clone());
            thread::spawn(move || {
                let mut written = Vec::new();
                for number in 0.. {
                    let mut body = new_file("/x");
                    body["text"] = format!("{round} {number} ").repeat(500).into();
                    match client.json("POST", &files, Some(&body)) {
                        Ok((201, created)) => {
                            written.push(created);
                            let _ = first_written.send(());
                        }
                        Ok(other) => panic!("{other:?}"),
                        Err(_) => break,
                    }
                }
                written
            })
        };
        is_writing.recv_timeout(Duration::from_secs(10)).unwrap();
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
async fn a_write_that_fails_leaves_nothing_behind() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute(sql(
        "CREATE TRIGGER refuse BEFORE INSERT ON projects BEGIN SELECT RAISE(ABORT, 'no'); END",
        "ALTER TABLE projects ADD CONSTRAINT refuse CHECK (false) NOT VALID",
    ))
    .await;
    let projects = paths::projects(ada.user());
    for _ in 0..3 {
        ada.client.post(&projects, new_project("n")).await.refused(500, "Server error");
    }
    api.execute(sql("DROP TRIGGER refuse", "ALTER TABLE projects DROP CONSTRAINT refuse")).await;
    ada.client.post(&projects, new_project("n")).await.created();
    assert_eq!(api.count("SELECT COUNT(*) FROM projects").await, 2);
}
