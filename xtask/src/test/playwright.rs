//! The browser specs, counted from Playwright's JSON report.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::report::Counts;
use crate::{cmd, paths};

/// Runs the specs. They start servers themselves, each with a database of its own.
pub fn run(
    chromium: Option<&PathBuf>,
    server: &Path,
    dist: &Path,
    args: &[String],
) -> Result<Counts> {
    // Where playwright.config.ts puts it. One from before must not be taken for the result of this run.
    let report = paths::e2e().join("test-results/report.json");
    if report.exists() {
        fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    let mut command = cmd::command("node");
    command.current_dir(paths::e2e());
    // A forgotten `test.only` would leave out all the others and still pass.
    command.args(["node_modules/@playwright/test/cli.js", "test", "--forbid-only"]).args(args);
    command.env("NEPTUN_SERVER", server).env("NEPTUN_DIST", dist);
    if let Some(chromium) = chromium {
        command.env("NEPTUN_CHROMIUM", chromium);
    }
    let result = cmd::run(&mut command);
    let text = fs::read_to_string(&report).with_context(|| match &result {
        Ok(()) => "Playwright has written no report".to_owned(),
        Err(error) => format!("{error:#}, and there is no report"),
    })?;
    let counts = counts(&serde_json::from_str(&text).context("Playwright's report is not JSON")?)?;
    Ok(counts.of_program(result.is_ok()))
}

/// A spec that is skipped proves nothing and counts nowhere; if that leaves no spec at all, it is a failure.
fn counts(report: &Value) -> Result<Counts> {
    let stat = |name: &str| {
        report["stats"][name]
            .as_u64()
            .with_context(|| format!("Playwright's report has no number of {name} specs"))
    };
    let errors = report["errors"].as_array().map_or(0, |errors| errors.len() as u64);
    let passed = stat("expected")?;
    let failed = stat("unexpected")? + stat("flaky")? + errors;
    if passed + failed == 0 {
        bail!("no spec has run");
    }
    Ok(Counts { passed, failed })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn counts_what_was_not_skipped() {
        let report = json!({"errors": [], "stats": {"expected": 20, "skipped": 2, "unexpected": 3, "flaky": 1}});
        assert_eq!(counts(&report).unwrap(), Counts { passed: 20, failed: 4 });
    }

    #[test]
    fn an_error_outside_of_the_specs_is_a_failure() {
        let report = json!({"errors": [{"message": "x"}], "stats": {"expected": 0, "skipped": 0, "unexpected": 0, "flaky": 0}});
        assert_eq!(counts(&report).unwrap(), Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn nothing_that_ran_is_an_error() {
        let report = json!({"errors": [], "stats": {"expected": 0, "skipped": 4, "unexpected": 0, "flaky": 0}});
        assert!(counts(&report).is_err());
        assert!(counts(&json!({})).is_err());
    }
}
