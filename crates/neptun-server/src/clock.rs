//! The current time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use neptun_api::Timestamp;

/// The current time in milliseconds.
pub(crate) fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}
