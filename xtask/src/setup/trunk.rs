//! Trunk, which builds the app.

use anyhow::{Context, Result};

use super::cargo_install;
use crate::{cmd, console};

/// What is installed where there is none: the newest that the workspace's `rust-version` compiles.
const VERSION: &str = "0.21.14";

/// Makes sure of Trunk and returns what it says of itself.
pub fn ensure() -> Result<String> {
    console::step("Trunk", |step| {
        if let Some(answer) = installed() {
            let how = format!("{answer} is there");
            return Ok((answer, how));
        }
        step.doing(&format!("cargo install --locked trunk@{VERSION} (some minutes, once)"));
        cargo_install::install(&format!("trunk@{VERSION}"), true).with_context(|| {
            format!("Trunk could not be installed; get {VERSION} or newer from https://trunkrs.dev and put it on PATH")
        })?;
        let answer = installed()
            .context("Trunk is installed but `trunk --version` does not answer as expected")?;
        let how = format!("{answer} installed");
        Ok((answer, how))
    })
}

fn installed() -> Option<String> {
    cmd::version_of(&mut cmd::command("trunk")).filter(|answer| is_suitable(answer))
}

/// From 0.21.14 on; 0.22 reads the same configuration, later ones may not.
fn is_suitable(answer: &str) -> bool {
    let Some(version) = answer.strip_prefix("trunk ") else {
        return false;
    };
    // A pre-release of 0.22 is one too.
    let numbers: Vec<u32> =
        version.split(['.', '-']).take(3).map_while(|part| part.parse().ok()).collect();
    matches!(numbers[..], [0, 21, patch] if patch >= 14) || matches!(numbers[..], [0, 22, _])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_versions_that_will_do() {
        for good in ["trunk 0.21.14", "trunk 0.21.20", "trunk 0.22.0", "trunk 0.22.0-beta.1"] {
            assert!(is_suitable(good), "{good}");
        }
        for bad in [
            "trunk 0.21.13",
            "trunk 0.20.3",
            "trunk 0.23.0",
            "trunk 1.0.0",
            "trunk",
            "svn trunk 0.21.14",
        ] {
            assert!(!is_suitable(bad), "{bad}");
        }
    }
}
