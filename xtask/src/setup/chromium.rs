//! The browser for the specs.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::apt;
use crate::{cmd, console, paths};

/// Where Debian's package puts it.
const DEBIAN: &str = "/usr/bin/chromium";

/// Makes sure of a browser: the path of an installed one, or nothing if Playwright has its own.
pub fn ensure() -> Result<Option<PathBuf>> {
    console::step("Chromium", |step| {
        if let Some(chosen) = std::env::var_os("NEPTUN_CHROMIUM").map(PathBuf::from) {
            let answer = version(&chosen)
                .with_context(|| format!("NEPTUN_CHROMIUM={} does not run", chosen.display()))?;
            return Ok((Some(chosen), format!("{answer} is there")));
        }
        if let Some(answer) = version(Path::new(DEBIAN)) {
            return Ok((Some(DEBIAN.into()), format!("{answer} is there")));
        }
        step.doing("apt-get install chromium");
        // Elsewhere than on Debian the package can be an empty shell that points to a shop, so success is not enough.
        if apt::install(&["chromium", "fonts-liberation"]).is_ok()
            && let Some(answer) = version(Path::new(DEBIAN))
        {
            return Ok((Some(DEBIAN.into()), format!("{answer} installed")));
        }
        step.doing("playwright install chromium");
        cmd::run(cmd::command("node").current_dir(paths::e2e()).args([
            "node_modules/@playwright/test/cli.js",
            "install",
            "chromium",
        ]))
        .context(
            "there is no browser for the specs: install Chromium and name it in NEPTUN_CHROMIUM",
        )?;
        Ok((None, "Playwright's own is there".to_owned()))
    })
}

/// The path of Playwright's own browser.
pub fn of_playwright() -> Result<PathBuf> {
    let tell = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let path = cmd::capture(cmd::command("node").current_dir(paths::e2e()).args(["-e", tell]))?;
    Ok(path.into())
}

fn version(program: &Path) -> Option<String> {
    cmd::version_of(&mut cmd::command(&program.to_string_lossy()))
}
