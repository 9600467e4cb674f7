//! A copy of the database while it is in use.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection};

use super::backend::Backend;
use super::location::{self, LocationError};

/// The reason why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The URL names no database.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// It is a PostgreSQL database.
    #[error("pg_dump backs up a PostgreSQL database; this command is for SQLite files")]
    Postgres,
    /// The database does not exist.
    #[error("there is no database {}", .0.display())]
    Missing(PathBuf),
    /// A backup is never overwritten.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The database cannot be read, or the copy cannot be written.
    #[error("cannot back up the database: {}", Backend::Sqlite.reason(.0))]
    Copy(#[from] sqlx::Error),
    /// The copy cannot be completed.
    #[error("cannot write the backup: {0}")]
    Write(#[from] io::Error),
}

/// Writes the database as it is at this moment to a file of its own. Servers go on reading and writing it meanwhile.
///
/// # Errors
/// If the database is not a SQLite file that exists, or the file exists or cannot be written.
pub async fn backup(url: &str, file: &Path) -> Result<(), BackupError> {
    sqlx::any::install_default_drivers();
    let location = location::prepare(url)?;
    if location.backend == Backend::Postgres {
        return Err(BackupError::Postgres);
    }
    let database = PathBuf::from(location.name);
    if !database.exists() {
        return Err(BackupError::Missing(database));
    }
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    // Under another name until it is complete, so that what is found under its own can be restored.
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut connection = AnyConnection::connect(&location.url).await?;
    // One read transaction, so it does not wait for writers, and they do not wait for it.
    sqlx::query("VACUUM INTO $1")
        .bind(part.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    File::open(&part)?.sync_all()?;
    Ok(fs::rename(&part, file)?)
}
