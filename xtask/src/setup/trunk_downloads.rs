//! Trunk downloads wasm-bindgen and wasm-opt when they are missing, where it reaches GitHub. Whether it does is found out
//! with the smallest app there is: building the real one would take minutes before it came to the tools.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::wasm_target::Toolchain;
use super::{trunk_command, wasm_opt};
use crate::{cmd, fingerprint, lockfile, paths};

/// Whether Trunk has these versions from an earlier download. If its cache has been emptied since, it fetches them again.
pub fn are_there() -> Result<bool> {
    Ok(fingerprint::matches(&paths::notes()?.join("trunk-downloads"), &versions()?))
}

/// Has Trunk download what is not on PATH.
pub fn fetch(toolchain: &Toolchain) -> Result<()> {
    let dir = paths::notes()?.join("smallest-app");
    let write = |file: &str, text: &str| {
        let path = dir.join(file);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    };
    fs::create_dir_all(dir.join("src"))
        .with_context(|| format!("cannot create {}", dir.display()))?;
    write("Cargo.toml", &manifest(&lockfile::wasm_bindgen_version()?))?;
    write("src/main.rs", APP)?;
    write("index.html", PAGE)?;
    write("Trunk.toml", &versions()?)?;
    let mut build = trunk_command(toolchain)?;
    cmd::capture(build.current_dir(&dir).args(["build", "--release"]))?;
    fs::create_dir_all(paths::user_cache()?).context("cannot create the cache folder")?;
    fingerprint::note(&note()?, &versions()?)
}

/// Where Trunk keeps what it downloads.
pub fn folders() -> Result<Vec<PathBuf>> {
    let cache = match std::env::consts::OS {
        "macos" => paths::home()?.join("Library/Caches/dev.trunkrs.trunk"),
        "windows" => paths::home()?.join("AppData/Local/trunkrs/trunk/cache"),
        _ => paths::cache_home()?.join("trunk"),
    };
    let wasm_bindgen = format!("wasm-bindgen-{}", lockfile::wasm_bindgen_version()?);
    let wasm_opt = format!("wasm-opt-version_{}", wasm_opt::pinned()?);
    Ok(vec![cache.join(wasm_bindgen), cache.join(wasm_opt).join("bin")])
}

/// In the user's cache, where Trunk has its own: a `target` folder may come along to another machine.
fn note() -> Result<PathBuf> {
    Ok(paths::user_cache()?.join("trunk-downloads"))
}

const PAGE: &str =
    r#"<html><head><link data-trunk rel="rust" data-wasm-opt="1"></head><body></body></html>"#;

/// wasm-bindgen refuses wasm in which nothing is passed to or from JavaScript.
const APP: &str = "\
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn same(value: &wasm_bindgen::JsValue) -> wasm_bindgen::JsValue {
    value.clone()
}
fn main() {}
";

fn manifest(wasm_bindgen: &str) -> String {
    format!(
        "[package]\nname = \"smallest-app\"\nedition = \"2024\"\n\
         [dependencies]\nwasm-bindgen = \"={wasm_bindgen}\"\n\
         [workspace]\n"
    )
}

/// The versions, as the configuration that asks Trunk for them.
fn versions() -> Result<String> {
    let (wasm_bindgen, wasm_opt) = (lockfile::wasm_bindgen_version()?, wasm_opt::pinned()?);
    Ok(format!("[tools]\nwasm_bindgen = \"{wasm_bindgen}\"\nwasm_opt = \"version_{wasm_opt}\"\n"))
}
