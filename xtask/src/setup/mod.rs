//! Makes sure of every tool, one file each. What is right already is left alone; what is missing is installed in the
//! first way that works on this machine, and when none works the error says what to install by hand.
//!
//! Ordinary machines have rustup and reach GitHub: there `rustup target add` brings the wasm target and Trunk downloads
//! wasm-bindgen and wasm-opt itself. Closed ones reach only a Debian mirror, crates.io and npm: there the compiler comes
//! from Debian, the programs from source and wasm-opt from npm. Nothing asks which kind of machine it is: each step tries.

mod apt;
mod cargo_install;
pub mod chromium;
mod debian_wasm;
pub mod node;
mod trunk;
mod trunk_downloads;
mod wasm_bindgen;
mod wasm_opt;
pub mod wasm_target;

use std::process::Command;

use anyhow::Result;

use crate::{cmd, paths};
use wasm_target::Toolchain;

/// Everything that `trunk` needs to build the app.
pub struct WasmTools {
    toolchain: Toolchain,
    versions: String,
}

impl WasmTools {
    /// A `trunk` command that finds the compiler and the tools that set-up has settled on.
    pub fn trunk(&self) -> Result<Command> {
        trunk_command(&self.toolchain)
    }

    /// A command for one of the programs that Trunk uses too.
    pub fn program(&self, name: &str) -> Result<Command> {
        let dirs = [vec![paths::npm_bin()], trunk_downloads::folders()?].concat();
        Ok(self.toolchain.command_with(name, &dirs))
    }

    /// Whether rustup's own toolchain compiles for wasm, so that its clippy can check the app for wasm as well.
    pub fn has_rustup_target(&self) -> bool {
        matches!(self.toolchain, Toolchain::Active)
    }

    /// The versions the app is built with; when they change, it has to be built again.
    pub fn describe(&self) -> &str {
        &self.versions
    }
}

/// Prepares everything for building the app.
pub fn for_app() -> Result<WasmTools> {
    node::ensure()?;
    wasm_tools()
}

/// Prepares the tools for building the app. The npm packages, which have one of them, come before this.
pub fn wasm_tools() -> Result<WasmTools> {
    let toolchain = wasm_target::ensure()?;
    let trunk = trunk::ensure()?;
    wasm_bindgen::ensure(&toolchain)?;
    wasm_opt::ensure(&toolchain)?;
    let rustc = cmd::capture(toolchain.command("rustc").arg("-V"))?;
    let versions = format!("{}; {trunk}", rustc.trim());
    Ok(WasmTools { toolchain, versions })
}

fn trunk_command(toolchain: &Toolchain) -> Result<Command> {
    let mut command = toolchain.command_with("trunk", &[paths::npm_bin()]);
    command.env("CARGO_TARGET_DIR", paths::wasm_target()?);
    // The version is ours to choose; asking for a newer one only costs time.
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk insists on `true` or `false` here, while the convention is that any value counts.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}
