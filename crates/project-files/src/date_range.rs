//! Days of the calendar, in UTC: a day must be the same for everyone, or a link would show others something else.

use std::fmt;
use std::str::FromStr;

use neptun_api::Timestamp;
use serde::{Deserialize, Serialize};

const DAY_MS: i64 = 86_400_000;

/// Days in a row. Its text form is `2026-03-01..2026-03-31`: the first and the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// Counted from 1970-01-01.
    first: i64,
    last: i64,
}

impl DateRange {
    /// The days from one moment to another, in either order.
    pub fn between(a: Timestamp, b: Timestamp) -> Self {
        let (a, b) = (day_of(a), day_of(b));
        Self { first: a.min(b), last: a.max(b) }
    }

    /// The days between two that are counted from 1970-01-01, held within the calendar.
    pub(crate) fn from_days(first: i64, last: i64) -> Self {
        let held = |day: i64| Timestamp::from_millis(day * DAY_MS);
        Self::between(held(first), held(last))
    }

    /// Says if a moment is on one of these days.
    pub fn contains(self, moment: Timestamp) -> bool {
        (self.first..=self.last).contains(&day_of(moment))
    }

    /// The beginning of the first day.
    pub fn first(self) -> Timestamp {
        Timestamp::from_millis(self.first * DAY_MS)
    }

    /// The beginning of the last day.
    pub fn last(self) -> Timestamp {
        Timestamp::from_millis(self.last * DAY_MS)
    }
}

/// The day of a moment, counted from 1970-01-01.
pub(crate) fn day_of(moment: Timestamp) -> i64 {
    moment.as_millis().div_euclid(DAY_MS)
}

/// The day of a date, counted from 1970-01-01; the date is one that the calendar has.
fn parse_day(date: &str) -> Option<i64> {
    // Only a date makes this a moment.
    format!("{date}T00:00:00Z").parse().ok().map(day_of)
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text of a moment begins with its date.
        write!(f, "{:.10}..{:.10}", self.first().to_string(), self.last().to_string())
    }
}

/// A text that is not two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDateRange;

impl FromStr for DateRange {
    type Err = InvalidDateRange;

    fn from_str(text: &str) -> Result<Self, InvalidDateRange> {
        let (a, b) = text.split_once("..").ok_or(InvalidDateRange)?;
        let (a, b) = (parse_day(a).ok_or(InvalidDateRange)?, parse_day(b).ok_or(InvalidDateRange)?);
        Ok(Self { first: a.min(b), last: a.max(b) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn both_days_belong_to_it_to_their_last_moment() {
        let days: DateRange = "2026-03-01..2026-03-31".parse().unwrap();
        assert!(days.contains(at("2026-03-01T00:00:00.000Z")));
        assert!(days.contains(at("2026-03-31T23:59:59.999Z")));
        assert!(!days.contains(at("2026-02-28T23:59:59.999Z")));
        assert!(!days.contains(at("2026-04-01T00:00:00.000Z")));
        assert_eq!("2026-03-31..2026-03-01".parse(), Ok(days));
    }

    #[test]
    fn refuses_other_texts() {
        for text in ["", "2026-03-01", "2026-02-30..2026-03-01", "..", "2026-03-01..", "a..b"] {
            assert_eq!(text.parse::<DateRange>(), Err(InvalidDateRange), "{text}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(a in -62_167_219_200_000..=253_402_300_799_999_i64, b in -62_167_219_200_000..=253_402_300_799_999_i64) {
            let (a, b) = (Timestamp::from_millis(a), Timestamp::from_millis(b));
            let days = DateRange::between(a, b);
            prop_assert!(days.contains(a) && days.contains(b));
            prop_assert_eq!(days.to_string().parse(), Ok(days));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,30}") {
            let _ = text.parse::<DateRange>();
        }
    }
}
