//! `cargo xtask test`: everything that must hold, from nothing. A step that fails does not keep the others from running.

mod libtest;
mod playwright;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};

use crate::console::heading;
use crate::setup::{self, WasmTools, chromium, node, wasm_target};
use crate::{app_build, cmd, paths, server};
use report::{Counts, Report};

/// What `cargo xtask test --help` prints.
pub const HELP: &str = "\
Usage: cargo xtask test [GROUP…] [-- PLAYWRIGHT ARGUMENTS]

Sets up what is missing and runs every group, or only the named ones:
  lints    formatting, clippy (native and wasm), rustdoc, the types of the specs, the benchmark and the editor; warnings are errors
  native   cargo test of the whole workspace
  app      the release app and its size budget
  specs    the browser specs in e2e/specs, against the real server and the release app

The last line is `N passed, N failed`; each lint and the budget count as one. Fails if anything failed.
Arguments after -- go to Playwright: cargo xtask test specs -- sign-in --headed";

const GROUPS: [&str; 4] = ["lints", "native", "app", "specs"];

/// Runs the groups named in the arguments, or all of them.
pub fn test(args: &[String]) -> Result<ExitCode> {
    let mut parts = args.splitn(2, |arg| arg == "--");
    let groups = parts.next().unwrap_or_default();
    let playwright_args = parts.next().unwrap_or_default();
    if let Some(unknown) = groups.iter().find(|group| !GROUPS.contains(&group.as_str())) {
        bail!("there is no group `{unknown}`\n\n{HELP}");
    }
    let wanted = |group: &str| groups.is_empty() || groups.iter().any(|name| name == group);

    let tools = Tools::prepare(wanted("specs"));
    let mut report = Report::default();
    if wanted("lints") {
        lints(&mut report, &tools);
    }
    if wanted("native") {
        report.step("Native tests", libtest::run);
    }
    let mut dist = None;
    if wanted("app") || wanted("specs") {
        report.step("App and its size budget", || {
            let first_load = app_build::build(tools.wasm()?)?;
            // From here on there is something for the specs, even if it is too large.
            dist = Some(paths::dist());
            println!("{first_load}");
            first_load.check()?;
            Ok(Counts::ONE_PASSED)
        });
    }
    if wanted("specs") {
        report.step("Browser specs", || {
            let chromium = tools.chromium()?;
            let dist = dist.ok_or_else(|| anyhow!("there is no app to test"))?;
            let server = server::build(server::Build::LikeTests)?;
            playwright::run(chromium, &server, &dist, playwright_args)
        });
    }
    Ok(report.print())
}

fn lints(report: &mut Report, tools: &Tools) {
    report
        .check("Formatting", || cmd::run(cmd::command("cargo").args(["fmt", "--all", "--check"])));
    report.check("Clippy", || {
        let args = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        cmd::run(cmd::command("cargo").args(args))
    });
    match tools.wasm() {
        Ok(wasm) if !wasm.has_rustup_target() => {
            println!("\nClippy for wasm: left out, only Debian's compiler has the target")
        }
        _ => report.check("Clippy for wasm", || {
            tools.wasm()?;
            let args = [
                "clippy",
                "-p",
                "neptun-ui",
                "--target",
                wasm_target::TARGET,
                "--all-features",
                "--",
                "-D",
                "warnings",
            ];
            cmd::run(cmd::command("cargo").args(args))
        }),
    }
    report.check("Documentation", || {
        let mut doc = cmd::command("cargo");
        cmd::run(doc.args(["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    report.check("TypeScript", || {
        tools.node()?;
        let tsc = paths::e2e().join("node_modules/typescript/bin/tsc");
        for project in ["e2e", "bench", "editor"] {
            cmd::run(cmd::command("node").arg(&tsc).args(["--noEmit", "--project", project]))?;
        }
        Ok(())
    });
}

/// What set-up came to; a failure is an error only for the steps that need the tool.
struct Tools {
    node: Result<()>,
    wasm: Result<WasmTools>,
    chromium: Option<Result<Option<PathBuf>>>,
}

impl Tools {
    fn prepare(with_browser: bool) -> Self {
        heading("Set-up");
        let node = node::ensure();
        let wasm = setup::wasm_tools();
        let chromium = (with_browser && node.is_ok()).then(chromium::ensure);
        Self { node, wasm, chromium }
    }

    fn node(&self) -> Result<()> {
        self.node.as_ref().copied().map_err(not_set_up)
    }

    fn wasm(&self) -> Result<&WasmTools> {
        self.wasm.as_ref().map_err(not_set_up)
    }

    /// The browser's path, or nothing for Playwright's own.
    fn chromium(&self) -> Result<Option<&PathBuf>> {
        self.node()?;
        match &self.chromium {
            Some(result) => result.as_ref().map(Option::as_ref).map_err(not_set_up),
            None => bail!("set-up did not look for a browser"),
        }
    }
}

fn not_set_up(error: &anyhow::Error) -> anyhow::Error {
    anyhow!("set-up has failed: {error:#}")
}
