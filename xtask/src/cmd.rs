//! Starting other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The root of the repository, wherever the command was started in it.
pub fn root() -> PathBuf {
    // Cargo sets the variable when it runs us; the compiled-in value covers a binary that is started by hand.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Everything that Cargo knows about the workspace.
pub fn metadata() -> Result<Value> {
    let text = capture(command("cargo").args(["metadata", "--format-version=1", "--no-deps"]))?;
    serde_json::from_str(&text).context("cargo metadata is not JSON")
}

/// Cargo's target directory, which the user's configuration may have moved.
pub fn target() -> Result<PathBuf> {
    let metadata = metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo has no target directory")?;
    Ok(target.into())
}

/// The folder where Cargo installs programs.
pub fn cargo_bin() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    Ok(home.context("there is no home directory")?.join("bin"))
}

/// The programs that are scripts of npm's, which Windows finds only by their full name.
const SCRIPTS: &[&str] = &["esbuild", "npm", "playwright", "tsc", "wasm-opt"];

/// A command in the repository's root that sees the environment the user started us with, and that finds the programs that
/// npm and Cargo have installed.
///
/// `cargo run` adds variables about *this* package, which build scripts of some crates watch: passed on, they would make
/// a build from here and one by hand undo each other's work.
pub fn command(program: impl AsRef<Path>) -> Command {
    let program = program.as_ref();
    let is_script = cfg!(windows) && SCRIPTS.iter().any(|script| program == Path::new(script));
    let mut command =
        if is_script { Command::new(program.with_extension("cmd")) } else { Command::new(program) };
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text == "CARGO" || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_")
        {
            command.env_remove(&name);
        }
    }
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(root().join("node_modules/.bin"))
        .chain(std::env::split_paths(&inherited))
        .chain(cargo_bin());
    // Joining fails only for a folder with the separator in its name, which PATH cannot express in the first place.
    command.env("PATH", std::env::join_paths(path).unwrap_or(inherited.clone()));
    command
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

/// A program's answer to `--version`, or nothing if it is not there or does not work.
pub fn version(program: impl AsRef<Path>) -> Option<String> {
    capture(command(program).arg("--version")).ok().map(|text| text.trim().to_owned())
}

/// The command as one would type it.
pub fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Begins a section of the output. Plain lines, so that a log reads like a terminal.
pub fn heading(text: &str) {
    println!("\n── {text}");
}

/// A duration as people say it.
pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_are_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(140)), "0.1 s");
        assert_eq!(seconds(Duration::from_millis(59_900)), "59.9 s");
        assert_eq!(seconds(Duration::from_secs(605)), "10 min 05 s");
    }
}
