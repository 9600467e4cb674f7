//! The database: one module for each group of tables.
//!
//! It uses sqlx's `Any` driver, so that PostgreSQL needs only a feature and a folder of migrations: the statements use the common
//! dialect (`$1`, `RETURNING`, `ON CONFLICT DO NOTHING`). Booleans are stored as 0 or 1, because `Any` cannot read a SQLite
//! `BOOLEAN`.

mod backup;
mod demo;
mod files;
mod lists;
mod location;
mod projects;
mod resources;
mod sessions;
mod statements;
mod users;
mod versions;
mod write;

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Row};
use tokio::sync::{Mutex, Semaphore};
use tracing::log::LevelFilter;

use neptun_api::Timestamp;

pub use backup::{BackupError, backup};
pub(crate) use files::{FileUpdate, may_continue};
pub(crate) use lists::{Item, ItemSize, List, Position};
pub use location::LocationError;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

const READ_CONNECTIONS: u32 = 8;

/// Read connections that lists of files use at a time.
const LIST_CONNECTIONS: usize = 4;

/// Time until a request that waits for a connection fails.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Time that a health check reuses the result of the last write.
const HEALTH_CACHE: Duration = Duration::from_secs(1);

/// Bytes that a health check writes: enough that a full disk shows.
const HEALTH_WRITE_BYTES: usize = 64 * 1024;

/// WAL lets readers work beside the writer. FULL syncs at every commit, so that a power cut loses nothing acknowledged.
const WRITER_PRAGMAS: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

/// `query_only` makes a write outside of [`write::Write`] fail.
const READER_PRAGMAS: &str = "PRAGMA query_only = ON;";

/// A database with the current schema.
///
/// SQLite has one writer at a time. It has a connection of its own, so that writes that wait for it never take the connections of
/// readers.
#[derive(Debug, Clone)]
pub struct Database {
    readers: AnyPool,
    writer: AnyPool,
    /// Limits the readers that are used for lists, so that many lists leave some to everything else.
    list_permits: Arc<Semaphore>,
    last_health_write: Arc<Mutex<Option<Instant>>>,
}

/// The reason why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no database that this server can use.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// It cannot be opened.
    #[error("cannot open the database {path}: {}", reason(cause))]
    Connect {
        /// The file.
        path: String,
        /// The error.
        cause: sqlx::Error,
    },
    /// Its schema cannot be updated.
    #[error("cannot use the database {path}: {}", versions::reason(cause))]
    Migrate {
        /// The file.
        path: String,
        /// The error.
        cause: MigrateError,
    },
}

/// The reason of an error in the words of its user.
fn reason(error: &sqlx::Error) -> String {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    // The low byte is the kind of the error, the others are details of it.
    match code.map(|code| code & 0xff) {
        Some(5 | 6) => "another program has locked it".to_owned(),
        Some(8) => "it is read-only".to_owned(),
        Some(11) => "the file is damaged or truncated. Restore a backup".to_owned(),
        Some(13) => "the disk is full".to_owned(),
        Some(14) => {
            "the file cannot be opened for writing. Check the permissions of its folder".to_owned()
        }
        Some(26) => "the file is not a SQLite database".to_owned(),
        _ => error.to_string(),
    }
}

impl Database {
    /// Opens a database, creates it if it does not exist, and brings its schema up to date.
    ///
    /// # Errors
    /// If the URL is not understood, the file cannot be opened or created, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let location = location::prepare(url)?;
        let path = location.path.display().to_string();
        let connect = |cause| OpenError::Connect { path: path.clone(), cause };
        let options: AnyConnectOptions = location.url.parse().map_err(connect)?;
        let options = options.log_slow_statements(LevelFilter::Debug, Duration::from_secs(1));
        // Not through a pool, which retries until its timeout and hides the error.
        let mut first = AnyConnection::connect_with(&options).await.map_err(connect)?;
        prepare(&mut first).await.map_err(connect)?;
        let before = versions::current(&mut first).await;
        let migrated = MIGRATIONS.run(&mut first).await;
        migrated.map_err(|cause| OpenError::Migrate { path: path.clone(), cause })?;
        versions::announce(&path, before);
        first.close().await.map_err(connect)?;
        Ok(Self {
            readers: pool(&options, READ_CONNECTIONS, READER_PRAGMAS),
            writer: pool(&options, 1, WRITER_PRAGMAS),
            list_permits: Arc::new(Semaphore::new(LIST_CONNECTIONS)),
            last_health_write: Arc::default(),
        })
    }

    /// Checks that the database can be read and written.
    pub(crate) async fn check(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        // Locked, so that concurrent checks share one write.
        let mut last = self.last_health_write.lock().await;
        if last.is_some_and(|at| at.elapsed() < HEALTH_CACHE) {
            return Ok(());
        }
        *last = None;
        let mut write = self.write().await?;
        sqlx::query("UPDATE health_check SET padding = $1")
            .bind(vec![0_u8; HEALTH_WRITE_BYTES])
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        *last = Some(Instant::now());
        Ok(())
    }

    /// The pool of the writer, for statements that have no method.
    pub fn pool(&self) -> &AnyPool {
        &self.writer
    }

    /// Closes all connections. Later calls fail.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn pool(options: &AnyConnectOptions, connections: u32, pragmas: &'static str) -> AnyPool {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute("PRAGMA busy_timeout = 5000").await?;
                connection.execute(pragmas).await.map(drop)
            })
        })
        .connect_lazy_with(options.clone())
}

/// Sets up the first connection, and fails if the database cannot be written.
async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    connection.execute("PRAGMA busy_timeout = 1000").await?;
    connection.execute(WRITER_PRAGMAS).await?;
    connection.execute("BEGIN IMMEDIATE").await?;
    // A statement that writes, because `BEGIN` succeeds on a read-only file.
    connection.execute("CREATE TABLE write_check (id INTEGER)").await?;
    connection.execute("ROLLBACK").await?;
    Ok(())
}

/// Reads a column that holds an id.
fn id<T: TryFrom<i64, Error = neptun_api::InvalidId>>(
    row: &AnyRow,
    column: &str,
) -> Result<T, sqlx::Error> {
    T::try_from(row.try_get(column)?).map_err(|error| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: error.into(),
    })
}

/// Reads a column that holds milliseconds since 1970.
fn time(row: &AnyRow, column: &str) -> Result<Timestamp, sqlx::Error> {
    row.try_get(column).map(Timestamp::from_millis)
}
