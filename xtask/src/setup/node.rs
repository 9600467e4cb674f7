//! The npm packages of `e2e/`: Playwright for the specs, wasm-opt and esbuild; and of `editor/`, which is a part of the app.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{cmd, console, fingerprint, paths};

/// What Playwright needs.
const OLDEST_NODE: u32 = 20;

/// Makes sure that exactly the packages of the lock file are installed.
pub fn ensure() -> Result<()> {
    console::step("Node packages", |step| {
        let answer = cmd::version_of(&mut cmd::command("node"));
        let Some(node) = answer.as_deref().filter(|answer| is_suitable(answer)) else {
            bail!(
                "Node {OLDEST_NODE} or newer is not installed (https://nodejs.org, or on Debian `apt-get install nodejs npm`)"
            );
        };
        let mut installed = false;
        for folder in [paths::e2e(), paths::editor()] {
            step.doing("npm ci");
            installed |= install(&folder)?;
        }
        let what = if installed { "installed" } else { "are there" };
        Ok(((), format!("{what} (Node {node})")))
    })
}

/// Installs what the lock file of a folder says. False if it is there already.
fn install(folder: &Path) -> Result<bool> {
    let lock = folder.join("package-lock.json");
    let lock =
        fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // npm's own record leaves out what the lock file says of other platforms, so a copy of what was installed is kept.
    let note = folder.join("node_modules/.installed-lock");
    if fingerprint::matches(&note, &lock) {
        return Ok(false);
    }
    cmd::run(cmd::command("npm").current_dir(folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fingerprint::note(&note, &lock)?;
    Ok(true)
}

fn is_suitable(answer: &str) -> bool {
    let major =
        answer.strip_prefix('v').and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    major.is_some_and(|major| major >= OLDEST_NODE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_nodes_are_not_suitable() {
        assert!(is_suitable("v20.20.2"));
        assert!(is_suitable("v26.0.0"));
        assert!(!is_suitable("v18.19.0"));
        assert!(!is_suitable("not found"));
    }
}
