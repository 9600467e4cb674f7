//! A backup is whole, and is taken while the database is written to.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use sqlx::{AnyConnection, Connection};

use crate::process::{command, ready};
use crate::support::{Remote, new_file};

fn url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

fn back_up(folder: &Path, database: &str, file: &str) -> Result<(), String> {
    let output = command(folder, &["backup", file, "--database", database]).output().unwrap();
    let Output { status, stderr, .. } = output;
    if status.success() { Ok(()) } else { Err(String::from_utf8(stderr).unwrap()) }
}

async fn integrity(database: &Path) -> String {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&url(database)).await.unwrap();
    sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn has_every_write_that_was_acknowledged_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--listen", "127.0.0.1:0", "--no-demo"];
    let mut child = command(folder.path(), &arguments).spawn().unwrap();
    let (address, _) = ready(&mut child);
    let (mut client, files) = Remote::with_project(&address, "ada@example.test");
    let acknowledged = Arc::new(Mutex::new(BTreeMap::new()));
    let is_done = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let (client, files) = (client.clone(), files.clone());
            let (acknowledged, is_done) = (Arc::clone(&acknowledged), Arc::clone(&is_done));
            thread::spawn(move || {
                for number in 0.. {
                    if is_done.load(Ordering::Relaxed) {
                        return;
                    }
                    let mut body = new_file("/x");
                    body["text"] = format!("{writer} {number} ").repeat(2_000).into();
                    let (status, created) = client.json("POST", &files, Some(&body)).unwrap();
                    assert_eq!(status, 201);
                    let file = &created["file"];
                    acknowledged
                        .lock()
                        .unwrap()
                        .insert(file["id"].to_string(), file["text"].clone());
                }
            })
        })
        .collect();
    let mut backups = Vec::new();
    for number in 0..3 {
        thread::sleep(Duration::from_millis(400));
        let before = acknowledged.lock().unwrap().clone();
        back_up(folder.path(), "sqlite://data/neptun.db", &format!("{number}.db")).unwrap();
        backups.push((folder.path().join(format!("{number}.db")), before));
    }
    is_done.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.join().unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();

    for (backup, before) in backups {
        assert!(!before.is_empty());
        assert_eq!(integrity(&backup).await, "ok");
        let mut restored =
            command(folder.path(), &[&arguments[..], &["--database", &url(&backup)]].concat())
                .spawn()
                .unwrap();
        client.address = ready(&mut restored).0;
        let (status, list) = client.json("GET", &files, None).unwrap();
        assert_eq!(status, 200, "the session is restored, too");
        let texts: BTreeMap<_, _> = list["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| (file["id"].to_string(), file["text"].clone()))
            .collect();
        for (id, text) in before {
            assert_eq!(texts.get(&id), Some(&text));
        }
        restored.kill().unwrap();
        restored.wait().unwrap();
    }
}

#[test]
fn overwrites_nothing_and_makes_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.db");
    std::fs::write(&there, "precious").unwrap();
    let fails = |database: &str, file: &str| back_up(folder.path(), database, file).unwrap_err();
    let database = url(&there);
    assert!(fails(&database, "there.db").contains("exists already"));
    assert_eq!(std::fs::read(&there).unwrap(), b"precious");
    assert!(fails(&database, "new.db").contains("is not a SQLite database"));
    assert!(fails("sqlite://missing.db", "new.db").contains("there is no database missing.db"));
    let message = fails("postgres://ada:secret@db.example/neptun", "new.db");
    assert!(message.contains("pg_dump") && !message.contains("secret"), "{message}");
    assert!(!folder.path().join("new.db").exists());
}
