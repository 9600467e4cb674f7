//! Builds the server.

use std::path::PathBuf;

use anyhow::Result;

use crate::{cmd, paths};

/// How the server is compiled.
#[derive(Clone, Copy)]
pub enum Build {
    /// As it is used: `cargo xtask run`.
    Optimised,
    /// Quickly, for working on it.
    Dev,
    /// As the tests of the whole workspace have built it: selecting the workspace gives its dependencies the same
    /// features, so that hardly anything is compiled again.
    LikeTests,
}

/// Builds the server and returns the program.
pub fn build(build: Build) -> Result<PathBuf> {
    let (args, folder): (&[&str], _) = match build {
        Build::Optimised => (&["--profile", "server", "-p", "neptun-server"], "server"),
        Build::Dev => (&["-p", "neptun-server"], "debug"),
        Build::LikeTests => (&["--workspace", "--bin", "neptun-server"], "debug"),
    };
    cmd::run(cmd::command("cargo").arg("build").args(args))?;
    let name = format!("neptun-server{}", std::env::consts::EXE_SUFFIX);
    Ok(paths::target()?.join(folder).join(name))
}
