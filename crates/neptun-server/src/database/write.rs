//! The only way to write: a transaction whose commit is awaited before anything is acknowledged.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Executor};

use neptun_api::ProjectId;

use super::Database;
use super::backend::Backend;

/// A transaction on a connection that writes. It is rolled back unless [`Write::commit`] succeeds.
///
/// This is not sqlx's `Transaction`: SQLite ends a transaction by itself when the disk is full, after which sqlx believes for ever
/// that the connection is inside of one. A connection on which anything failed is closed instead of reused.
pub(super) struct Write {
    connection: PoolConnection<Any>,
    has_ended: bool,
}

/// Things that only one transaction may change at a time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lock {
    /// A project with its files. Every change of a file changes the project, so two that changed its files in different orders would
    /// wait for each other.
    Project(ProjectId),
    /// The sessions of several users.
    Sessions,
    /// The demo data, by servers that start.
    DemoData,
    /// The attempts that count towards a limit.
    Attempts,
}

impl Database {
    /// Begins a transaction. Waits for a connection.
    pub(super) async fn write(&self) -> Result<Write, sqlx::Error> {
        let connection = self.writers.acquire().await?;
        let mut write = Write { connection, has_ended: false };
        write.execute(self.backend.begin()).await?;
        Ok(write)
    }

    /// Begins a transaction, and waits for the others with this lock.
    pub(super) async fn write_with(&self, lock: Lock) -> Result<Write, sqlx::Error> {
        let mut write = self.write().await?;
        // SQLite has one writer at a time.
        if self.backend == Backend::Postgres {
            let query = match lock {
                Lock::Project(project) => {
                    sqlx::query("SELECT id FROM projects WHERE id = $1 FOR UPDATE")
                        .bind(project.get())
                }
                Lock::Sessions => sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(1_i64),
                Lock::DemoData => sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(2_i64),
                Lock::Attempts => sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(3_i64),
            };
            query.execute(&mut *write).await?;
        }
        Ok(write)
    }
}

impl Write {
    /// Commits. Only after this has returned `Ok` is the write acknowledged.
    pub(super) async fn commit(self) -> Result<(), sqlx::Error> {
        self.end("COMMIT").await
    }

    /// Takes back what was written, and keeps the connection.
    pub(super) async fn roll_back(self) -> Result<(), sqlx::Error> {
        self.end("ROLLBACK").await
    }

    async fn end(mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        self.execute(statement).await?;
        self.has_ended = true;
        Ok(())
    }
}

impl Deref for Write {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if !self.has_ended {
            self.connection.close_on_drop();
        }
    }
}
