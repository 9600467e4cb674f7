//! Periods of time: as long as it takes for a project's history to be a handful of them.

use std::collections::BTreeMap;

use neptun_api::Timestamp;
use serde::{Deserialize, Serialize};

use crate::date_range::{DateRange, day_of};

/// No history has more periods than this.
const MAX_PERIODS: i64 = 31;

/// The lengths of periods, in months, from the shortest to one of which no history has more than ten.
const MONTHS: [i64; 6] = [1, 3, 12, 120, 1_200, 12_000];

/// 1970-01-01 was a Thursday.
const DAYS_FROM_MONDAY: i64 = 3;
/// The month behind the calendar, which ends with the year 9999.
const MONTHS_END: i64 = 120_000;

/// The number of files that were created on some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The days: one, a week from Monday, a month, a quarter, a year, or more years.
    pub days: DateRange,
    /// The number of files.
    pub files: usize,
}

/// Sums up the number of files of each day: in days, if there are few, or else in weeks, or else in months and so on.
pub(super) fn periods(days: &BTreeMap<i64, usize>) -> Vec<Period> {
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value())
    else {
        return Vec::new();
    };
    let starts = starts(*first, *last);
    let period = |ends: &[i64]| Period {
        days: DateRange::from_days(ends[0], ends[1] - 1),
        files: days.range(ends[0]..ends[1]).map(|(_, files)| files).sum(),
    };
    starts.windows(2).map(period).collect()
}

/// The start of each period, and at the end the start of the next one.
fn starts(first: i64, last: i64) -> Vec<i64> {
    for length in [1, 7] {
        let first = first - (first + DAYS_FROM_MONDAY).rem_euclid(length);
        let periods = (last - first) / length + 1;
        if periods <= MAX_PERIODS {
            return (0..=periods).map(|period| first + period * length).collect();
        }
    }
    let (first, last) = (month_of(first), month_of(last));
    let periods = |length: &i64| last / length - first / length + 1;
    let length =
        MONTHS.into_iter().find(|length| periods(length) <= MAX_PERIODS).unwrap_or(MONTHS[5]);
    (first / length..=last / length + 1).map(|period| first_day(period * length)).collect()
}

/// The month of a day, counted from January 0000.
fn month_of(day: i64) -> i64 {
    let (year, month, _) = DateRange::from_days(day, day).first().date();
    year * 12 + i64::from(month) - 1
}

/// The first day of a month, counted from 1970-01-01.
fn first_day(month: i64) -> i64 {
    match month {
        MONTHS_END.. => day_of(Timestamp::from_date(9999, 12, 31)) + 1,
        _ => day_of(Timestamp::from_date(month / 12, (month % 12) as u32 + 1, 1)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(first: &str, last: &str) -> Vec<String> {
        let day = |date: &str| day_of(format!("{date}T12:00:00Z").parse().unwrap());
        let days = BTreeMap::from([(day(first), 1), (day(last), 1)]);
        periods(&days).iter().map(|period| period.days.to_string()).collect()
    }

    #[test]
    fn periods_are_as_long_as_the_history_needs() {
        let ends = |first, last| {
            let texts = texts(first, last);
            (texts.len(), texts[0].clone(), texts[texts.len() - 1].clone())
        };
        let days = |count, first: &str, last: &str| (count, first.to_owned(), last.to_owned());
        assert_eq!(
            ends("2026-03-04", "2026-03-06"),
            days(3, "2026-03-04..2026-03-04", "2026-03-06..2026-03-06")
        );
        // From Monday to Sunday.
        assert_eq!(
            ends("2026-03-04", "2026-05-01"),
            days(9, "2026-03-02..2026-03-08", "2026-04-27..2026-05-03")
        );
        assert_eq!(
            ends("2025-09-20", "2026-11-19"),
            days(15, "2025-09-01..2025-09-30", "2026-11-01..2026-11-30")
        );
        assert_eq!(
            ends("2020-05-20", "2024-02-19"),
            days(16, "2020-04-01..2020-06-30", "2024-01-01..2024-03-31")
        );
        assert_eq!(
            ends("2000-05-20", "2024-02-19"),
            days(25, "2000-01-01..2000-12-31", "2024-01-01..2024-12-31")
        );
        assert_eq!(
            ends("0000-01-01", "9999-12-31"),
            days(10, "0000-01-01..0999-12-31", "9000-01-01..9999-12-31")
        );
    }

    proptest! {
        #[test]
        fn periods_have_every_file_once_and_no_gap(
            days in prop::collection::btree_map(prop_oneof![-300..300_i64, -719_000..2_932_000_i64], 1..9_usize, 0..20),
        ) {
            let periods = periods(&days);
            prop_assert!(periods.len() as i64 <= MAX_PERIODS);
            prop_assert_eq!(periods.is_empty(), days.is_empty());
            for pair in periods.windows(2) {
                prop_assert_eq!(day_of(pair[0].days.last()) + 1, day_of(pair[1].days.first()));
            }
            for period in &periods {
                let contained = |day: i64| period.days.contains(DateRange::from_days(day, day).first());
                let files = days.iter().filter(|(day, _)| contained(**day)).map(|(_, files)| files);
                prop_assert_eq!(period.files, files.sum::<usize>());
            }
            let all = periods.iter().map(|period| period.files).sum::<usize>();
            prop_assert_eq!(all, days.values().sum::<usize>());
            if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
                prop_assert!(first.files > 0 && last.files > 0);
            }
        }
    }
}
