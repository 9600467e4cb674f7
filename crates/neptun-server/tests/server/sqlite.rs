//! SQLite's files: full, damaged, read-only and locked ones.

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use neptun_api::paths;
use neptun_server::{Server, Source};
use serde_json::json;
use sqlx::{AnyConnection, Connection, Executor};

use crate::durability::{text, texts};
use crate::process::{command, ready, refuses_database};
use crate::support::{Api, Client, TinyDisk, World, config, new_file};

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
    let mut config = config(&api.storage);
    set_url(&mut config.source);
    let mut again = Client::new(Server::new(config).await.unwrap().router());
    again.cookie = ada.client.cookie.clone();
    assert_eq!(texts(&again.get(&files).await.ok()), acknowledged);
}

#[tokio::test]
async fn writes_that_wait_for_a_lock_do_not_delay_reads() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let mut other = AnyConnection::connect(api.storage.url()).await.unwrap();
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

/// A database with some data, in a folder.
fn database(folder: &Path) -> std::path::PathBuf {
    let mut child = command(folder, &["--listen", "127.0.0.1:0", "--demo"]).spawn().unwrap();
    ready(&mut child);
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    folder.join("data/neptun.db")
}

#[cfg(unix)]
#[test]
fn explains_at_once_what_is_wrong_with_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.db");
    std::fs::write(&garbage, "not a database".repeat(1_000)).unwrap();
    let url = |path: &Path| format!("sqlite://{}", path.display());
    assert!(refuses_database(&url(&garbage)).contains("is not a SQLite database"));

    let file = database(folder.path());
    let truncated = folder.path().join("truncated.db");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&truncated, &bytes[..bytes.len() / 2]).unwrap();
    assert!(refuses_database(&url(&truncated)).contains("damaged or truncated"));

    let message = refuses_database(&format!("{}?mode=ro", url(&file)));
    assert!(message.contains("it is read-only"), "{message}");

    let message = refuses_database("mysql://x?password=secret");
    assert!(!message.contains("secret") && message.contains("sqlite://"), "{message}");
}

#[cfg(unix)]
#[test]
fn explains_at_once_that_a_database_is_on_a_read_only_disk() {
    let Some(disk) = TinyDisk::new("60m") else { return };
    let file = database(disk.path());
    disk.remount("ro");
    let message = refuses_database(&format!("sqlite://{}", file.display()));
    assert!(message.contains("cannot be opened for writing"), "{message}");
}

#[cfg(unix)]
#[tokio::test]
async fn explains_at_once_that_a_database_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", database(folder.path()).display());
    sqlx::any::install_default_drivers();
    let mut other = AnyConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let message = tokio::task::spawn_blocking(move || refuses_database(&url)).await.unwrap();
    assert!(message.contains("another program has locked it"), "{message}");
}

#[cfg(unix)]
#[tokio::test]
async fn refuses_a_database_of_a_newer_version() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", database(folder.path()).display());
    sqlx::any::install_default_drivers();
    let mut newer = AnyConnection::connect(&url).await.unwrap();
    let migration = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     VALUES (99990101000000, 'of the future', 1, x'00', 0)";
    sqlx::query(migration).execute(&mut newer).await.unwrap();
    newer.close().await.unwrap();
    let message = tokio::task::spawn_blocking(move || refuses_database(&url)).await.unwrap();
    assert!(message.contains("a newer version of the server has written it"), "{message}");
    assert!(message.contains("schema 99990101000000, this one knows"), "{message}");
}

#[cfg(unix)]
#[tokio::test]
async fn says_that_it_has_updated_a_database_of_an_older_version() {
    use sqlx::migrate::Migrator;
    let folder = tempfile::tempdir().unwrap();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut older = Migrator::new(migrations).await.unwrap();
    let newest = older.migrations.to_mut().pop().unwrap().version;
    let before = older.iter().last().unwrap().version;
    let url = format!("sqlite://{}", folder.path().join("older.db").display());
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
    older.run(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    for is_older in [true, false] {
        let arguments = ["--listen", "127.0.0.1:0", "--no-demo", "--database", &url];
        let mut child = command(folder.path(), &arguments).spawn().unwrap();
        ready(&mut child);
        child.kill().unwrap();
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        child.wait().unwrap();
        assert_eq!(
            errors.contains(&format!("from schema {before} to {newest}")),
            is_older,
            "{errors}"
        );
    }
}

#[tokio::test]
async fn texts_from_before_they_were_escaped_are_read_as_they_were() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    api.execute("UPDATE project_files SET title = char(64976) || '0' || char(0) || 'x'").await;
    api.execute("DROP TABLE attempts").await;
    api.execute("DELETE FROM _sqlx_migrations WHERE version >= 6").await;
    let updated = Server::new(config(&api.storage)).await.unwrap();
    let list = ada.client.at(&updated).get(&paths::files(ada.user(), ada.project)).await.ok();
    assert_eq!(list["files"][0]["title"], "\u{fdd0}0\0x");
}
