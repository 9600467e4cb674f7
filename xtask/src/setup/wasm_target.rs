//! A compiler with a standard library for `wasm32-unknown-unknown`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use super::debian_wasm;
use crate::{cmd, console};

/// The target of the app.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The compiler for wasm.
pub enum Toolchain {
    /// The one that compiles everything else too.
    Active,
    /// Debian's, in a folder together with a standard library built from Debian's sources.
    Debian(PathBuf),
}

impl Toolchain {
    /// A command that compiles with this toolchain if it compiles anything.
    pub fn command(&self, program: &str) -> Command {
        self.command_with(program, &[])
    }

    /// The same, finding programs in `dirs` before anywhere else.
    pub fn command_with(&self, program: &str, dirs: &[PathBuf]) -> Command {
        let mut command = cmd::command(program);
        match self {
            Self::Active => cmd::add_path(&mut command, dirs),
            Self::Debian(folder) => {
                let bin = folder.join("bin");
                command.env("RUSTC", bin.join("rustc"));
                // rustup and cargo have set these for the compiler we were started by.
                command.env_remove("RUSTUP_TOOLCHAIN").env_remove("LD_LIBRARY_PATH");
                cmd::add_path(&mut command, &[&[bin], dirs].concat());
            }
        }
        command
    }
}

/// Finds or makes a compiler for wasm.
pub fn ensure() -> Result<Toolchain> {
    console::step("wasm target", |step| {
        let wants_debian = std::env::var("NEPTUN_WASM").is_ok_and(|value| value == "debian");
        let mut why_not_rustup = "NEPTUN_WASM=debian".to_owned();
        if !wants_debian && active_has_target() {
            return Ok((Toolchain::Active, "is there".to_owned()));
        }
        // Before rustup is tried again on a machine where it has failed the last time.
        if let Some(folder) = debian_wasm::existing()? {
            return Ok((Toolchain::Debian(folder), "is there, from Debian".to_owned()));
        }
        if !wants_debian {
            step.doing(&format!("rustup target add {TARGET}"));
            match cmd::capture(cmd::command("rustup").args(["target", "add", TARGET])) {
                Ok(_) if active_has_target() => {
                    return Ok((Toolchain::Active, "added with rustup".to_owned()));
                }
                Ok(_) => {
                    why_not_rustup =
                        "rustup has added it, but `rustc` on PATH is not rustup's".to_owned()
                }
                Err(error) => why_not_rustup = format!("{error:#}"),
            }
        }
        match debian_wasm::create(step) {
            Ok(folder) => {
                Ok((Toolchain::Debian(folder), "built from Debian's packages".to_owned()))
            }
            Err(why_not_debian) => Err(anyhow!(
                "there is no Rust compiler for {TARGET}, and none could be installed.\n\
                 With rustup: {why_not_rustup}\n\
                 With Debian: {why_not_debian:#}\n\
                 Install rustup from https://rustup.rs and run `rustup target add {TARGET}`, or on Debian, as root, \
                 `apt-get install {}` and the lld of the same LLVM version (see `/usr/bin/rustc -vV`), then try again.",
                debian_wasm::PACKAGES.join(" ")
            )),
        }
    })
}

/// Whether the compiler on PATH has a core library for wasm. It names the folder whether or not there is anything in it.
fn active_has_target() -> bool {
    let folder =
        cmd::capture(cmd::command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| has_core(Path::new(folder.trim())))
}

/// Whether there is a built core library in the folder.
pub fn has_core(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_empty_folder_is_no_target() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_core(&dir.path().join("absent")));
        assert!(!has_core(dir.path()));
        std::fs::write(dir.path().join("libcore-12ab.rmeta"), "").unwrap();
        assert!(!has_core(dir.path()));
        std::fs::write(dir.path().join("libcore-12ab.rlib"), "").unwrap();
        assert!(has_core(dir.path()));
    }
}
