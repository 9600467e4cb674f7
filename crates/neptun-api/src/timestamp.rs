//! Timestamps: ISO 8601 in UTC on the wire, milliseconds since 1970 in memory.
//!
//! Written by hand because the app reads two of them for each of 10,000 files and pays for every kilobyte of
//! code on the wire; a date library would be the largest part of this crate. The tests hold it against `jiff`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::lenient::FromScalar;

const DAY_MS: i64 = 86_400_000;

/// A moment, to the millisecond. Years 0000 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A text that is not an ISO 8601 date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTimestamp;

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a timestamp must look like 2025-02-16T17:42:11.000Z")
    }
}

impl std::error::Error for InvalidTimestamp {}

impl Timestamp {
    const MIN_MS: i64 = -62_167_219_200_000; // 0000-01-01T00:00:00.000Z
    const MAX_MS: i64 = 253_402_300_799_999; // 9999-12-31T23:59:59.999Z

    /// The moment that lies so many milliseconds after 1970-01-01T00:00:00Z, held within the years 0000 to 9999.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(Self::MIN_MS, Self::MAX_MS))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// The beginning of a day in UTC; months are counted from 1, and so are days. Held within the years 0000 to 9999.
    pub fn from_date(year: i64, month: u32, day: u32) -> Self {
        Self::from_millis(days_from_civil(year, month.into(), day.into()) * DAY_MS)
    }

    /// Year, month (1–12) and day (1–31) in UTC.
    pub fn date(self) -> (i64, u32, u32) {
        civil_from_days(self.0.div_euclid(DAY_MS))
    }
}

impl fmt::Display for Timestamp {
    /// Writes the documented form: `2025-02-16T17:42:11.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let time = self.0.rem_euclid(DAY_MS);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
            time / 3_600_000,
            time / 60_000 % 60,
            time / 1_000 % 60,
            time % 1_000,
        )
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    /// Accepts the forms that servers and databases write: `T` or a space in the middle, seconds or none, with any number of
    /// digits after the point, `24:00:00`, and `Z`, an offset or neither, which is UTC.
    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        parse(text.as_bytes()).ok_or(InvalidTimestamp)
    }
}

fn parse(text: &[u8]) -> Option<Timestamp> {
    let two = |at: usize| number(text.get(at..at + 2)?);
    let is = |at: usize, byte: &[u8]| text.get(at).is_some_and(|found| byte.contains(found));

    let (year, month, day) = (number(text.get(..4)?)?, two(5)?, two(8)?);
    let (hour, minute) = (two(11)?, two(14)?);
    if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":")) {
        return None;
    }
    let (mut second, mut millis, mut end) = (0, 0, 16);
    if is(end, b":") {
        second = two(17)?;
        end = 19;
    }
    if end == 19 && is(end, b".") {
        let digits = text[20..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let kept = digits.min(3);
        millis = number(&text[20..20 + kept])? * [0, 100, 10, 1][kept];
        end = 20 + digits;
    }
    let is_midnight = (hour, minute, second, millis) == (24, 0, 0, 0);
    let in_range = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && (hour < 24 || is_midnight)
        && minute < 60
        && second < 60;
    if !in_range {
        return None;
    }
    let offset = offset_minutes(text[end..].trim_ascii_start())?;
    let seconds = (hour * 60 + minute - offset) * 60 + second;
    let total = days_from_civil(year, month, day) * DAY_MS + seconds * 1_000 + millis;
    (Timestamp::MIN_MS..=Timestamp::MAX_MS).contains(&total).then_some(Timestamp(total))
}

/// The minutes by which a clock is ahead of UTC. Nothing stands for UTC itself.
fn offset_minutes(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = match zone {
        b"" | b"Z" | b"z" | b"UTC" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [_, _] => (digits, &b"00"[..]),
        [_, _, b':', minutes @ ..] | [_, _, minutes @ ..] => (&digits[..2], minutes),
        _ => return None,
    };
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The number that some decimal digits are; `None` if there are none.
fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() {
        return None;
    }
    digits
        .iter()
        .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01. The year is taken to begin in March, so that the leap day comes last
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromScalar for Timestamp {
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_forms_that_servers_send() {
        let expected = Timestamp(1_739_727_731_000);
        for text in [
            "2025-02-16T17:42:11.000Z",
            "2025-02-16T17:42:11Z",
            "2025-02-16 17:42:11.000999Z",
            "2025-02-16T18:42:11+01:00",
            "2025-02-16T12:12:11.0-05:30",
            "2025-02-16 17:42:11+00",
            "2025-02-16 18:12:11.000123+0030",
            "2025-02-16 12:42:11 -0500",
            "2025-02-16 17:42:11 UTC",
            "2025-02-16 17:42:11",
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        assert_eq!(expected.to_string(), "2025-02-16T17:42:11.000Z");
        let minute = Timestamp(1_739_727_720_000);
        for text in ["2025-02-16 17:42", "2025-02-16T17:42Z", "2025-02-16T18:42+01:00"] {
            assert_eq!(text.parse(), Ok(minute), "{text}");
        }
        let midnight = Timestamp::from_date(2025, 3, 1);
        for text in ["2025-02-28T24:00:00Z", "2025-02-28 24:00", "2025-02-28T24:00:00.000+00"] {
            assert_eq!(text.parse(), Ok(midnight), "{text}");
        }
        let millis = "2025-02-16T17:42:11.12Z".parse::<Timestamp>().map(Timestamp::as_millis);
        assert_eq!(millis, Ok(1_739_727_731_120));
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in [
            "",
            "2025-02-16",
            "2025-02-30T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-02-16T24:00:01Z",
            "2025-02-16T24:01Z",
            "2025-02-16T25:00:00Z",
            "2025-02-16T17:42:11.Z",
            "2025-02-16T17:42.5Z",
            "2025-02-16T17:42:11+1:00",
            "2025-02-16T17:42:11+01:0",
            "2025-02-16T17:42:11+01:",
            "2025-02-16T17:42:11+24:00",
            "2025-02-16T17:42:11-",
            "2025-02-16T17",
            "2025-02-16T17:42:11Zebra",
            "２０２５-02-16T17:42:11Z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(InvalidTimestamp), "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_a_date_library(millis in Timestamp::MIN_MS..=Timestamp::MAX_MS) {
            let ours = Timestamp::from_millis(millis);
            let text = ours.to_string();
            prop_assert_eq!(text.parse::<Timestamp>(), Ok(ours));
            let theirs: jiff::Timestamp = text.parse().unwrap();
            prop_assert_eq!(theirs.as_millisecond(), millis);
            let (year, month, day) = ours.date();
            let midnight = Timestamp(millis.div_euclid(DAY_MS) * DAY_MS);
            prop_assert_eq!(Timestamp::from_date(year, month, day), midnight);
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}
