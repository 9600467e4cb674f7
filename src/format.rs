//! Numbers, sizes and moments as people read them. Pure: the caller knows the time and its zone.

use neptun_api::{ResourceType, Timestamp};
use project_files::DateRange;

/// In milliseconds.
const DAY: i64 = 86_400_000;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `1234567` as `1,234,567`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 file`, `2,000 files`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A size in bytes: `812 B`, `2.1 kB`, `31.4 MB`.
pub fn bytes(size: usize) -> String {
    // In whole numbers: printing floating-point ones would put their tables into the bundle.
    let (unit_size, unit) = match size {
        0..1_000 => return format!("{size} B"),
        1_000..999_950 => (1_000, "kB"),
        999_950..999_950_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = (size + unit_size / 20) / (unit_size / 10);
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// A moment that lies ahead by no more than these seconds is now: the clocks of two machines differ.
const MAX_CLOCK_SKEW_SECONDS: i64 = 300;

/// The time that has passed, short enough for a table: `now`, `5 min ago`, `3 d ago`, `2 mo ago`, `1 y ago`.
pub fn relative_time(at: Timestamp, now: Timestamp) -> String {
    let seconds = (now.as_millis() - at.as_millis()) / 1_000;
    let (past, age) = (seconds >= 0, seconds.abs());
    let (value, unit) = match age {
        _ if (-MAX_CLOCK_SKEW_SECONDS..60).contains(&seconds) => return "now".to_owned(),
        0..3_600 => (age / 60, "min"),
        3_600..86_400 => (age / 3_600, "h"),
        86_400..604_800 => (age / 86_400, "d"),
        604_800..2_629_800 => (age / 604_800, "w"),
        2_629_800..31_557_600 => (age / 2_629_800, "mo"),
        _ => (age / 31_557_600, "y"),
    };
    if past { format!("{value} {unit} ago") } else { format!("in {value} {unit}") }
}

/// `16 Feb 2025, 18:42:11 UTC+01:00`, in the zone that is so many minutes ahead of UTC.
pub fn absolute_time(at: Timestamp, offset_minutes: i64) -> String {
    let local = Timestamp::from_millis(at.as_millis() + offset_minutes * 60_000);
    let (year, month, day) = local.date();
    let month = MONTHS[month as usize - 1];
    let seconds = local.as_millis().div_euclid(1_000).rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let zone = match offset_minutes {
        0 => "UTC".to_owned(),
        _ => {
            let sign = if offset_minutes < 0 { '-' } else { '+' };
            let minutes = offset_minutes.abs();
            format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    format!("{day} {month} {year}, {hour:02}:{minute:02}:{second:02} {zone}")
}

/// Days as one says them: `3 Mar 2026`, `Mar 2026`, `2026`, or from one to another.
pub fn days(days: DateRange) -> String {
    let (first, last) = (days.first().date(), days.last().date());
    let next = Timestamp::from_millis(days.last().as_millis() + DAY).date();
    let are_months = first.2 == 1 && next.2 == 1;
    let are_years = are_months && first.1 == 1 && next.1 == 1;
    let say = |(year, month, day): (i64, u32, u32)| {
        let month = MONTHS[month as usize - 1];
        match (are_years, are_months) {
            (true, _) => year.to_string(),
            (_, true) => format!("{month} {year}"),
            _ => format!("{day} {month} {year}"),
        }
    };
    let (from, to) = (say(first), say(last));
    if from == to { from } else { format!("{from} – {to}") }
}

/// The name of one resource of a type, in the middle of a sentence.
pub const fn resource_singular(resource_type: ResourceType) -> &'static str {
    match resource_type {
        ResourceType::UserFiles => "user file",
        ResourceType::TemplateCollections => "template collection",
        ResourceType::GithubInstallations => "GitHub installation",
        ResourceType::ChatConversations => "chat conversation",
    }
}

/// The name of a type of resources, in the middle of a sentence.
pub const fn resource_plural(resource_type: ResourceType) -> &'static str {
    match resource_type {
        ResourceType::UserFiles => "user files",
        ResourceType::TemplateCollections => "template collections",
        ResourceType::GithubInstallations => "GitHub installations",
        ResourceType::ChatConversations => "chat conversations",
    }
}

/// The name of a type of resources as a heading: `User files`.
pub const fn resource_heading(resource_type: ResourceType) -> &'static str {
    match resource_type {
        ResourceType::UserFiles => "User files",
        ResourceType::TemplateCollections => "Template collections",
        ResourceType::GithubInstallations => "GitHub installations",
        ResourceType::ChatConversations => "Chat conversations",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(2_014), "2,014");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "file", "files"), "1 file");
        assert_eq!(counted(0, "file", "files"), "0 files");
    }

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(2_140), "2.1 kB");
        assert_eq!(bytes(999_949), "999.9 kB");
        assert_eq!(bytes(999_999), "1.0 MB");
        assert_eq!(bytes(31_400_000), "31.4 MB");
    }

    #[test]
    fn moments_are_near_or_far() {
        let at = |seconds: i64| {
            let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
            relative_time(Timestamp::from_millis(now.as_millis() - seconds * 1_000), now)
        };
        assert_eq!(at(0), "now");
        assert_eq!(at(59), "now");
        assert_eq!(at(60), "1 min ago");
        assert_eq!(at(86_399), "23 h ago");
        assert_eq!(at(3 * 86_400), "3 d ago");
        assert_eq!(at(13 * 86_400), "1 w ago");
        assert_eq!(at(61 * 86_400), "2 mo ago");
        assert_eq!(at(800 * 86_400), "2 y ago");
        assert_eq!(at(-300), "now");
        assert_eq!(at(-301), "in 5 min");
        assert_eq!(at(-7_200), "in 2 h");
    }

    #[test]
    fn days_are_named_as_what_they_are() {
        let said = |text: &str| days(text.parse().unwrap());
        assert_eq!(said("2026-03-03..2026-03-03"), "3 Mar 2026");
        assert_eq!(said("2025-12-29..2026-01-04"), "29 Dec 2025 – 4 Jan 2026");
        assert_eq!(said("2024-02-01..2024-02-29"), "Feb 2024");
        assert_eq!(said("2023-02-01..2023-02-27"), "1 Feb 2023 – 27 Feb 2023");
        assert_eq!(said("2026-01-01..2026-03-31"), "Jan 2026 – Mar 2026");
        assert_eq!(said("2026-01-01..2026-12-31"), "2026");
        assert_eq!(said("2020-01-01..2029-12-31"), "2020 – 2029");
    }

    #[test]
    fn the_exact_time_names_its_zone() {
        let at: Timestamp = "2025-02-16T23:42:11.999Z".parse().unwrap();
        assert_eq!(absolute_time(at, 0), "16 Feb 2025, 23:42:11 UTC");
        assert_eq!(absolute_time(at, 60), "17 Feb 2025, 00:42:11 UTC+01:00");
        assert_eq!(absolute_time(at, -210), "16 Feb 2025, 20:12:11 UTC-03:30");
    }
}
