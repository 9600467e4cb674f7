//! Starting other programs.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::paths;

/// A command in the repository's root that sees the environment the user started us with.
///
/// `cargo run` adds variables about *this* package, which build scripts of some crates watch: passed on, they would make
/// a build from here and one by hand undo each other's work.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program_name(program));
    command.current_dir(paths::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text == "CARGO" || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_")
        {
            command.env_remove(&name);
        }
    }
    add_path(&mut command, &[]);
    command
}

/// npm's programs are scripts, which Windows finds only by their full name.
fn program_name(program: &str) -> String {
    match program {
        "npm" if cfg!(windows) => format!("{program}.cmd"),
        _ => program.to_owned(),
    }
}

/// Makes the command find programs in `dirs` first, and those that cargo installed in any case.
pub fn add_path(command: &mut Command, dirs: &[PathBuf]) {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let mut all: Vec<PathBuf> = dirs.to_vec();
    all.extend(std::env::split_paths(&inherited));
    all.extend(paths::cargo_bin());
    // Joining fails only for a folder with the separator in its name, which PATH cannot express in the first place.
    let joined: OsString = std::env::join_paths(all).unwrap_or(inherited);
    command.env("PATH", joined);
}

/// Runs a command, its output going where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("cannot start `{}`", display(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", display(command));
    }
    Ok(())
}

/// Runs a command quietly and returns what it wrote to standard output; the error tells what it complained about.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{}`", display(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({})\n{}", display(command), output.status, complaint.trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` did not write text", display(command)))
}

/// What a program says when asked for its version, or nothing if it is not there or does not work.
pub fn version_of(command: &mut Command) -> Option<String> {
    capture(command.arg("--version")).ok().map(|text| text.trim().to_owned())
}

/// The command as one would type it.
pub fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
