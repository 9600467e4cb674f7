//! `cargo xtask run`: from a clone to the running app.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::thread;

use anyhow::{Result, anyhow};

use crate::{cmd, setup};

/// The text of `cargo xtask run --help`.
pub const HELP: &str = "\
Usage: cargo xtask run [SERVER ARGUMENTS]

Sets up what is missing, builds the release app and the server, and starts it; the address comes last.
What is right already is skipped: the second start takes seconds. Ctrl-C ends it.

Every argument goes to the server, for example:
  --listen ADDR     where to listen                   [127.0.0.1:3000]
  --database URL    sqlite://FILE or postgres://…     [sqlite://data/neptun.db]
  --no-demo         without the demo data
All of them: cargo run -p neptun-server -- --help
Relative paths start at the repository's root.";

/// The ways to compile the server.
#[derive(Clone, Copy)]
pub enum Server {
    /// As it is used.
    Optimised,
    /// Quickly, for working on it.
    Dev,
    /// As the tests of the whole workspace have built it: selecting the workspace gives its dependencies the same features, so that
    /// hardly anything is compiled again.
    LikeTests,
}

/// Sets up, builds and starts everything.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let program = build(Server::Optimised)?;
    hand_over_to(cmd::command(program).args(args))
}

/// Builds the release app and the server, which is the result.
pub fn build(server: Server) -> Result<PathBuf> {
    let mut trunk = trunk()?;
    // The app is optimised as a whole and on one core, so there is room for the server beside it.
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(server));
        cmd::run(trunk.args(["build", "--release"]))?;
        server.join().map_err(|_| anyhow!("the thread that builds the server panicked"))?
    })
}

/// Builds the release app in `dist`.
pub fn build_app() -> Result<()> {
    cmd::run(trunk()?.args(["build", "--release"]))
}

/// A `trunk` command.
pub fn trunk() -> Result<Command> {
    setup::trunk()?;
    let mut command = cmd::command("trunk");
    // Trunk insists on `true` or `false` here, while the convention is that any value counts.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Builds the server and returns the program.
pub fn build_server(server: Server) -> Result<PathBuf> {
    let (args, folder): (&[&str], _) = match server {
        Server::Optimised => (&["--profile", "server", "-p", "neptun-server"], "server"),
        Server::Dev => (&["-p", "neptun-server"], "debug"),
        Server::LikeTests => (&["--workspace", "--bin", "neptun-server"], "debug"),
    };
    cmd::run(cmd::command("cargo").arg("build").args(args))?;
    Ok(cmd::target()?.join(folder).join(format!("neptun-server{}", std::env::consts::EXE_SUFFIX)))
}

/// Turns this process into the server, so that Ctrl-C and every other signal reach it and nothing is left behind.
#[cfg(unix)]
fn hand_over_to(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    Err(anyhow::Error::new(error).context(format!("cannot start `{}`", cmd::display(command))))
}

/// Waits on systems where a process cannot become another one; Ctrl-C goes to both.
#[cfg(not(unix))]
fn hand_over_to(command: &mut Command) -> Result<ExitCode> {
    cmd::run(command)?;
    Ok(ExitCode::SUCCESS)
}
