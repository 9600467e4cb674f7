//! Limits of failed sign-in attempts and of sign-ups.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

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

/// Keys of a table at most.
const MAX_KEYS: usize = 10_000;

/// A hash of what is counted: client addresses and email addresses of any length take the same space.
type Key = [u8; 16];

/// Counts attempts per key.
#[derive(Debug)]
struct Attempts {
    limit: RateLimit,
    table: Mutex<HashMap<Key, VecDeque<Instant>>>,
}

impl Attempts {
    fn new(limit: RateLimit) -> Self {
        Self { limit, table: Mutex::default() }
    }

    /// Counts an attempt before its outcome is known, so that concurrent attempts are limited too.
    ///
    /// # Errors
    /// The time to wait if there were too many.
    fn count(&self, key: Key, now: Instant) -> Result<(), Duration> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = |at: &Instant| now.saturating_duration_since(*at) >= self.limit.window;
        if table.len() >= MAX_KEYS && !table.contains_key(&key) {
            table.retain(|_, times| times.back().is_some_and(|at| !passed(at)));
            drop_older_half(&mut table);
        }
        let times = table.entry(key).or_default();
        while times.front().is_some_and(passed) {
            times.pop_front();
        }
        match times.front() {
            Some(oldest) if times.len() >= self.limit.attempts => {
                Err((*oldest + self.limit.window).saturating_duration_since(now))
            }
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets all attempts.
    fn reset(&self, key: Key) {
        self.table.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }

    /// Forgets one attempt, which was not a failure.
    fn take_back(&self, key: Key) {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = table.get_mut(&key) {
            times.pop_back();
            if times.is_empty() {
                table.remove(&key);
            }
        }
    }
}

/// Makes room in a table that is full of keys that still count.
fn drop_older_half(table: &mut HashMap<Key, VecDeque<Instant>>) {
    if table.len() < MAX_KEYS {
        return;
    }
    let mut latest: Vec<_> = table.values().filter_map(|times| times.back().copied()).collect();
    let (_, median, _) = latest.select_nth_unstable(MAX_KEYS / 2);
    let median = *median;
    table.retain(|_, times| times.back().is_some_and(|at| *at > median));
}

/// Limits sign-in attempts and sign-ups.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    account: Attempts,
    address: Attempts,
    sign_up: Attempts,
}

impl RateLimiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self {
            account: Attempts::new(limits.account),
            address: Attempts::new(limits.address),
            sign_up: Attempts::new(limits.sign_up),
        }
    }

    /// Counts a sign-in attempt.
    ///
    /// # Errors
    /// The time to wait if there were too many.
    pub(crate) fn sign_in(
        &self,
        client: IpAddr,
        email: &str,
        now: Instant,
    ) -> Result<(), Duration> {
        let (address, account) = keys(client, email);
        self.account.count(account, now)?;
        self.address.count(address, now)
    }

    /// Takes back an attempt that succeeded. The other failures of the address stay: an attacker can have an account too.
    pub(crate) fn signed_in(&self, client: IpAddr, email: &str) {
        let (address, account) = keys(client, email);
        self.account.reset(account);
        self.address.take_back(address);
    }

    /// Counts a sign-up.
    ///
    /// # Errors
    /// The time to wait if there were too many.
    pub(crate) fn sign_up(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        self.sign_up.count(key(&[network(client).as_bytes()]), now)
    }
}

fn keys(client: IpAddr, email: &str) -> (Key, Key) {
    let (network, email) = (network(client), email.trim().to_lowercase());
    (key(&[network.as_bytes()]), key(&[network.as_bytes(), email.as_bytes()]))
}

/// The part of an address that belongs to one client: a client with IPv6 has 2^64 addresses.
pub(crate) fn network(client: IpAddr) -> String {
    match client.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

fn key(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let hash = hash.finalize();
    let mut key = Key::default();
    key.copy_from_slice(&hash[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: RateLimit = RateLimit { attempts: 2, window: Duration::from_secs(60) };

    fn id(number: usize) -> Key {
        key(&[&number.to_le_bytes()])
    }

    #[test]
    fn waits_until_the_oldest_attempt_has_passed() {
        let attempts = Attempts::new(LIMIT);
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(attempts.count(id(1), start), Ok(()));
        assert_eq!(attempts.count(id(1), after(10)), Ok(()));
        assert_eq!(attempts.count(id(1), after(20)), Err(Duration::from_secs(40)));
        assert_eq!(attempts.count(id(2), after(20)), Ok(()));
        assert_eq!(attempts.count(id(1), after(60)), Ok(()));
        assert_eq!(attempts.count(id(1), after(61)), Err(Duration::from_secs(9)));
    }

    #[test]
    fn a_success_resets_its_account_and_takes_back_one_attempt_of_its_address() {
        let limits = RateLimits { account: LIMIT, address: LIMIT, sign_up: LIMIT };
        let limiter = RateLimiter::new(limits);
        let (now, client) = (Instant::now(), IpAddr::from([192, 0, 2, 1]));
        assert_eq!(limiter.sign_in(client, "a@x.y", now), Ok(()));
        assert_eq!(limiter.sign_in(client, "b@x.y", now), Ok(()));
        assert!(limiter.sign_in(client, "c@x.y", now).is_err());
        limiter.signed_in(client, "b@x.y");
        assert_eq!(limiter.sign_in(client, "b@x.y", now), Ok(()));
        assert!(limiter.sign_in(client, "b@x.y", now).is_err());
        assert_eq!(limiter.sign_in(IpAddr::from([192, 0, 2, 2]), "b@x.y", now), Ok(()));
    }

    #[test]
    fn a_client_with_ipv6_is_its_network() {
        let address = |text: &str| text.parse::<IpAddr>().map(network).unwrap_or_default();
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }

    #[test]
    fn does_not_grow_for_ever() {
        let attempts = Attempts::new(LIMIT);
        let start = Instant::now();
        let size = |attempts: &Attempts| attempts.table.lock().map_or(0, |table| table.len());
        for number in 0..3 * MAX_KEYS {
            let now = start + Duration::from_micros(number as u64);
            assert_eq!(attempts.count(id(number), now), Ok(()));
            assert!(size(&attempts) <= MAX_KEYS);
        }
        // The latest are still counted.
        let now = start + Duration::from_secs(1);
        assert_eq!(attempts.count(id(3 * MAX_KEYS - 1), now), Ok(()));
        assert!(attempts.count(id(3 * MAX_KEYS - 1), now).is_err());
        assert_eq!(attempts.count(id(0), start + LIMIT.window * 2), Ok(()));
        for number in 0..MAX_KEYS {
            let _ = attempts.count(id(number), start + LIMIT.window * 2);
        }
        assert!(size(&attempts) <= MAX_KEYS);
    }
}
