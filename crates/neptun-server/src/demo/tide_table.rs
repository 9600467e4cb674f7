//! The one large user file: a year of hourly water levels, computed rather than stored.

use std::f64::consts::TAU;
use std::fmt::Write as _;

/// Amplitude in metres, period in hours and phase in turns of the constituents that matter at Tromsø.
const CONSTITUENTS: [(f64, f64, f64); 6] = [
    (0.99, 12.420_601, 0.11), // M2
    (0.31, 12.0, 0.32),       // S2
    (0.20, 12.658_348, 0.87), // N2
    (0.09, 11.967_235, 0.30), // K2
    (0.08, 23.934_470, 0.58), // K1
    (0.03, 25.819_342, 0.05), // O1
];
const MEAN_LEVEL: f64 = 1.57;
const DAYS_IN_MONTH: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// CSV with a line for each hour of 2026.
pub(super) fn year_2026() -> String {
    let mut csv = String::from("time_utc,height_m\n");
    let days =
        (1..).zip(DAYS_IN_MONTH).flat_map(|(month, days)| (1..=days).map(move |day| (month, day)));
    for (number, (month, day)) in days.enumerate() {
        for hour in 0..24 {
            let hours = (number * 24 + hour) as f64;
            let height: f64 = CONSTITUENTS
                .iter()
                .map(|(size, period, phase)| size * (TAU * (hours / period - phase)).cos())
                .sum();
            // Writing to a String cannot fail.
            let _ =
                writeln!(csv, "2026-{month:02}-{day:02}T{hour:02}:00Z,{:.2}", MEAN_LEVEL + height);
        }
    }
    csv
}
