//! Trunk downloads wasm-bindgen and wasm-opt when they are missing, where it reaches GitHub. Whether it does is found out
//! with an app of one line: building the real one would take minutes before it came to the tools.

use std::fs;

use anyhow::{Context, Result};

use super::wasm_target::Toolchain;
use super::{trunk_command, wasm_opt};
use crate::{cmd, fingerprint, lockfile, paths};

/// Whether Trunk has these versions from an earlier download. If its cache has been emptied since, it fetches them again.
pub(super) fn are_there() -> Result<bool> {
    Ok(fingerprint::matches(&paths::notes()?.join("trunk-downloads"), &versions()?))
}

/// Has Trunk download what is not on PATH.
pub(super) fn fetch(toolchain: &Toolchain) -> Result<()> {
    let dir = paths::notes()?.join("one-line-app");
    fs::create_dir_all(dir.join("src"))
        .with_context(|| format!("cannot create {}", dir.display()))?;
    let page =
        r#"<html><head><link data-trunk rel="rust" data-wasm-opt="1"></head><body></body></html>"#;
    fs::write(
        dir.join("Cargo.toml"),
        "[package]\nname = \"one-line-app\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(dir.join("src/main.rs"), "fn main() {}\n")?;
    fs::write(dir.join("index.html"), page)?;
    fs::write(dir.join("Trunk.toml"), versions()?)?;
    cmd::capture(trunk_command(toolchain)?.current_dir(&dir).args(["build", "--release"]))?;
    fingerprint::note(&paths::notes()?.join("trunk-downloads"), &versions()?)
}

/// The versions, as the configuration that asks Trunk for them.
fn versions() -> Result<String> {
    let (wasm_bindgen, wasm_opt) = (lockfile::wasm_bindgen_version()?, wasm_opt::pinned()?);
    Ok(format!("[tools]\nwasm_bindgen = \"{wasm_bindgen}\"\nwasm_opt = \"version_{wasm_opt}\"\n"))
}
