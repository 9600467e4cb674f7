//! The only way to write: a transaction whose commit is awaited before anything is acknowledged.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Executor};

use super::Database;

/// A transaction on the writer. It is rolled back unless [`Write::commit`] succeeds.
///
/// This is not sqlx's `Transaction`: SQLite ends a transaction by itself when the disk is full, after which sqlx believes for ever
/// that the connection is inside of one. A connection on which anything failed is closed instead of reused.
pub(super) struct Write {
    connection: PoolConnection<Any>,
    is_committed: bool,
}

impl Database {
    /// Begins a transaction. Waits for the transactions before it.
    pub(super) async fn write(&self) -> Result<Write, sqlx::Error> {
        let connection = self.writer.acquire().await?;
        let mut write = Write { connection, is_committed: false };
        // IMMEDIATE takes the lock now: SQLite refuses to turn a reader into a writer once another process has written.
        write.execute("BEGIN IMMEDIATE").await?;
        Ok(write)
    }
}

impl Write {
    /// Commits. Only after this has returned `Ok` is the write acknowledged.
    pub(super) async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.execute("COMMIT").await?;
        self.is_committed = true;
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
        if !self.is_committed {
            self.connection.close_on_drop();
        }
    }
}
