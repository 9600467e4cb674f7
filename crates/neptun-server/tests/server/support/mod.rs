//! A server on a database of its own, and clients with cookies.

mod client;
mod disk;
mod remote;
mod storage;
mod world;

use std::time::Duration;

use neptun_server::{
    App, COOKIE_NAME, Config, DatabaseConfig, FaultInjectionConfig, RateLimit, RateLimits, Server,
    Source,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub use client::{Answer, Client};
pub use disk::TinyDisk;
pub use remote::Remote;
pub use storage::{Storage, sql};
pub use world::{Endpoint, World, new_file, new_project, new_resource};

/// What every test signs in with.
pub const PASSWORD: &str = "Synthetic-Pass1";

/// A server, and the database and the folder that go with it.
pub struct Api {
    pub server: Server,
    pub storage: Storage,
}

impl Api {
    /// A server with an empty database.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A server that differs from the usual one.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let storage = Storage::new();
        let mut config = config(&storage);
        change(&mut config);
        let server = Server::new(config).await.unwrap();
        Self { server, storage }
    }

    /// Somebody without a session.
    pub fn stranger(&self) -> Client {
        Client::new(self.server.router())
    }

    /// Somebody who has just signed up.
    pub async fn sign_up(&self, email: &str) -> Client {
        let mut client = self.stranger();
        client.sign_up(email).await;
        client
    }

    /// Somebody with a session of an account that may exist.
    pub async fn sign_up_or_in(&self, email: &str) -> Client {
        let mut client = self.sign_up(email).await;
        client.login(email, PASSWORD).await.ok();
        client
    }

    /// Runs a statement on the database itself.
    pub async fn execute(&self, sql: &'static str) -> u64 {
        let pool = self.server.database().unwrap().pool();
        sqlx::query(sql).execute(pool).await.unwrap().rows_affected()
    }

    /// Counts rows in the database itself.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let pool = self.server.database().unwrap().pool();
        sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
    }
}

/// The usual server: no demo data, no app, no faults.
pub fn config(storage: &Storage) -> Config {
    Config {
        source: Source::Database(DatabaseConfig {
            url: storage.url().to_owned(),
            demo: false,
            demo_files: None,
        }),
        app: App::Folder(storage.path().join("dist")),
        rate_limits: limits(100),
        connections_per_address: 10_000,
        trusted_proxies: Vec::new(),
        public_origin: None,
        cookie_name: COOKIE_NAME.to_owned(),
        fault_injection: FaultInjectionConfig::default(),
    }
}

/// Limits of which only the one of failures for one account matters.
pub fn limits(attempts: usize) -> RateLimits {
    let limit = |attempts| RateLimit { attempts, window: Duration::from_secs(300) };
    RateLimits { account: limit(attempts), address: limit(10_000), sign_up: limit(10_000) }
}

/// A server that listens. It ends with the test.
pub struct Running {
    pub address: String,
    task: JoinHandle<()>,
}

impl Running {
    pub async fn start(server: Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let task = tokio::spawn(async move {
            server.serve(listener, std::future::pending()).await;
        });
        Self { address, task }
    }

    /// A whole answer as it is sent, however it ends.
    pub async fn fetch(&self, client: &Client, path: &str, accept_encoding: &str) -> Vec<u8> {
        let cookie = client.cookie.as_deref().unwrap_or_default();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept-Encoding: {accept_encoding}\r\nConnection: close\r\n\r\n"
        );
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        answer
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
