//! Counts what passed and what failed, and prints it.

use std::ops::AddAssign;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::console::{heading, seconds};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that ran and held.
    pub passed: u64,
    /// Those that ran and did not.
    pub failed: u64,
}

impl Counts {
    /// A check that holds.
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    /// A check that does not hold.
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// A program that fails has failed, whatever it has counted: it may have crashed before or after its tests.
    pub fn of_program(mut self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The steps so far.
#[derive(Default)]
pub struct Report(Vec<(&'static str, Counts, Duration)>);

impl Report {
    /// Runs a step that counts; an error is one failure.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Counts>) {
        heading(name);
        let start = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Counts::ONE_FAILED
        });
        println!(
            "{name}: {} passed, {} failed ({})",
            counts.passed,
            counts.failed,
            seconds(start.elapsed())
        );
        self.0.push((name, counts, start.elapsed()));
    }

    /// Runs a step that counts as one.
    pub fn check(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        self.step(name, || work().map(|()| Counts::ONE_PASSED));
    }

    /// Prints the summary; its last line is the one that others read.
    pub fn print(&self) -> ExitCode {
        heading("Summary");
        for (name, counts, time) in &self.0 {
            let mark = if counts.failed == 0 { "ok" } else { "FAILED" };
            println!(
                "  {name:<24} {mark:<7} {:>5} passed {:>4} failed   {}",
                counts.passed,
                counts.failed,
                seconds(*time)
            );
        }
        let total = self.total();
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.0.iter().for_each(|(_, counts, _)| total += *counts);
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn a_failed_step_counts_and_does_not_stop_the_next() {
        let mut report = Report::default();
        report.check("one", || bail!("broken"));
        report.step("two", || Ok(Counts { passed: 3, failed: 0 }));
        report.check("three", || Ok(()));
        assert_eq!(report.total(), Counts { passed: 4, failed: 1 });
        assert_eq!(report.print(), ExitCode::FAILURE);
    }

    #[test]
    fn only_something_that_passed_is_a_success() {
        assert_eq!(Report::default().print(), ExitCode::FAILURE);
        let mut report = Report::default();
        report.check("one", || Ok(()));
        assert_eq!(report.print(), ExitCode::SUCCESS);
    }

    #[test]
    fn a_program_that_fails_without_a_failed_test_has_failed() {
        let counts = Counts { passed: 3, failed: 0 };
        assert_eq!(counts.of_program(true), counts);
        assert_eq!(counts.of_program(false), Counts { passed: 3, failed: 1 });
        let counts = Counts { passed: 3, failed: 2 };
        assert_eq!(counts.of_program(false), counts);
    }
}
