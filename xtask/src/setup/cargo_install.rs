//! Programs from crates.io, for machines that cannot download them built.

use anyhow::Result;

use crate::cmd;

/// Builds and installs `package@version` into cargo's ordinary folder.
///
/// The release profiles of these programs make the compiler work twice as long for speed that a build tool which mostly
/// waits for cargo does not repay, so they are built with less optimisation.
pub fn install(package: &str, locked: bool) -> Result<()> {
    let mut command = cmd::command("cargo");
    // `--force`, because one is there already if it does not run or has been built for another machine.
    command.args(["install", "--force"]).args(locked.then_some("--locked")).arg(package);
    command.env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    cmd::run(&mut command)
}
