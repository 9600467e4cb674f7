//! PostgreSQL: its errors, its outages, and servers that start at the same time.

use std::time::{Duration, Instant};

use axum::http::Method;
use neptun_api::paths;
use neptun_server::{Config, Server, Source};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::process::refuses_database;
use crate::support::{Answer, Api, Client, Storage, World, config, new_file};

fn with_database(config: &mut Config, url: String) {
    let Source::Database(database) = &mut config.source else { panic!("no database") };
    database.url = url;
}

/// The parts of the URL of a database on the server for tests: up to the `@`, the address, and the rest.
fn split(url: &str) -> (&str, &str, &str) {
    let (before, rest) = url.split_once('@').unwrap();
    let (address, rest) = rest.split_once('/').unwrap();
    (before, address, rest)
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn explains_at_once_what_is_wrong_with_a_database() {
    let storage = Storage::new();
    let (login, address, database) = split(storage.url());
    let (name, query) = database.split_once('?').unwrap();
    let refuses = async |url: String| {
        tokio::task::spawn_blocking(move || refuses_database(&url)).await.unwrap()
    };

    let message = refuses(format!("postgres://neptun:secret@{address}/{database}")).await;
    assert!(message.contains("the user or the password is wrong"), "{message}");
    assert!(message.contains(&format!("{name} at {address}")), "{message}");
    assert!(!message.contains("secret"), "{message}");

    let message = refuses(format!("{login}@{address}/nothing?{query}")).await;
    assert!(message.contains("it does not exist. Create it with CREATE DATABASE"), "{message}");

    let message = refuses(format!("{login}@127.0.0.1:1/{database}")).await;
    assert!(message.contains("no server listens at this address"), "{message}");

    let message = refuses(format!("{login}@{address}/{name}?sslmode=secret")).await;
    assert!(message.contains("the URL of the database is not understood"), "{message}");

    let message = refuses("postgres://ada:1/secret@db.example/neptun".to_owned()).await;
    assert!(message.contains("%2F") && !message.contains("secret"), "{message}");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn explains_at_once_what_it_may_not_do() {
    let storage = Storage::empty();
    let (_, address, database) = split(storage.url());
    let (name, query) = database.split_once('?').unwrap();
    let mut admin = AnyConnection::connect(storage.url()).await.unwrap();
    // Roles belong to all databases of a server.
    let role = format!("guest_{name}");
    let create = format!("CREATE ROLE \"{role}\" LOGIN PASSWORD 'guest'");
    admin.execute(AssertSqlSafe(create)).await.unwrap();
    let url = format!("postgres://{role}:guest@{address}/{database}");
    let message = tokio::task::spawn_blocking(move || refuses_database(&url)).await.unwrap();
    assert!(message.contains("the user may not create tables in it"), "{message}");

    let read_only = "SET default_transaction_read_only = on";
    let change = format!("ALTER ROLE \"{role}\" SUPERUSER; ALTER ROLE \"{role}\" {read_only}");
    admin.execute(AssertSqlSafe(change)).await.unwrap();
    let url = format!("postgres://{role}:guest@{address}/{name}?{query}");
    let message = tokio::task::spawn_blocking(move || refuses_database(&url)).await.unwrap();
    assert!(message.contains("it is read-only"), "{message}");
    admin.execute(AssertSqlSafe(format!("DROP ROLE \"{role}\""))).await.unwrap();
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn servers_can_start_at_the_same_time() {
    let storage = Storage::empty();
    let start = || {
        let mut config = config(&storage);
        let Source::Database(database) = &mut config.source else { panic!("no database") };
        (database.demo, database.demo_files) = (true, Some(30));
        Server::new(config)
    };
    let (one, two, three) = tokio::join!(start(), start(), start());
    let servers = [one.unwrap(), two.unwrap(), three.unwrap()];
    let account = servers[0].demo_user().unwrap();
    for server in &servers {
        assert_eq!(server.demo_user(), Some(account));
        let mut client = Client::new(server.router());
        client.login(&account.email, &account.password).await.ok();
        let projects = client.get(&paths::projects(client.user())).await.ok();
        let projects = projects["projects"].as_array().unwrap().iter();
        let generated = projects.filter(|project| project["name"] == "generated-30");
        assert_eq!(generated.count(), 1);
    }
}

/// PostgreSQL at another address, where it can be out of reach.
struct Network {
    address: String,
    server: String,
    task: Option<JoinHandle<()>>,
}

impl Network {
    async fn new(server: &str) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let mut network =
            Self { address: address.to_string(), server: server.to_owned(), task: None };
        network.repair().await;
        network
    }

    async fn repair(&mut self) {
        let listener = TcpListener::bind(&self.address).await.unwrap();
        let server = self.server.clone();
        self.task = Some(tokio::spawn(async move {
            // Aborted with this task.
            let mut connections = JoinSet::new();
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                let mut server = TcpStream::connect(&server).await.unwrap();
                connections.spawn(async move {
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                });
            }
        }));
    }

    /// Cuts all connections, and lets no others through.
    async fn cut(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            let _ = task.await;
        }
    }
}

#[track_caller]
fn is_unavailable(answer: &Answer) {
    answer.refused(503, "The database does not answer. Try again in a moment");
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn an_outage_is_said_and_ends_by_itself() {
    let storage = Storage::new();
    let (login, address, database) = split(storage.url());
    let mut network = Network::new(address).await;
    let url = format!("{login}@{}/{database}", network.address);
    let mut config = config(&storage);
    with_database(&mut config, url);
    let api = Api { server: Server::new(config).await.unwrap(), storage };
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);

    // As after a restart: connections that were idle are found to be dead before they are used.
    network.cut().await;
    network.repair().await;
    for _ in 0..20 {
        ada.client.get(&files).await.ok();
        ada.client.post(&files, new_file("/x")).await.created();
    }

    let mut other = AnyConnection::connect(api.storage.url()).await.unwrap();
    other.execute("BEGIN; SELECT * FROM projects FOR UPDATE").await.unwrap();
    let cut = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        network.cut().await;
        other.execute("ROLLBACK").await.unwrap();
    };
    let (answer, ()) = tokio::join!(ada.client.post(&files, new_file("/lost")), cut);
    is_unavailable(&answer);

    let start = Instant::now();
    let check = ada.client.request(Method::HEAD, paths::AUTH_CHECK, None);
    let (list, write, health, check) = tokio::join!(
        ada.client.get(&files),
        ada.client.post(&files, new_file("/y")),
        ada.client.get(paths::HEALTH),
        check,
    );
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    is_unavailable(&list);
    is_unavailable(&write);
    assert_eq!(health.status.as_u16(), 503);
    assert_eq!(check.status.as_u16(), 503, "not 401, which would sign everybody out");

    network.repair().await;
    ada.client.post(&files, new_file("/z")).await.created();
    let list = ada.client.get(&files).await.ok();
    assert_eq!(list["files"].as_array().unwrap().len(), 22);
    assert_eq!(ada.client.get(paths::HEALTH).await.ok()["status"], "ok");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn connections_can_be_encrypted() {
    let storage = Storage::new();
    let (login, address, database) = split(storage.url());
    let (name, _) = database.split_once('?').unwrap();
    let (_, port) = address.rsplit_once(':').unwrap();
    let authority = std::env::var("NEPTUN_TEST_POSTGRES_CA").unwrap();
    let encrypted = "SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    let start = async |host: &str, query: &str| {
        let mut config = config(&storage);
        with_database(&mut config, format!("{login}@{host}:{port}/{name}?{query}"));
        Server::new(config).await
    };
    for query in ["sslmode=require", &format!("sslmode=verify-full&sslrootcert={authority}")] {
        let server = start("localhost", query).await.unwrap();
        let pool = server.database().unwrap().pool();
        let encrypted: i64 = sqlx::query_scalar(encrypted).fetch_one(pool).await.unwrap();
        assert_eq!(encrypted, 1, "{query}");
    }
    // The name is not in the certificate, or nobody known has signed it.
    for (host, query) in [
        ("127.0.0.1", &*format!("sslmode=verify-full&sslrootcert={authority}")),
        ("localhost", "sslmode=verify-full"),
    ] {
        let error = start(host, query).await.unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");
    }
}
