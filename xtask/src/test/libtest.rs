//! The native tests, counted from what the test programs print.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use anyhow::{Context, Result};

use super::report::Counts;
use crate::cmd;

/// Runs the tests of every crate.
pub fn run() -> Result<Counts> {
    let mut command = cmd::command("cargo");
    command.args(["test", "--workspace", "--no-fail-fast"]).stdout(Stdio::piped());
    let mut child =
        command.spawn().with_context(|| format!("cannot start `{}`", cmd::display(&command)))?;
    let output = child.stdout.take().context("cargo's output is not a pipe")?;
    let mut counts = Counts::default();
    for line in BufReader::new(output).split(b'\n') {
        // A test may print what is not text.
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        counts += result_line(&line).unwrap_or_default();
    }
    Ok(counts.of_program(child.wait()?.success()))
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`, with or without colours.
fn result_line(line: &str) -> Option<Counts> {
    let numbers = line.strip_prefix("test result: ")?;
    let count = |what: &str| {
        numbers.split(';').find_map(|part| {
            part.trim_end().strip_suffix(what)?.split(' ').next_back()?.parse().ok()
        })
    };
    Some(Counts { passed: count(" passed")?, failed: count(" failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_result_lines() {
        let good = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(result_line(good), Some(Counts { passed: 12, failed: 0 }));
        let bad = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(result_line(bad), Some(Counts { passed: 3, failed: 2 }));
        let coloured = "test result: \u{1b}[32mok\u{1b}[0m. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(result_line(coloured), Some(Counts { passed: 7, failed: 0 }));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in
            ["test a::b ... ok", "running 3 tests", "12 passed; 0 failed", "", "test result: none"]
        {
            assert_eq!(result_line(line), None, "{line}");
        }
    }
}
