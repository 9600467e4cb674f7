//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cmd;

/// The root of the repository, wherever the command was started in it.
pub fn root() -> PathBuf {
    // Cargo sets the variable when it runs us; the compiled-in value covers a binary that is started by hand.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Where Trunk puts the release app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The Playwright specs and everything that comes from npm.
pub fn e2e() -> PathBuf {
    root().join("e2e")
}

/// What highlights an opened file.
pub fn editor() -> PathBuf {
    root().join("editor")
}

/// The browser benchmark.
pub fn bench() -> PathBuf {
    root().join("bench")
}

/// The page that keeps the results of the benchmark.
pub fn performance_page() -> PathBuf {
    root().join("docs/performance.md")
}

/// Where npm links the programs of its packages.
pub fn npm_bin() -> PathBuf {
    e2e().join("node_modules/.bin")
}

/// Cargo's target directory, which the user's configuration may have moved.
pub fn target() -> Result<PathBuf> {
    let text =
        cmd::capture(cmd::command("cargo").args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let target = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target directory")?;
    Ok(target.into())
}

/// Where wasm builds go: a directory of its own, so that they wait for no native build and a different compiler for
/// wasm does not throw away what the native one has built.
pub fn wasm_target() -> Result<PathBuf> {
    Ok(target()?.join("wasm"))
}

/// Our own notes about what has been built, next to what has been built.
pub fn notes() -> Result<PathBuf> {
    let dir = target()?.join("xtask");
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    Ok(dir)
}

/// A folder for what is worth keeping between clones of the repository.
pub fn user_cache() -> Result<PathBuf> {
    Ok(cache_home()?.join("neptun-ui"))
}

/// Where programs keep such folders.
pub fn cache_home() -> Result<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    match named.filter(|path| path.is_absolute()) {
        Some(path) => Ok(path),
        None => Ok(home()?.join(".cache")),
    }
}

/// The user's home directory.
pub fn home() -> Result<PathBuf> {
    std::env::home_dir().context("there is no home directory")
}

/// Where cargo installs programs.
pub fn cargo_bin() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    Some(home.join("bin"))
}
