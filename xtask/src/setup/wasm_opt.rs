//! wasm-opt from Binaryen, which shrinks the app further than rustc can. npm's package runs wherever Node does; without Node,
//! Trunk downloads the same version.

use anyhow::{Context, Result};

use super::trunk_downloads;
use super::wasm_target::Toolchain;
use crate::{cmd, console, paths};

/// Makes sure of the version that Trunk.toml names.
pub fn ensure(toolchain: &Toolchain) -> Result<()> {
    console::step("wasm-opt", |step| {
        let version = pinned()?;
        let mut command = toolchain.command_with("wasm-opt", &[paths::npm_bin()]);
        // The distributions' own answers have a note in brackets after the number.
        if cmd::version_of(&mut command)
            .is_some_and(|answer| answer.split(' ').nth(2) == Some(&version))
        {
            return Ok(((), format!("{version} is there")));
        }
        if trunk_downloads::are_there()? {
            return Ok(((), format!("{version} is there, from Trunk")));
        }
        step.doing("asking Trunk to download it");
        trunk_downloads::fetch(toolchain).with_context(|| {
            format!("there is no wasm-opt {version}: install Node 20 or newer, which gets it with npm, or Binaryen {version}")
        })?;
        Ok(((), format!("{version} downloaded by Trunk")))
    })
}

/// The version in Trunk.toml.
pub fn pinned() -> Result<String> {
    let path = paths::root().join("Trunk.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let version =
        text.lines().find_map(|line| line.strip_prefix("wasm_opt = \"version_")?.strip_suffix('"'));
    version.map(str::to_owned).context("Trunk.toml names no version of wasm-opt")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn npm_has_the_version_that_trunk_asks_for() {
        let text = std::fs::read_to_string(paths::e2e().join("package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(package["devDependencies"]["binaryen"], format!("{}.0.0", pinned().unwrap()));
    }
}
