//! wasm-bindgen's program, which writes the glue between wasm and JavaScript. It must have exactly the version of the
//! library in Cargo.lock: the two share a format that changes with every release.

use anyhow::{Context, Result};

use super::wasm_target::Toolchain;
use super::{cargo_install, trunk_downloads};
use crate::{cmd, console, lockfile};

/// Makes sure of the program in the right version.
pub fn ensure(toolchain: &Toolchain) -> Result<()> {
    console::step("wasm-bindgen", |step| {
        let version = lockfile::wasm_bindgen_version()?;
        if is_installed(&version) {
            return Ok(((), format!("{version} is there")));
        }
        if trunk_downloads::are_there()? {
            return Ok(((), format!("{version} is there, from Trunk")));
        }
        step.doing("asking Trunk to download it");
        if trunk_downloads::fetch(toolchain).is_ok() {
            return Ok(((), format!("{version} downloaded by Trunk")));
        }
        let package = format!("wasm-bindgen-cli@{version}");
        step.doing(&format!("cargo install {package} (some minutes, once)"));
        // Without its lock file if need be: it can name a version of a dependency that the registry does not have yet.
        cargo_install::install(&package, true)
            .or_else(|_| cargo_install::install(&package, false))
            .with_context(|| {
                format!("put version {version} of the program `wasm-bindgen` on PATH")
            })?;
        Ok(((), format!("{version} installed")))
    })
}

fn is_installed(version: &str) -> bool {
    cmd::version_of(&mut cmd::command("wasm-bindgen"))
        .is_some_and(|answer| has_version(&answer, version))
}

/// A released program adds the commit it was built from.
fn has_version(answer: &str, version: &str) -> bool {
    answer.strip_prefix("wasm-bindgen ").and_then(|rest| rest.split(' ').next()) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_version_will_do() {
        assert!(has_version("wasm-bindgen 0.2.130", "0.2.130"));
        assert!(has_version("wasm-bindgen 0.2.130 (27c7a4d06)", "0.2.130"));
        assert!(!has_version("wasm-bindgen 0.2.13", "0.2.130"));
        assert!(!has_version("wasm-bindgen 0.2.130", "0.2.13"));
    }
}
