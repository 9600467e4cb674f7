//! Builds the release app: Trunk, then splitting, then compression. Does nothing when nothing has changed.

use anyhow::{Context, Result};

use crate::budget::FirstLoad;
use crate::console;
use crate::setup::WasmTools;
use crate::{cmd, compress, fingerprint, paths, split};

/// What the app is not built from. Naming these, and not what it *is* built from, means that something new in the
/// repository at worst causes a build too many, never one too few.
const NOT_THE_APP: &[&str] = &[
    ".ci",
    ".git",
    "bench",
    "crates/neptun-server",
    "README.md",
    "data",
    "dist",
    "docs",
    "e2e",
    "target",
    "xtask/src/dev.rs",
    "xtask/src/run.rs",
    "xtask/src/test",
];

/// Makes sure that `dist` holds the release app of the present sources, and measures it.
pub fn build(tools: &WasmTools) -> Result<FirstLoad> {
    let dist = paths::dist();
    let note = paths::notes()?.join("app");
    console::step("App", |step| {
        let inputs = inputs(tools)?;
        if fingerprint::matches(&note, &state(&inputs)?) {
            return Ok(((), "is up to date".to_owned()));
        }
        step.doing("trunk build --release");
        // Until the build is through, what the note says about `dist` is not true.
        if note.exists() {
            std::fs::remove_file(&note)
                .with_context(|| format!("cannot remove {}", note.display()))?;
        }
        let build = ["build", "--release", "--features", "split", "--dist"];
        cmd::run(tools.trunk()?.args(build).arg(&dist))?;
        step.doing("splitting it");
        split::split(tools, &dist)?;
        Ok(((), "built".to_owned()))
    })?;
    console::step("Compression", |_| {
        let inputs = inputs(tools)?;
        if fingerprint::matches(&note, &state(&inputs)?) {
            return Ok(((), "is up to date".to_owned()));
        }
        compress::compress_tree(&dist)?;
        fingerprint::note(&note, &state(&inputs)?)?;
        Ok(((), "brotli and gzip".to_owned()))
    })?;
    FirstLoad::measure(&dist)
}

fn inputs(tools: &WasmTools) -> Result<String> {
    let files = fingerprint::of_tree(&paths::root(), |path| {
        NOT_THE_APP.contains(&path) || path.ends_with("node_modules")
    })?;
    Ok(format!("{}\n{files}", tools.describe()))
}

/// Sources and result together: a `dist` that somebody else has written to is not up to date either.
fn state(inputs: &str) -> Result<String> {
    let dist = paths::dist();
    let outputs =
        if dist.exists() { fingerprint::of_tree(&dist, |_| false)? } else { String::new() };
    Ok(format!("{inputs}\n{outputs}"))
}
