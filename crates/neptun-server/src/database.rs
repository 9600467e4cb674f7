//! The database: one module for each group of tables.
//!
//! It uses sqlx's `Any` driver, so that PostgreSQL needs only a feature and a folder of migrations: the statements use the common
//! dialect (`$1`, `RETURNING`, `ON CONFLICT DO NOTHING`). Booleans are stored as 0 or 1, because `Any` cannot read a SQLite
//! `BOOLEAN`.

mod demo;
mod files;
mod location;
mod projects;
mod resources;
mod sessions;
mod statements;
mod users;

use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyPool, ConnectOptions, Executor, Row};
use tracing::log::LevelFilter;

use neptun_api::Timestamp;

pub use location::LocationError;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Connections of the pool.
const CONNECTIONS: u32 = 16;

/// A pool of connections to a database with the current schema.
#[derive(Debug, Clone)]
pub struct Database {
    pool: AnyPool,
}

/// The reason why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no database that this server can use.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// It cannot be opened.
    #[error("cannot open the database {url}: {cause}")]
    Connect {
        /// The URL of the database.
        url: String,
        /// The error.
        cause: sqlx::Error,
    },
    /// Its schema cannot be brought up to date.
    #[error("cannot bring the database {url} up to date: {cause}")]
    Migrate {
        /// The URL of the database.
        url: String,
        /// The error.
        cause: MigrateError,
    },
}

impl Database {
    /// Opens a database, creates it if it does not exist, and brings its schema up to date.
    ///
    /// # Errors
    /// If the URL is not understood, the file cannot be opened or created, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let connect = |cause| OpenError::Connect { url: url.to_owned(), cause };
        let options: AnyConnectOptions = location::prepare(url)?.parse().map_err(connect)?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            // Browsers give up soon after.
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // WAL lets readers and the writer work at the same time; with it, NORMAL loses at most the last
                    // transactions in a power cut and never corrupts.
                    connection
                        .execute(
                            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                             PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;",
                        )
                        .await?;
                    Ok(())
                })
            })
            .connect_with(options.log_slow_statements(LevelFilter::Debug, Duration::from_secs(1)))
            .await
            .map_err(connect)?;
        MIGRATIONS
            .run(&pool)
            .await
            .map_err(|cause| OpenError::Migrate { url: url.to_owned(), cause })?;
        Ok(Self { pool })
    }

    /// Runs a trivial query.
    pub(crate) async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(drop)
    }

    /// The pool, for statements that have no method.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Closes all connections. Later calls fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }
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
