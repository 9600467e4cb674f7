//! `cargo xtask run`: from a clone to the running app.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::console::{self, heading};
use crate::{app_build, cmd, paths, server, setup};

/// What `cargo xtask run --help` prints.
pub const HELP: &str = "\
Usage: cargo xtask run [SERVER ARGUMENTS]

Sets up what is missing, builds the release app and the server, and starts it; the address comes last.
What is right already is skipped: the second start takes seconds. Ctrl-C ends it.

Every argument goes to the server, for example:
  --listen ADDR     where to listen                   [127.0.0.1:3000]
  --database URL    where the data is kept            [sqlite://data/neptun.db]
  --no-demo         without the demo data
All of them: cargo run -p neptun-server -- --help
Relative paths start at the repository's root.

NEPTUN_WASM=debian uses Debian's compiler for wasm where rustup could provide it too.";

/// Sets up, builds and starts everything.
pub fn run(args: &[String]) -> Result<ExitCode> {
    heading("Set-up");
    let tools = setup::for_app()?;
    heading("Build");
    let first_load = app_build::build(&tools)?;
    let program = console::step("Server", |step| {
        step.doing("cargo build --profile server -p neptun-server");
        Ok((server::build(server::Build::Optimised)?, "built".to_owned()))
    })?;
    println!("\n{first_load}\n");

    let mut command = cmd::command(&program.to_string_lossy());
    if !args.iter().any(|arg| arg == "--dist" || arg.starts_with("--dist=")) {
        command.arg("--dist").arg(paths::dist());
    }
    command.args(args);
    hand_over_to(command)
}

/// Turns this process into the server, so that Ctrl-C and every other signal reach it and nothing is left behind.
#[cfg(unix)]
fn hand_over_to(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    Err(anyhow::Error::new(error).context(format!("cannot start `{}`", cmd::display(&command))))
}

/// Where a process cannot become another one, this one waits; Ctrl-C goes to both.
#[cfg(not(unix))]
fn hand_over_to(mut command: Command) -> Result<ExitCode> {
    cmd::run(&mut command)?;
    Ok(ExitCode::SUCCESS)
}
