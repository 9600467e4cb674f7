//! The limit of failed sign-in attempts.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A number of failed attempts within a time window.
#[derive(Debug, Clone, Copy)]
pub struct LoginLimit {
    /// Allowed failures.
    pub attempts: usize,
    /// Length of the window.
    pub window: Duration,
}

impl Default for LoginLimit {
    fn default() -> Self {
        Self { attempts: 10, window: Duration::from_secs(5 * 60) }
    }
}

/// Number of keys beyond which expired ones are removed.
const MANY_KEYS: usize = 10_000;

/// Counts attempts per key. A success resets the count, which general rate limiters do not do.
#[derive(Debug)]
pub(crate) struct LoginLimiter {
    limit: LoginLimit,
    attempts: Mutex<HashMap<String, VecDeque<Instant>>>,
}

impl LoginLimiter {
    pub(crate) fn new(limit: LoginLimit) -> Self {
        Self { limit, attempts: Mutex::default() }
    }

    /// Counts an attempt before its outcome is known, so that concurrent attempts are limited too.
    ///
    /// # Errors
    /// The time to wait if there were too many.
    pub(crate) fn attempt(&self, key: &str, now: Instant) -> Result<(), Duration> {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = |at: &Instant| now.saturating_duration_since(*at) >= self.limit.window;
        if attempts.len() > MANY_KEYS {
            attempts.retain(|_, times| times.back().is_some_and(|at| !passed(at)));
        }
        let times = attempts.entry(key.to_owned()).or_default();
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

    /// Forgets the attempts after a successful one.
    pub(crate) fn succeeded(&self, key: &str) {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: LoginLimit = LoginLimit { attempts: 2, window: Duration::from_secs(60) };

    #[test]
    fn waits_until_the_oldest_attempt_has_passed() {
        let limiter = LoginLimiter::new(LIMIT);
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(limiter.attempt("a", start), Ok(()));
        assert_eq!(limiter.attempt("a", after(10)), Ok(()));
        assert_eq!(limiter.attempt("a", after(20)), Err(Duration::from_secs(40)));
        assert_eq!(limiter.attempt("b", after(20)), Ok(()));
        assert_eq!(limiter.attempt("a", after(60)), Ok(()));
        assert_eq!(limiter.attempt("a", after(61)), Err(Duration::from_secs(9)));
    }

    #[test]
    fn a_success_resets_the_count() {
        let limiter = LoginLimiter::new(LIMIT);
        let now = Instant::now();
        assert_eq!(limiter.attempt("a", now), Ok(()));
        assert_eq!(limiter.attempt("a", now), Ok(()));
        limiter.succeeded("a");
        assert_eq!(limiter.attempt("a", now), Ok(()));
    }

    #[test]
    fn does_not_grow_for_ever() {
        let limiter = LoginLimiter::new(LIMIT);
        let start = Instant::now();
        for number in 0..=MANY_KEYS {
            assert_eq!(limiter.attempt(&number.to_string(), start), Ok(()));
        }
        assert_eq!(limiter.attempt("late", start + LIMIT.window), Ok(()));
        assert_eq!(limiter.attempts.lock().map(|map| map.len()).unwrap_or(0), 1);
    }
}
