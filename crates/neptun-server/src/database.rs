//! The database: one module for each group of tables.
//!
//! It uses sqlx's `Any` driver, which takes SQLite or PostgreSQL from the URL: the statements use the common dialect (`$1`,
//! `RETURNING`, `ON CONFLICT DO NOTHING`), and [`backend`] has what differs. Booleans are stored as 0 or 1, because `Any` cannot read
//! a SQLite `BOOLEAN`.

mod attempts;
mod backend;
mod backup;
mod demo;
mod files;
mod lists;
mod location;
mod projects;
mod resources;
mod sessions;
mod statements;
mod text;
mod users;
mod versions;
mod write;

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Row};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::timeout;
use tracing::log::LevelFilter;

use neptun_api::Timestamp;

pub(crate) use attempts::Counter;
#[cfg(test)]
pub(crate) use attempts::MAX_ATTEMPTS;
use backend::Backend;
pub(crate) use backend::is_temporary;
pub use backup::{BackupError, backup};
pub(crate) use files::{FileUpdate, may_continue};
pub(crate) use lists::{Item, ItemSize, List, Position};
use location::Location;
pub use location::LocationError;
use text::Text;

const READ_CONNECTIONS: u32 = 8;

/// Read connections that lists of files use at a time.
const LIST_CONNECTIONS: usize = 4;

/// Time that the first connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Time until a request that waits for a connection fails.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Time that a health check reuses the result of the last write.
const HEALTH_CACHE: Duration = Duration::from_secs(1);

/// Bytes that a health check writes: enough that a full disk shows.
const HEALTH_WRITE_BYTES: usize = 64 * 1024;

/// A database with the current schema.
///
/// Writes have connections of their own, so that those that wait for each other never take the connections of readers.
#[derive(Debug, Clone)]
pub struct Database {
    backend: Backend,
    readers: AnyPool,
    writers: AnyPool,
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
    #[error("cannot open the database {name}: {reason}")]
    Connect {
        /// The file, or the name and the address.
        name: String,
        /// The error in plain words.
        reason: String,
    },
    /// Its schema cannot be updated.
    #[error("cannot use the database {name}: {reason}")]
    Migrate {
        /// The file, or the name and the address.
        name: String,
        /// The error in plain words.
        reason: String,
    },
}

impl Database {
    /// Opens a database and brings its schema up to date. A SQLite file is created if it does not exist.
    ///
    /// # Errors
    /// If the URL is not understood, the database cannot be opened, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let Location { backend, url, name } = location::prepare(url)?;
        let options = connect_options(&url).map_err(|error| failed(backend, &name, &error))?;
        // Not through a pool, which retries until its timeout and hides the error.
        let mut first = match timeout(CONNECT_TIMEOUT, first_connection(backend, &options)).await {
            Ok(connected) => connected.map_err(|error| failed(backend, &name, &error))?,
            Err(_) => {
                return Err(failed(backend, &name, &io::Error::from(ErrorKind::TimedOut).into()));
            }
        };
        let before = versions::current(&mut first).await;
        backend.migrations().run(&mut first).await.map_err(|error| OpenError::Migrate {
            name: name.clone(),
            reason: versions::reason(backend, &error),
        })?;
        versions::announce(backend, &name, before);
        first.close().await.map_err(|error| failed(backend, &name, &error))?;
        Ok(Self {
            backend,
            readers: pool(&options, READ_CONNECTIONS, backend.reader_setup()),
            writers: pool(&options, backend.writers(), backend.writer_setup()),
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

    /// The connections that write, for statements that have no method.
    pub fn pool(&self) -> &AnyPool {
        &self.writers
    }

    /// Closes all connections. Later calls fail.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

fn connect_options(url: &str) -> Result<AnyConnectOptions, sqlx::Error> {
    let options: AnyConnectOptions = url.parse()?;
    Ok(options.log_slow_statements(LevelFilter::Debug, Duration::from_secs(1)))
}

/// Connects, and fails if the database cannot be written.
async fn first_connection(
    backend: Backend,
    options: &AnyConnectOptions,
) -> Result<AnyConnection, sqlx::Error> {
    let mut connection = AnyConnection::connect_with(options).await?;
    set_up(&mut connection, backend.first_setup()).await?;
    Ok(connection)
}

fn failed(backend: Backend, name: &str, error: &sqlx::Error) -> OpenError {
    OpenError::Connect { name: name.to_owned(), reason: backend.reason(error) }
}

async fn set_up(
    connection: &mut AnyConnection,
    statements: &'static [&'static str],
) -> Result<(), sqlx::Error> {
    for statement in statements {
        connection.execute(*statement).await?;
    }
    Ok(())
}

fn pool(options: &AnyConnectOptions, connections: u32, setup: &'static [&'static str]) -> AnyPool {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(move |connection, _| Box::pin(set_up(connection, setup)))
        .connect_lazy_with(options.clone())
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

/// Reads a column that holds a text of a user, also into a field that is optional in the API.
fn text<T: From<String>>(row: &AnyRow, column: &str) -> Result<T, sqlx::Error> {
    row.try_get(column).map(|Text(text)| T::from(text))
}
