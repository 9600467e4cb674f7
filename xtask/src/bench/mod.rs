//! `cargo xtask bench`: how fast the app is, beside a page in plain JavaScript.

mod native;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::console::{self, heading};
use crate::setup::{self, chromium, node};
use crate::{app_build, cmd, compress, paths, server};

/// What `cargo xtask bench --help` prints.
pub const HELP: &str = "\
Usage: cargo xtask bench [OPTIONS]

Sets up what is missing, builds the release app and the server as `run` does, and measures both the app and a page in
plain JavaScript in Chromium, in turns, each time with a fresh profile. Then the native benchmarks. The results are
printed and written to docs/performance.md, in the place of the last results for the same sizes and parts.

  --rounds N          how often each is measured; the table has the medians   [7]
  --files N,…         how many files the projects have                        [100,1000,10000]
  --only PART,…       some of: unthrottled, throttled, paced, visits, finding, native  [all]
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
        let page = plan.write.then(paths::performance_page);
        native::run(page.as_deref())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Which of the two halves is wanted.
#[derive(Debug, PartialEq)]
struct Plan {
    native: bool,
    /// The arguments of the half in the browser, which reads them itself.
    browser: Option<Vec<String>>,
    /// Whether the results are kept.
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
    heading("Set-up");
    node::ensure()?;
    let tools = setup::wasm_tools()?;
    let chromium = match chromium::ensure()? {
        Some(installed) => installed,
        None => chromium::of_playwright()?,
    };
    heading("Build");
    app_build::build(&tools)?;
    let server = console::step("Server", |step| {
        step.doing("cargo build --profile server -p neptun-server");
        Ok((server::build(server::Build::Optimised)?, "built".to_owned()))
    })?;
    let plain = console::step("Plain page", |_| Ok((plain_page()?, "compressed".to_owned())))?;
    console::step("Benchmark", |_| {
        let tsc = paths::e2e().join("node_modules/typescript/bin/tsc");
        cmd::run(cmd::command("node").arg(tsc).args(["--project", "bench"]))?;
        Ok(((), "compiled".to_owned()))
    })?;

    heading("Browser");
    let mut command = cmd::command("node");
    command.arg(paths::bench().join("build/main.js")).args(args);
    command.env("NEPTUN_CHROMIUM", chromium).env("NEPTUN_SERVER", server);
    command.env("NEPTUN_DIST", paths::dist()).env("NEPTUN_PLAIN", plain);
    cmd::run(&mut command)
}

/// The plain page as the app is served: compressed ahead of time.
fn plain_page() -> Result<PathBuf> {
    let (from, to) = (paths::bench().join("plain"), paths::notes()?.join("plain-page"));
    if to.exists() {
        fs::remove_dir_all(&to).with_context(|| format!("cannot remove {}", to.display()))?;
    }
    copy_files(&from, &to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    compress::compress_tree(&to)?;
    Ok(to)
}

fn copy_files(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
}
