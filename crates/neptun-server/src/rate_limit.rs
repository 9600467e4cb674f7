//! Limits of failed sign-in attempts and of sign-ups.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::database::{Counter, Database};
use crate::error::ApiError;

/// A number of attempts within a time window.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    /// Allowed attempts.
    pub attempts: usize,
    /// Length of the window.
    pub window: Duration,
}

/// The limits of a server.
#[derive(Debug, Clone, Copy)]
pub struct RateLimits {
    /// Failed sign-in attempts for one account from one client address. Not for one account from all addresses: then anyone could
    /// lock the account of somebody else.
    pub account: RateLimit,
    /// Failed sign-in attempts from one client address, for all accounts together.
    pub address: RateLimit,
    /// Sign-ups from one client address, including those that fail because the email address is taken.
    pub sign_up: RateLimit,
}

impl Default for RateLimits {
    fn default() -> Self {
        let five_minutes = Duration::from_secs(5 * 60);
        Self {
            account: RateLimit { attempts: 10, window: five_minutes },
            address: RateLimit { attempts: 40, window: five_minutes },
            sign_up: RateLimit { attempts: 20, window: Duration::from_secs(60 * 60) },
        }
    }
}

/// Limits sign-in attempts and sign-ups, which the database counts for all servers that share it.
#[derive(Debug, Clone)]
pub(crate) struct RateLimiter {
    limits: RateLimits,
    database: Database,
}

/// A sign-in attempt that counts as failed until it is taken back.
#[derive(Debug)]
pub(crate) struct SignInAttempt {
    account: String,
    id_for_address: i64,
}

impl RateLimiter {
    pub(crate) fn new(limits: RateLimits, database: Database) -> Self {
        Self { limits, database }
    }

    /// Counts a sign-in attempt before its outcome is known, so that concurrent attempts are limited too.
    pub(crate) async fn sign_in(
        &self,
        client: IpAddr,
        email: &str,
    ) -> Result<SignInAttempt, ApiError> {
        let (network, email) = (network(client), email.trim().to_lowercase());
        let counters = [
            Counter { key: key(&["address", &network]), limit: self.limits.address },
            Counter { key: key(&["account", &network, &email]), limit: self.limits.account },
        ];
        let counted = self.database.count_attempt(&counters, clock::now()).await?;
        let ids = counted
            .map_err(|wait| ApiError::TooManyAttempts { retry_after: whole_seconds(wait) })?;
        let [_, Counter { key: account, .. }] = counters;
        Ok(SignInAttempt { account, id_for_address: ids[0] })
    }

    /// Takes back an attempt that succeeded, and the failed ones for its account. The other failures of the address stay: an attacker
    /// can have an account too.
    pub(crate) async fn signed_in(&self, attempt: &SignInAttempt) -> Result<(), ApiError> {
        Ok(self.database.forget_attempts(&attempt.account, attempt.id_for_address).await?)
    }

    /// Counts a sign-up.
    pub(crate) async fn sign_up(&self, client: IpAddr) -> Result<(), ApiError> {
        let key = key(&["sign-up", &network(client)]);
        let counter = Counter { key, limit: self.limits.sign_up };
        let counted = self.database.count_attempt(&[counter], clock::now()).await?;
        counted.map_err(|wait| ApiError::TooManySignUps { retry_after: whole_seconds(wait) })?;
        Ok(())
    }
}

/// Rounded up, so that an attempt after this many seconds is allowed.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

/// The part of an address that belongs to one client: a client with IPv6 has 2^64 addresses.
pub(crate) fn network(client: IpAddr) -> String {
    match client.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

/// A hash: names of any length take the same space, and the database does not tell who tried.
fn key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..16])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::database::MAX_ATTEMPTS;
    use neptun_api::Timestamp;
    use tempfile::TempDir;

    const LIMIT: RateLimit = RateLimit { attempts: 2, window: Duration::from_secs(60) };

    async fn database() -> (Database, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/neptun.db", folder.path().display());
        (Database::open(&url).await.unwrap(), folder)
    }

    /// Counts an attempt at this time in seconds.
    async fn count(database: &Database, key: &str, seconds: i64) -> Result<(), Duration> {
        let counter = Counter { key: key.to_owned(), limit: LIMIT };
        let now = Timestamp::from_millis(seconds * 1_000);
        database.count_attempt(&[counter], now).await.unwrap().map(drop)
    }

    async fn rows(database: &Database) -> i64 {
        let count = "SELECT COUNT(*) FROM attempts";
        sqlx::query_scalar(count).fetch_one(database.pool()).await.unwrap()
    }

    #[tokio::test]
    async fn waits_until_the_oldest_attempt_has_passed() {
        let (database, _folder) = database().await;
        assert_eq!(count(&database, "1", 0).await, Ok(()));
        assert_eq!(count(&database, "1", 10).await, Ok(()));
        assert_eq!(count(&database, "1", 20).await, Err(Duration::from_secs(40)));
        assert_eq!(count(&database, "2", 20).await, Ok(()));
        assert_eq!(count(&database, "1", 60).await, Ok(()));
        assert_eq!(count(&database, "1", 61).await, Err(Duration::from_secs(9)));
    }

    #[tokio::test]
    async fn a_success_resets_its_account_and_takes_back_one_attempt_of_its_address() {
        let (database, _folder) = database().await;
        let limits = RateLimits { account: LIMIT, address: LIMIT, sign_up: LIMIT };
        let limiter = RateLimiter::new(limits, database);
        let client = IpAddr::from([192, 0, 2, 1]);
        limiter.sign_in(client, "a@x.y").await.unwrap();
        let attempt = limiter.sign_in(client, "b@x.y").await.unwrap();
        assert!(limiter.sign_in(client, "c@x.y").await.is_err());
        limiter.signed_in(&attempt).await.unwrap();
        limiter.sign_in(client, "b@x.y").await.unwrap();
        assert!(limiter.sign_in(client, "b@x.y").await.is_err());
        limiter.sign_in(IpAddr::from([192, 0, 2, 2]), "b@x.y").await.unwrap();
    }

    #[test]
    fn a_client_with_ipv6_is_its_network() {
        let address = |text: &str| text.parse::<IpAddr>().map(network).unwrap_or_default();
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }

    #[tokio::test]
    async fn does_not_grow_for_ever() {
        let (database, _folder) = database().await;
        let fill = "WITH RECURSIVE numbers (number) AS \
             (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < $1) \
             INSERT INTO attempts (key, expires_at) SELECT number, 60000 + number FROM numbers";
        sqlx::query(fill).bind(2 * MAX_ATTEMPTS).execute(database.pool()).await.unwrap();
        assert_eq!(count(&database, "latest", 0).await, Ok(()));
        assert_eq!(rows(&database).await, MAX_ATTEMPTS + 1);
        // Those that were kept still count.
        assert_eq!(count(&database, "latest", 0).await, Ok(()));
        assert!(count(&database, "latest", 0).await.is_err());
        assert_eq!(count(&database, "latest", 1_000).await, Ok(()));
        assert_eq!(rows(&database).await, 1);
    }
}
