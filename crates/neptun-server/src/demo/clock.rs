//! Timestamps of the demo data: the fourteen months before a fixed day.

use super::rng::Rng;

/// 2026-11-20T00:00:00Z. Nothing in the demo data is younger.
pub(super) const END: i64 = 1_795_132_800_000;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const WINDOW: i64 = 425 * DAY;

/// Creation and modification time, in milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamps {
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// Created `created` days before the end and updated `updated` days before it.
pub(super) const fn days_ago(created: i64, updated: i64) -> Stamps {
    // An odd number of minutes per day, or everything would have been made at midnight.
    Stamps {
        created_at: END
            - created * DAY
            - (created * 397 % 1_440) * MINUTE
            - created * 7_301 % 60_000,
        updated_at: END
            - updated * DAY
            - (updated * 397 % 1_440) * MINUTE
            - updated * 7_301 % 60_000,
    }
}

/// Gives each of `count` files a timestamp of its own: denser towards the end, and not in the order of the files.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    seed: u64,
    count: usize,
    stride: usize,
}

impl Spread {
    pub(super) fn new(seed: u64, count: usize) -> Self {
        // Stepping by a stride that shares no factor with the count visits every position once.
        let golden = (count as f64 * 0.618_034) as usize;
        let stride = (golden.max(1)..).find(|&s| gcd(s, count) == 1).unwrap_or(1);
        Self { seed, count, stride }
    }

    pub(super) fn at(&self, index: usize) -> Stamps {
        let mut rng = Rng::for_item(self.seed ^ 0xC10C, index);
        let position = (index * self.stride + self.count / 3) % self.count.max(1);
        let age = (position as f64 + 0.2 + 0.6 * rng.unit()) / self.count.max(1) as f64;
        let created_at = END - 1_000 - (age.powf(1.5) * WINDOW as f64) as i64;
        let updated_at = match rng.below(3) {
            0 => created_at,
            _ => created_at + (rng.unit().powi(2) * (END - 1_000 - created_at) as f64) as i64,
        };
        Stamps { created_at, updated_at }
    }
}

const fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
