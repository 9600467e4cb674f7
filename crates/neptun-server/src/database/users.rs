//! Accounts.

use sqlx::any::AnyRow;
use sqlx::{AnyExecutor, Row};

use neptun_api::{Timestamp, User, UserId};

use super::text::Text;
use super::write::Lock;
use super::{Database, id, text};

/// An account with its password hash.
#[derive(Debug)]
pub(crate) struct StoredUser {
    pub(crate) user: User,
    pub(crate) password_hash: String,
}

/// The normalised form in which email addresses are compared.
fn key(email: &str) -> String {
    email.trim().to_lowercase()
}

fn user(row: &AnyRow) -> Result<User, sqlx::Error> {
    Ok(User { id: id(row, "id")?, primary_email: text(row, "primary_email")? })
}

impl Database {
    /// Creates an account. Fails with a unique violation if the address is taken.
    pub(crate) async fn create_user(
        &self,
        email: &str,
        password_hash: &str,
        created_at: Timestamp,
    ) -> Result<User, sqlx::Error> {
        let mut write = self.write().await?;
        let id = insert_user(&mut *write, email, password_hash, false, created_at).await?;
        write.commit().await?;
        Ok(User { id, primary_email: email.trim().to_owned() })
    }

    /// Finds an account by its email address, ignoring case.
    pub(crate) async fn find_user(&self, email: &str) -> Result<Option<StoredUser>, sqlx::Error> {
        let row =
            sqlx::query("SELECT id, primary_email, password_hash FROM users WHERE email_key = $1")
                .bind(Text(&*key(email)))
                .fetch_optional(&self.readers)
                .await?;
        row.map(|row| {
            Ok(StoredUser { user: user(&row)?, password_hash: row.try_get("password_hash")? })
        })
        .transpose()
    }

    /// Replaces the password, and ends all sessions of the user but `kept_session`.
    pub(crate) async fn set_password(
        &self,
        user: UserId,
        password_hash: &str,
        kept_session: &str,
    ) -> Result<(), sqlx::Error> {
        let mut write = self.write_with(Lock::Sessions).await?;
        sqlx::query("UPDATE users SET password_hash = $1 WHERE id = $2")
            .bind(password_hash)
            .bind(user.get())
            .execute(&mut *write)
            .await?;
        sqlx::query("DELETE FROM sessions WHERE neptun_user_id = $1 AND public_id <> $2")
            .bind(user.get())
            .bind(kept_session)
            .execute(&mut *write)
            .await?;
        write.commit().await
    }

    /// True if there are no accounts.
    pub(crate) async fn has_no_users(&self) -> Result<bool, sqlx::Error> {
        has_no_users(&self.readers).await
    }

    /// The demo account with this email address. Accounts with the address that were not seeded are not returned.
    pub(crate) async fn find_demo_user(&self, email: &str) -> Result<Option<User>, sqlx::Error> {
        sqlx::query("SELECT id, primary_email FROM users WHERE email_key = $1 AND is_demo = 1")
            .bind(Text(&*key(email)))
            .fetch_optional(&self.readers)
            .await?
            .map(|row| user(&row))
            .transpose()
    }
}

/// Stores an account.
pub(super) async fn insert_user<'c>(
    executor: impl AnyExecutor<'c>,
    email: &str,
    password_hash: &str,
    is_demo: bool,
    created_at: Timestamp,
) -> Result<UserId, sqlx::Error> {
    let row = sqlx::query(
        "INSERT INTO users (primary_email, email_key, password_hash, is_demo, created_at) \
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
    )
    .bind(Text(email.trim()))
    .bind(Text(&*key(email)))
    .bind(password_hash)
    .bind(i64::from(is_demo))
    .bind(created_at.as_millis())
    .fetch_one(executor)
    .await?;
    id(&row, "id")
}

/// True if there are no accounts.
pub(super) async fn has_no_users<'c>(executor: impl AnyExecutor<'c>) -> Result<bool, sqlx::Error> {
    let found = sqlx::query("SELECT id FROM users LIMIT 1").fetch_optional(executor).await?;
    Ok(found.is_none())
}
