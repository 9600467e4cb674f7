//! Sessions, by the hash of their token.

use sqlx::Row;

use neptun_api::{AccountSession, Timestamp, User, UserId};

use super::text::Text;
use super::write::Lock;
use super::{Database, id, text, time};
use crate::clock;
use crate::session::SignedInSession;

impl Database {
    /// Stores a session and deletes those that have expired.
    pub(crate) async fn create_session(
        &self,
        token_hash: &str,
        public_id: &str,
        user: UserId,
        logged_in_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), sqlx::Error> {
        let mut write = self.write_with(Lock::Sessions).await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(logged_in_at.as_millis())
            .execute(&mut *write)
            .await?;
        sqlx::query(
            "INSERT INTO sessions (token_hash, public_id, neptun_user_id, logged_in_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(token_hash)
        .bind(public_id)
        .bind(user.get())
        .bind(logged_in_at.as_millis())
        .bind(expires_at.as_millis())
        .execute(&mut *write)
        .await?;
        write.commit().await
    }

    /// Finds a session that has not expired.
    pub(crate) async fn find_session(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<SignedInSession>, sqlx::Error> {
        let row = sqlx::query(
            "SELECT s.public_id, s.logged_in_at, u.id, u.primary_email \
             FROM sessions s JOIN users u ON u.id = s.neptun_user_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2",
        )
        .bind(token_hash)
        .bind(now.as_millis())
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            Ok(SignedInSession {
                public_id: row.try_get("public_id")?,
                user: User { id: id(&row, "id")?, primary_email: text(&row, "primary_email")? },
                logged_in_at: time(&row, "logged_in_at")?,
            })
        })
        .transpose()
    }

    /// Ends a session.
    pub(crate) async fn delete_session(&self, token_hash: &str) -> Result<(), sqlx::Error> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(token_hash)
            .execute(&mut *write)
            .await?;
        write.commit().await
    }

    /// The sessions of a user that have not expired, newest first. `current` is the public ID of the asking one.
    pub(crate) async fn list_sessions(
        &self,
        user: UserId,
        current: &str,
    ) -> Result<Vec<AccountSession>, sqlx::Error> {
        sqlx::query(
            "SELECT public_id, logged_in_at, expires_at FROM sessions \
             WHERE neptun_user_id = $1 AND expires_at > $2 ORDER BY logged_in_at DESC",
        )
        .bind(user.get())
        .bind(clock::now().as_millis())
        .fetch_all(&self.readers)
        .await?
        .iter()
        .map(|row| {
            let id: String = row.try_get("public_id")?;
            Ok(AccountSession {
                is_current: id == current,
                id,
                logged_in_at: Some(time(row, "logged_in_at")?),
                expires_at: Some(time(row, "expires_at")?),
            })
        })
        .collect()
    }

    /// Ends a session of the user. Returns true if it existed.
    pub(crate) async fn delete_session_by_id(
        &self,
        user: UserId,
        public_id: &str,
    ) -> Result<bool, sqlx::Error> {
        let mut write = self.write().await?;
        let deleted =
            sqlx::query("DELETE FROM sessions WHERE neptun_user_id = $1 AND public_id = $2")
                .bind(user.get())
                .bind(Text(public_id))
                .execute(&mut *write)
                .await?;
        write.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }
}
