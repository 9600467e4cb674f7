//! A compiler for wasm from Debian's packages, for machines where rustup can fetch no target.
//!
//! `rustc-web` is a complete, recent compiler, and `rust-web-src` has the sources of its standard library, but none is
//! built for `wasm32-unknown-unknown`. So it is built here once, into a folder laid out as a compiler expects its sysroot.
//! The folder is in the user's cache, where every clone finds it, and is made anew when Debian's compiler changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::apt;
use super::wasm_target::{TARGET, has_core};
use crate::console::Step;
use crate::{cmd, paths};

/// What has to be installed, besides the linker, whose name depends on the compiler's LLVM.
pub const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LIBRARY: &str = "/usr/lib/rustlib";

/// Written last: a folder with a different note or none is unfinished or out of date.
const NOTE: &str = "made-for";

/// Debian's compiler, as it describes itself.
struct Compiler {
    /// All of what `rustc -vV` says.
    identity: String,
    host: String,
    release: String,
    llvm_major: String,
}

impl Compiler {
    fn parse(identity: &str) -> Option<Self> {
        let field = |name: &str| {
            identity.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        };
        Some(Self {
            identity: identity.to_owned(),
            host: field("host")?.to_owned(),
            release: field("release")?.to_owned(),
            llvm_major: field("LLVM version")?.split('.').next()?.to_owned(),
        })
    }

    fn installed() -> Option<Self> {
        let identity =
            cmd::capture(cmd::command(RUSTC).env_remove("LD_LIBRARY_PATH").arg("-vV")).ok()?;
        Self::parse(&identity)
    }

    fn linker(&self) -> PathBuf {
        format!("/usr/bin/lld-{}", self.llvm_major).into()
    }

    fn is_complete(&self) -> bool {
        let sources = Path::new(LIBRARY).join("src/rust/library/std/Cargo.toml");
        self.linker().exists() && Path::new(CARGO).exists() && sources.exists()
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(paths::user_cache()?.join(format!("wasm-toolchain-{}", self.release)))
    }
}

/// The folder, if it has been made for the compiler that is installed now.
pub fn existing() -> Result<Option<PathBuf>> {
    let Some(compiler) = Compiler::installed() else {
        return Ok(None);
    };
    let folder = compiler.folder()?;
    let note = fs::read_to_string(folder.join(NOTE)).unwrap_or_default();
    let complete = note == compiler.identity && compiler.linker().exists();
    Ok(complete.then_some(folder))
}

/// Installs what is missing and makes the folder.
pub fn create(step: &mut Step) -> Result<PathBuf> {
    let compiler = install(step)?;
    let folder = compiler.folder()?;
    // In a folder beside it first, so that one that is there is complete even if this is interrupted.
    let draft = folder.with_file_name(format!("draft-{}", std::process::id()));
    let result =
        build_std(&compiler, &draft, step).and_then(|()| lay_out(&compiler, &draft, &folder));
    if result.is_ok() {
        // One that is out of date.
        let _ = fs::remove_dir_all(&folder);
        fs::rename(draft.join("toolchain"), &folder)
            .context("cannot put the finished toolchain in its place")?;
    }
    let _ = fs::remove_dir_all(&draft);
    result.map(|()| folder)
}

fn install(step: &mut Step) -> Result<Compiler> {
    if Compiler::installed().is_none_or(|compiler| !compiler.is_complete()) {
        step.doing(&format!("apt-get install {}", PACKAGES.join(" ")));
        apt::install(PACKAGES)?;
    }
    let compiler = Compiler::installed().with_context(|| format!("{RUSTC} does not work"))?;
    if !compiler.linker().exists() {
        let lld = format!("lld-{}", compiler.llvm_major);
        step.doing(&format!("apt-get install {lld}"));
        apt::install(&[&lld])?;
    }
    if !compiler.is_complete() {
        bail!(
            "{} is installed but lacks its cargo, its sources or {}",
            compiler.release,
            compiler.linker().display()
        );
    }
    Ok(compiler)
}

/// Has cargo build the standard library for a crate with nothing in it.
fn build_std(compiler: &Compiler, draft: &Path, step: &mut Step) -> Result<()> {
    step.doing(&format!(
        "building the standard library of Debian's rustc {} for wasm",
        compiler.release
    ));
    fs::create_dir_all(draft.join("src"))?;
    fs::write(
        draft.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(draft.join("src/lib.rs"), "")?;
    cmd::run(
        debian_cargo()
            .current_dir(draft)
            .args(["build", "--release", "--target", TARGET, "--target-dir", "target"])
            .args(["-Z", "build-std=std,panic_abort,panic_unwind,proc_macro,test"])
            // `-Z` and the sources of the standard library are only for nightly compilers otherwise.
            .env("RUSTC_BOOTSTRAP", "1")
            // Without the bitcode, `lto = "fat"` finds nothing to optimise across crates and fails.
            .env("RUSTFLAGS", "-C embed-bitcode=yes"),
    )
}

fn debian_cargo() -> Command {
    let mut command = cmd::command(CARGO);
    command.env("RUSTC", RUSTC);
    for inherited in [
        "RUSTUP_TOOLCHAIN",
        "LD_LIBRARY_PATH",
        "RUSTC_WRAPPER",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
    ] {
        command.env_remove(inherited);
    }
    command
}

/// Makes `draft/toolchain`, which will be moved to `folder`.
#[cfg(unix)]
fn lay_out(compiler: &Compiler, draft: &Path, folder: &Path) -> Result<()> {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let toolchain = draft.join("toolchain");
    let wasm = toolchain.join("lib/rustlib").join(TARGET).join("lib");
    let host = toolchain.join("lib/rustlib").join(&compiler.host);
    let bin = toolchain.join("bin");
    for dir in [&wasm, &host.join("bin"), &bin] {
        fs::create_dir_all(dir)?;
    }
    for entry in fs::read_dir(draft.join("target").join(TARGET).join("release/deps"))? {
        let entry = entry?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libnothing-") {
            fs::copy(entry.path(), wasm.join(&name))?;
        }
    }
    if !has_core(&wasm) {
        bail!("building the standard library has left no core library");
    }
    symlink(Path::new(LIBRARY).join(&compiler.host).join("lib"), host.join("lib"))?;
    symlink(compiler.linker(), host.join("bin/rust-lld"))?;
    symlink(CARGO, bin.join("cargo"))?;
    // A script, because through a link the compiler would still take /usr for its sysroot.
    let rustc = bin.join("rustc");
    fs::write(
        &rustc,
        format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", folder.display()),
    )?;
    fs::set_permissions(&rustc, fs::Permissions::from_mode(0o755))?;
    fs::write(toolchain.join(NOTE), &compiler.identity)?;
    Ok(())
}

#[cfg(not(unix))]
fn lay_out(_: &Compiler, _: &Path, _: &Path) -> Result<()> {
    bail!("this is not Debian")
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDENTITY: &str = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)\nbinary: rustc\n\
        host: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8\n";

    #[test]
    fn reads_what_the_compiler_says_of_itself() {
        let compiler = Compiler::parse(IDENTITY);
        let parts = compiler.map(|c| (c.host.clone(), c.release.clone(), c.linker()));
        let expected = (
            "x86_64-unknown-linux-gnu".to_owned(),
            "1.96.0".to_owned(),
            PathBuf::from("/usr/bin/lld-22"),
        );
        assert_eq!(parts, Some(expected));
    }

    #[test]
    fn something_else_is_no_compiler() {
        assert!(Compiler::parse("gcc 12.2.0").is_none());
    }
}
