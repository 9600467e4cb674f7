//! The database of a test: a SQLite file, or a database on the PostgreSQL server that `NEPTUN_TEST_POSTGRES` names.

use std::path::Path;

use neptun_server::Database;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

/// The URL of a database of a user who may create others.
const POSTGRES: &str = "NEPTUN_TEST_POSTGRES";

/// An empty database with the current schema, from which those of the tests are copied.
const TEMPLATE: &str = "neptun_template";

/// A database of its own, and a folder. Both are removed with the value.
pub struct Storage {
    folder: TempDir,
    url: String,
    /// The database to drop.
    postgres: Option<String>,
}

impl Storage {
    /// A database that is ready.
    pub fn new() -> Self {
        Self::copied(TEMPLATE)
    }

    /// A database without a schema.
    pub fn empty() -> Self {
        Self::copied("template0")
    }

    fn copied(template: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let Some(server) = postgres() else {
            let url = format!("sqlite://{}/neptun.db", folder.path().display());
            return Self { folder, url, postgres: None };
        };
        let name = folder.path().file_name().unwrap().to_str().unwrap();
        let name = format!("test_{}", name.trim_start_matches('.'));
        let url = with_name(&server, &name);
        let create = format!("CREATE DATABASE \"{name}\" TEMPLATE {template}");
        finish(async move || {
            let mut connection = connect(&server).await;
            connection.execute(AssertSqlSafe(create)).await.unwrap();
        });
        Self { folder, url, postgres: Some(name) }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if let (Some(name), Some(server)) = (self.postgres.take(), postgres()) {
            finish(async move || {
                let mut connection = AnyConnection::connect(&server).await.unwrap();
                let drop = format!("DROP DATABASE \"{name}\" WITH (FORCE)");
                connection.execute(AssertSqlSafe(drop)).await.unwrap();
            });
        }
    }
}

/// The URL of the server for tests, if they are for PostgreSQL.
fn postgres() -> Option<String> {
    std::env::var(POSTGRES).ok()
}

/// One of two statements, which do the same in the language of their database.
pub fn sql(sqlite: &'static str, postgres_sql: &'static str) -> &'static str {
    if postgres().is_some() { postgres_sql } else { sqlite }
}

/// Connects to the server, and creates the template if it is not there.
async fn connect(server: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(server).await.unwrap();
    connection.execute("SELECT pg_advisory_lock(1)").await.unwrap();
    let exists = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate")
        .bind(TEMPLATE)
        .fetch_optional(&mut connection)
        .await
        .unwrap()
        .is_some();
    if !exists {
        let drop = format!("DROP DATABASE IF EXISTS {TEMPLATE}");
        connection.execute(AssertSqlSafe(drop)).await.unwrap();
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {TEMPLATE}"))).await.unwrap();
        Database::open(&with_name(server, TEMPLATE)).await.unwrap().close().await;
        // Last: it marks the template as complete.
        let mark = format!("ALTER DATABASE {TEMPLATE} IS_TEMPLATE true");
        connection.execute(AssertSqlSafe(mark)).await.unwrap();
    }
    connection.execute("SELECT pg_advisory_unlock(1)").await.unwrap();
    connection
}

/// The URL of another database on the same server.
fn with_name(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let (base, _) = base.rsplit_once('/').unwrap();
    format!("{base}/{name}?{query}")
}

/// Runs to the end, also inside of a runtime, as a value that is dropped has to.
fn finish(work: impl AsyncFnOnce() + Send + 'static) {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    std::thread::spawn(move || runtime().block_on(work())).join().unwrap();
}
