//! Debian's packages, where we are allowed to install them.

use anyhow::{Context, Result, bail};

use crate::cmd;

/// Installs packages, or says why that cannot be done here.
pub fn install(packages: &[&str]) -> Result<()> {
    if cmd::version_of(&mut cmd::command("apt-get")).is_none() {
        bail!("there is no apt-get here");
    }
    let user = cmd::capture(cmd::command("id").arg("-u"))?;
    if user.trim() != "0" {
        bail!("only root can `apt-get install {}`", packages.join(" "));
    }
    let attempt = || {
        let mut command = cmd::command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        cmd::capture(command.args(["install", "--yes", "--no-install-recommends"]).args(packages))
    };
    if attempt().is_ok() {
        return Ok(());
    }
    // A fresh machine has no package lists yet, and an old one names versions that are gone.
    cmd::run(cmd::command("apt-get").args(["update", "-qq"]))?;
    attempt().map(drop).with_context(|| format!("apt-get cannot install {}", packages.join(" ")))
}
