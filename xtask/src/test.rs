//! `cargo xtask test`: everything that must hold, from nothing. A step that fails does not keep the others from running.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cmd::{self, heading, seconds};
use crate::dist::{self, Profile};
use crate::postgres::Postgres;
use crate::run::{self, Server};
use crate::{bundle, contract, setup};

/// The text of `cargo xtask test --help`.
pub const HELP: &str = "\
Usage: cargo xtask test [GROUP…] [-- PLAYWRIGHT ARGUMENTS]

Sets up what is missing and runs every group but the last, or only the named ones:
  lints    formatting, clippy (native and wasm), rustdoc, the types of whatever is TypeScript; warnings are errors
  native   the native tests of the whole workspace
  postgres the tests of the server on PostgreSQL, and several servers behind nginx, also in Chromium
  contract requests, a client and the examples of the documentation against the server: schemathesis, openapi-typescript, curl, httpx
  app      the release app, which has its size budget
  dist     the server with that app inside, started as nobody on a read-only system that is empty but for its data
  specs    the browser specs in e2e/specs, in Chromium, against the real server and the release app
  firefox  the same specs in Firefox, over WebDriver BiDi

The last line is `N passed, N failed`; each lint, the doc tests, each part of the contract, the app and the distribution count as one. Fails if anything failed.
Arguments after -- go to Playwright. To watch a spec: NEPTUN_CHROMIUM=chromium cargo xtask test specs -- sign-in --headed";

const DEFAULT_GROUPS: [&str; 7] =
    ["lints", "native", "postgres", "contract", "app", "dist", "specs"];
const FIREFOX: &str = "firefox";

/// Runs the groups named in the arguments, or all of them.
pub fn test(args: &[String]) -> Result<ExitCode> {
    let mut parts = args.splitn(2, |arg| arg == "--");
    let groups = parts.next().unwrap_or_default();
    let playwright_args = parts.next().unwrap_or_default();
    let is_group = |group: &str| group == FIREFOX || DEFAULT_GROUPS.contains(&group);
    if let Some(unknown) = groups.iter().find(|group| !is_group(group)) {
        bail!("there is no group `{unknown}`\n\n{HELP}");
    }
    let wanted = |group: &str| match groups {
        [] => DEFAULT_GROUPS.contains(&group),
        _ => groups.iter().any(|name| name == group),
    };

    let mut report = Report::default();
    if wanted("lints") {
        lints(&mut report);
    }
    if wanted("native") {
        report.step("Native tests", || nextest(cmd::command("cargo"), &["--workspace"]));
        report.check("Doc tests", || {
            // The only package with examples. For all of them, everything is compiled again.
            cmd::run(cmd::command("cargo").args(["test", "-p", "neptun-api", "--doc"]))
        });
    }
    if wanted("postgres") {
        report.step("Server on PostgreSQL", server_on_postgres);
    }
    if wanted("contract") {
        report.check("Generated requests", || contract::generated_requests("signed_in"));
        report.check("… without a session", || contract::generated_requests("signed_out"));
        report.check("Generated client", contract::generated_client);
        report.check("Documented examples", contract::documented_examples);
    }
    if ["app", "dist", "postgres", "specs", FIREFOX].into_iter().any(wanted) {
        report.check("App and its size budget", || {
            // The specs must not test an app from before in the place of one that cannot be built.
            let page = dist().join("index.html");
            if page.exists() {
                fs::remove_file(&page)?;
            }
            run::build_app()?;
            bundle::check_budget()
        });
    }
    if wanted("dist") {
        report.check("Distribution", || {
            let folder = cmd::target()?.join("dist-quick");
            dist::make(&dist(), Profile::Quick, &folder).map(drop)
        });
    }
    if wanted("postgres") {
        report.step("Several servers in a browser", || {
            let (browser, postgres) = (setup::chromium()?, Postgres::start()?);
            let variables = [
                ("NEPTUN_CHROMIUM", browser.as_os_str()),
                ("NEPTUN_POSTGRES", postgres.url.as_ref()),
            ];
            browser_specs(&variables, &["several-servers".to_owned()])
        });
    }
    if wanted("specs") {
        report.step("Browser specs", || {
            browser_specs(&[("NEPTUN_CHROMIUM", setup::chromium()?.as_os_str())], playwright_args)
        });
    }
    if wanted(FIREFOX) {
        report.step("Browser specs in Firefox", || {
            browser_specs(&[("NEPTUN_FIREFOX", setup::firefox()?.as_os_str())], playwright_args)
        });
    }
    Ok(report.print())
}

fn lints(report: &mut Report) {
    let cargo = |args: &[&str]| cmd::run(cmd::command("cargo").args(args));
    report.check("Formatting", || cargo(&["fmt", "--all", "--check"]));
    report.check("Clippy", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    report.check("Clippy for wasm", || {
        setup::wasm_target()?;
        // As they are released: only then they are in parts.
        let packages =
            ["-p", setup::APP, "-p", "engine", "--features", "engine/split", "--release"];
        let target = ["--target", setup::WASM_TARGET, "--", "-D", "warnings"];
        cargo(&[&["clippy"], &packages[..], &target].concat())
    });
    report.check("Documentation", || {
        let mut doc = cmd::command("cargo");
        cmd::run(doc.args(["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    report.check("TypeScript", || {
        setup::node_packages()?;
        for project in ["e2e", "bench", "editor", "service-worker"] {
            cmd::run(cmd::command("tsc").args(["--noEmit", "--project", project]))?;
        }
        Ok(())
    });
}

/// Runs the tests of the server that talk to its database, in the program that the native tests have built. Those that need PostgreSQL are
/// ignored elsewhere.
fn server_on_postgres() -> Result<Counts> {
    let postgres = Postgres::start()?;
    let mut command = cmd::command("cargo");
    command
        .env("NEPTUN_TEST_POSTGRES", &postgres.url)
        .env("NEPTUN_TEST_POSTGRES_CA", &postgres.certificate);
    // By a filter, not by `--test`: the program is the same only if the same targets are selected.
    let selected = "binary(=server) and not test(/^(sqlite|process|upstream|static_files)::/)";
    nextest(command, &["--workspace", "--run-ignored=all", "-E", selected])
}

/// Runs the tests that the arguments select. nextest counts them in its last line.
fn nextest(mut command: Command, arguments: &[&str]) -> Result<Counts> {
    setup::nextest()?;
    command
        .args(["nextest", "run", "--no-fail-fast", "--color=never"])
        .args(arguments)
        .stderr(Stdio::piped());
    let mut child =
        command.spawn().with_context(|| format!("cannot start `{}`", cmd::display(&command)))?;
    let output = child.stderr.take().context("nextest's output is not a pipe")?;
    let mut counts = Counts::default();
    for line in BufReader::new(output).split(b'\n') {
        // A test may print what is not text.
        let line = String::from_utf8_lossy(&line?).into_owned();
        eprintln!("{line}");
        counts = counts_of_nextest(&line).unwrap_or(counts);
    }
    Ok(counts.of_program(child.wait()?.success()))
}

/// Reads `Summary [ 0.123s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 0 skipped`.
fn counts_of_nextest(line: &str) -> Option<Counts> {
    let (_, summary) = line.trim_start().strip_prefix("Summary [")?.split_once(" run: ")?;
    let mut counts = Counts::default();
    for (number, what) in summary.split(", ").filter_map(|part| part.split_once(' ')) {
        let number = number.parse().unwrap_or(0);
        match what.split(" (").next() {
            Some("passed") => counts.passed += number,
            Some("failed" | "exec failed" | "timed out") => counts.failed += number,
            _ => {}
        }
    }
    Some(counts)
}

/// The folder of the release app.
fn dist() -> PathBuf {
    cmd::root().join("dist")
}

/// Runs the specs in a browser, which a variable names to playwright.config.ts. They start servers themselves, each with a database
/// of its own.
fn browser_specs(variables: &[(&str, &OsStr)], args: &[String]) -> Result<Counts> {
    let dist = dist();
    if !dist.join("index.html").exists() {
        bail!("there is no app to test");
    }
    let server = run::build_server(Server::LikeTests)?;
    let e2e = cmd::root().join("e2e");
    // The path is in playwright.config.ts. A report from before must not be taken for the result of this run.
    let report = e2e.join("test-results/report.json");
    if report.exists() {
        fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    let mut command = cmd::command("playwright");
    // A forgotten `test.only` would leave out all the others and still pass.
    command.current_dir(e2e).args(["test", "--forbid-only"]).args(args);
    command.env("NEPTUN_SERVER", server).env("NEPTUN_DIST", dist);
    command.envs(variables.iter().copied());
    let result = cmd::run(&mut command);
    let text = fs::read_to_string(&report).with_context(|| match &result {
        Ok(()) => "Playwright has written no report".to_owned(),
        Err(error) => format!("{error:#}, and there is no report"),
    })?;
    let counts = counts_of_playwright(
        &serde_json::from_str(&text).context("Playwright's report is not JSON")?,
    )?;
    Ok(counts.of_program(result.is_ok()))
}

/// A spec that is skipped proves nothing and counts nowhere; if that leaves no spec at all, it is a failure.
fn counts_of_playwright(report: &Value) -> Result<Counts> {
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

/// The numbers of tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// A program that fails has failed, whatever it has counted: it may have crashed before or after its tests.
    fn of_program(mut self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// The steps so far.
#[derive(Default)]
struct Report(Vec<(&'static str, Counts, Duration)>);

impl Report {
    /// Runs a step that counts; an error is one failure.
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Counts>) {
        heading(name);
        let start = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Counts::ONE_FAILED
        });
        let time = start.elapsed();
        println!("{name}: {} passed, {} failed ({})", counts.passed, counts.failed, seconds(time));
        self.0.push((name, counts, time));
    }

    /// Runs a step that counts as one.
    fn check(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        self.step(name, || work().map(|()| Counts::ONE_PASSED));
    }

    /// Prints the summary; its last line is the one that others read.
    fn print(&self) -> ExitCode {
        heading("Summary");
        for (name, Counts { passed, failed }, time) in &self.0 {
            let mark = if *failed == 0 { "ok" } else { "FAILED" };
            println!(
                "  {name:<24} {mark:<7} {passed:>5} passed {failed:>4} failed   {}",
                seconds(*time)
            );
        }
        let total = self.total();
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> Counts {
        let sum =
            |count: fn(&Counts) -> u64| self.0.iter().map(|(_, counts, _)| count(counts)).sum();
        Counts { passed: sum(|counts| counts.passed), failed: sum(|counts| counts.failed) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_nextest_has_counted() {
        let counts =
            |line: &str| counts_of_nextest(line).map(|counts| (counts.passed, counts.failed));
        let good = "     Summary [   1.234s] 12 tests run: 12 passed (2 slow, 1 leaky), 3 skipped";
        assert_eq!(counts(good), Some((12, 0)));
        let bad = "     Summary [   1.234s] 15/16 tests run: 10 passed, 3 failed, 1 exec failed, 1 timed out, 0 skipped";
        assert_eq!(counts(bad), Some((10, 5)));
        for line in [
            "        PASS [   0.004s] xtask test::tests::x",
            "",
            "12 tests run: 12 passed",
            "Summary: none",
        ] {
            assert_eq!(counts(line), None, "{line}");
        }
    }

    #[test]
    fn counts_what_was_not_skipped() {
        let report = json!({"errors": [], "stats": {"expected": 20, "skipped": 2, "unexpected": 3, "flaky": 1}});
        assert_eq!(counts_of_playwright(&report).unwrap(), Counts { passed: 20, failed: 4 });
    }

    #[test]
    fn an_error_outside_of_the_specs_is_a_failure() {
        let stats = json!({"expected": 0, "skipped": 0, "unexpected": 0, "flaky": 0});
        let report = json!({"errors": [{"message": "x"}], "stats": stats});
        assert_eq!(counts_of_playwright(&report).unwrap(), Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn nothing_that_ran_is_an_error() {
        let report = json!({"errors": [], "stats": {"expected": 0, "skipped": 4, "unexpected": 0, "flaky": 0}});
        assert!(counts_of_playwright(&report).is_err());
        assert!(counts_of_playwright(&json!({})).is_err());
    }

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
