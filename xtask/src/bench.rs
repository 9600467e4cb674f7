//! `cargo xtask bench`: how fast the app is, beside a page in plain JavaScript.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use walkdir::WalkDir;

use crate::cmd::{self, heading};
use crate::run::{self, Server};
use crate::{bundle, setup};

/// The text of `cargo xtask bench --help`.
pub const HELP: &str = "\
Usage: cargo xtask bench [OPTIONS]

Sets up what is missing, builds the release app and the server as `run` does, and measures both the app and a page in
plain JavaScript in Chromium, in turns, each time with a fresh profile. Then the native benchmarks. The results are
printed and written to docs/performance.md, in the place of the last results for the same sizes and parts.

  --rounds N          how often each is measured; the table has the medians   [7]
  --files N,…         how many files the projects have                        [100,1000,10000]
  --only PART,…       some of: unthrottled, uncompressed, throttled, paced, visits, finding, native  [all]
  --against DIR       another built app, such as an older `dist`, to measure in the same rounds
  --no-write          only print";

/// The part that is not measured in a browser.
const NATIVE: &str = "native";

/// Measures what the arguments ask for.
pub fn bench(args: &[String]) -> Result<ExitCode> {
    let plan = Plan::new(args)?;
    if let Some(args) = &plan.browser {
        in_browser(args)?;
    }
    if plan.native {
        heading("Native");
        let page = plan.write.then(performance_page);
        run_native(page.as_deref())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Which of the two halves is wanted.
#[derive(Debug, PartialEq)]
struct Plan {
    native: bool,
    /// The arguments of the half in the browser, which reads them itself.
    browser: Option<Vec<String>>,
    /// Keeps the results.
    write: bool,
}

impl Plan {
    fn new(args: &[String]) -> Result<Self> {
        let mut parts = None;
        let mut others = Vec::new();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let value = match arg.strip_prefix("--only=") {
                Some(value) => value,
                None if arg == "--only" => args.next().context("--only needs a value")?,
                None => {
                    others.push(arg.clone());
                    continue;
                }
            };
            parts = Some(value.split(',').map(str::to_owned).collect::<Vec<_>>());
        }
        let write = !others.iter().any(|arg| arg == "--no-write");
        let Some(mut parts) = parts else {
            return Ok(Self { native: true, browser: Some(others), write });
        };
        let native = parts.iter().any(|part| part == NATIVE);
        parts.retain(|part| part != NATIVE);
        if !parts.is_empty() {
            others.extend(["--only".to_owned(), parts.join(",")]);
        }
        Ok(Self { native, browser: (!parts.is_empty()).then_some(others), write })
    }
}

fn in_browser(args: &[String]) -> Result<()> {
    let chromium = setup::chromium()?;
    let server = run::build(Server::Optimised)?;
    let bench = cmd::root().join("bench");
    let plain = cmd::target()?.join("bench/plain");
    copy_files(&bench.join("plain"), &plain)?;
    bundle::compress(&plain)?;
    cmd::run(cmd::command("tsc").args(["--project", "bench"]))?;

    heading("Browser");
    let mut command = cmd::command("node");
    command.arg(bench.join("build/main.js")).args(args);
    command.env("NEPTUN_CHROMIUM", chromium).env("NEPTUN_SERVER", server);
    command.env("NEPTUN_DIST", cmd::root().join("dist")).env("NEPTUN_PLAIN", plain);
    cmd::run(&mut command)
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))
            .with_context(|| format!("cannot copy {}", entry.path().display()))?;
    }
    Ok(())
}

/// The page that keeps the results.
fn performance_page() -> PathBuf {
    cmd::root().join("docs/performance.md")
}

/// The marks around the table.
const BEGIN: &str = "<!-- Written by `cargo xtask bench --only native`, down to the end mark. -->";
const END: &str = "<!-- End of what is written by `cargo xtask bench --only native`. -->";

/// Runs the benchmarks of `project-files` and writes their medians to the page, if that is wanted.
fn run_native(page: Option<&Path>) -> Result<()> {
    let started = SystemTime::now();
    cmd::run(cmd::command("cargo").args(["bench", "--package", "project-files", "--benches"]))?;
    let table = table(&cmd::target()?.join("criterion"), started)?;
    println!("\n{table}");
    if let Some(page) = page {
        let old =
            fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
        let new = between_marks(&old, &table)
            .with_context(|| format!("{} has no marks for the results", page.display()))?;
        fs::write(page, new).with_context(|| format!("cannot write {}", page.display()))?;
    }
    Ok(())
}

/// Criterion's results since then. Benchmarks that no longer exist have left older ones behind.
fn table(criterion: &Path, since: SystemTime) -> Result<String> {
    let mut lines = Vec::new();
    for entry in WalkDir::new(criterion).sort_by_file_name() {
        let entry = entry?;
        let is_new = entry.path().ends_with("new/estimates.json");
        if !is_new || entry.metadata()?.modified()? < since {
            continue;
        }
        let estimates = read(entry.path())?;
        let benchmark = read(&entry.path().with_file_name("benchmark.json"))?;
        let name = benchmark["full_id"].as_str().context("criterion names no benchmark")?;
        let nanoseconds =
            estimates["median"]["point_estimate"].as_f64().context("criterion has no median")?;
        let bytes = benchmark["throughput"]["Bytes"].as_f64();
        // Bytes per nanosecond are gigabytes per second.
        let speed = bytes
            .map_or_else(String::new, |bytes| format!("{:.0} MB/s", bytes / nanoseconds * 1e3));
        lines.push(format!("| {name} | {} | {speed} |\n", duration(nanoseconds)));
    }
    if lines.is_empty() {
        bail!("criterion has noted no results in {}", criterion.display());
    }
    Ok(format!("| benchmark | median | speed |\n|---|--:|--:|\n{}", lines.concat()))
}

fn read(path: &Path) -> Result<Value> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        short if short < 1e3 => format!("{short:.0} ns"),
        short if short < 1e6 => format!("{:.1} µs", short / 1e3),
        long => format!("{:.2} ms", long / 1e6),
    }
}

fn between_marks(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{text}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    fn plan(args: &str) -> (bool, Option<String>) {
        let args: Vec<_> = args.split_whitespace().map(str::to_owned).collect();
        let plan = Plan::new(&args).unwrap();
        (plan.native, plan.browser.map(|args| args.join(" ")))
    }

    #[test]
    fn runs_what_is_asked_for() {
        assert_eq!(plan(""), (true, Some(String::new())));
        assert_eq!(plan("--rounds 3"), (true, Some("--rounds 3".to_owned())));
        assert_eq!(plan("--only native --rounds 3"), (true, None));
        assert_eq!(plan("--only=paced,native"), (true, Some("--only paced".to_owned())));
        let some = "--rounds 3 --only unthrottled,paced";
        assert_eq!(plan(some), (false, Some(some.to_owned())));
        assert!(Plan::new(&["--only".to_owned()]).is_err());
    }

    #[test]
    fn makes_a_table_of_what_is_new() {
        let dir = tempfile::tempdir().unwrap();
        let new = dir.path().join("decode/10000/new");
        fs::create_dir_all(&new).unwrap();
        fs::write(new.join("estimates.json"), r#"{"median":{"point_estimate":2500000.0}}"#)
            .unwrap();
        let benchmark = r#"{"full_id":"decode/10000","throughput":{"Bytes":1000000}}"#;
        fs::write(new.join("benchmark.json"), benchmark).unwrap();
        let table_of = |since| table(dir.path(), since);
        let table = table_of(SystemTime::UNIX_EPOCH).unwrap();
        assert!(table.ends_with("| decode/10000 | 2.50 ms | 400 MB/s |\n"), "{table}");
        assert!(table_of(SystemTime::now() + Duration::from_secs(60)).is_err());
    }

    #[test]
    fn durations_have_a_unit_that_fits() {
        assert_eq!([12.3, 45_600.0, 7_890_000.0].map(duration), ["12 ns", "45.6 µs", "7.89 ms"]);
    }

    #[test]
    fn replaces_what_is_between_the_marks() {
        let page = format!("a\n{BEGIN}\nold\n{END}\nb");
        let once = between_marks(&page, "new\n").unwrap();
        assert_eq!(once, format!("a\n{BEGIN}\n\nnew\n\n{END}\nb"));
        assert_eq!(between_marks(&once, "new\n").unwrap(), once);
        assert!(between_marks("a", "new").is_none());
    }

    #[test]
    fn the_page_has_the_marks() {
        let page = fs::read_to_string(performance_page()).unwrap();
        assert!(between_marks(&page, "").is_some());
    }
}
