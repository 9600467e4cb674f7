//! Attempts to sign in and to sign up that count towards a limit.

use std::time::Duration;

use sqlx::{AnyExecutor, Row};

use neptun_api::Timestamp;

use super::Database;
use super::write::Lock;
use crate::rate_limit::RateLimit;

/// Attempts that are kept at most, so that many clients do not fill the disk. The latest stay.
pub(crate) const MAX_ATTEMPTS: i64 = 100_000;

/// The attempts with one key.
#[derive(Debug)]
pub(crate) struct Counter {
    /// A hash of the things that have a limit together.
    pub(crate) key: String,
    pub(crate) limit: RateLimit,
}

impl Database {
    /// Counts an attempt with all counters, unless one has reached its limit: then the result is the time to wait. Otherwise it is the
    /// number of the attempt with each counter.
    ///
    /// Writes nothing if the limit is reached, so that an attacker cannot keep others from writing.
    pub(crate) async fn count_attempt(
        &self,
        counters: &[Counter],
        now: Timestamp,
    ) -> Result<Result<Vec<i64>, Duration>, sqlx::Error> {
        let now = now.as_millis();
        for counter in counters {
            if let Some(wait) = wait(&self.readers, counter, now).await? {
                return Ok(Err(wait));
            }
        }
        let mut write = self.write_with(Lock::Attempts).await?;
        for counter in counters {
            // Others may have counted since.
            if let Some(wait) = wait(&mut *write, counter, now).await? {
                write.roll_back().await?;
                return Ok(Err(wait));
            }
        }
        sqlx::query(
            "DELETE FROM attempts WHERE expires_at <= $1 OR id <= (SELECT MAX(id) FROM attempts) - $2",
        )
        .bind(now)
        .bind(MAX_ATTEMPTS)
        .execute(&mut *write)
        .await?;
        let mut ids = Vec::with_capacity(counters.len());
        for Counter { key, limit } in counters {
            let insert = "INSERT INTO attempts (key, expires_at) VALUES ($1, $2) RETURNING id";
            let row = sqlx::query(insert)
                .bind(key)
                .bind(now.saturating_add(limit.window.as_millis() as i64))
                .fetch_one(&mut *write)
                .await?;
            ids.push(row.try_get("id")?);
        }
        write.commit().await?;
        Ok(Ok(ids))
    }

    /// Forgets all attempts with a key, and one more.
    pub(crate) async fn forget_attempts(&self, key: &str, id: i64) -> Result<(), sqlx::Error> {
        let mut write = self.write_with(Lock::Attempts).await?;
        sqlx::query("DELETE FROM attempts WHERE key = $1 OR id = $2")
            .bind(key)
            .bind(id)
            .execute(&mut *write)
            .await?;
        write.commit().await
    }
}

/// The time to wait, if the limit is reached.
async fn wait<'c>(
    executor: impl AnyExecutor<'c>,
    Counter { key, limit }: &Counter,
    now: i64,
) -> Result<Option<Duration>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS attempts, MIN(expires_at) AS first FROM attempts WHERE key = $1 AND expires_at > $2",
    )
    .bind(key)
    .bind(now)
    .fetch_one(executor)
    .await?;
    let attempts: i64 = row.try_get("attempts")?;
    let first: Option<i64> = row.try_get("first")?;
    let wait = first.and_then(|first| u64::try_from(first - now).ok()).map(Duration::from_millis);
    Ok(wait.filter(|_| attempts as usize >= limit.attempts))
}
