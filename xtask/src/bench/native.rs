//! The native benchmarks, and the table that their results become.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use walkdir::WalkDir;

use crate::{cmd, paths};

/// What the table is between.
const BEGIN: &str = "<!-- Written by `cargo xtask bench --only native`, down to the end mark. -->";
const END: &str = "<!-- End of what is written by `cargo xtask bench --only native`. -->";

/// Runs the benchmarks of `project-files` and writes their medians to the page, if that is wanted.
pub fn run(page: Option<&Path>) -> Result<()> {
    let started = SystemTime::now();
    cmd::run(cmd::command("cargo").args(["bench", "--package", "project-files", "--benches"]))?;
    let table = table(&paths::target()?.join("criterion"), started)?;
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

/// What criterion has noted since then. Benchmarks that no longer exist have left older notes behind.
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
        let page = fs::read_to_string(paths::performance_page()).unwrap();
        assert!(between_marks(&page, "").is_some());
    }
}
