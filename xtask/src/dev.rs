//! `cargo xtask dev`: the app with live reload, in front of the real server.

use std::process::{Child, ExitCode, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::console::{self, heading};
use crate::{cmd, paths, server, setup};

/// What `cargo xtask dev --help` prints.
pub const HELP: &str = "\
Usage: cargo xtask dev [SERVER ARGUMENTS]

Serves the app on http://127.0.0.1:3000 and rebuilds and reloads it when a source changes. `/api` and `/health` go to
the server, which is built once and listens on 127.0.0.1:3001; start again after changing the server. Ctrl-C ends both.

Every argument except --listen goes to the server, for example --database URL, --latency MS, --faults PERCENT.";

/// Where Trunk.toml sends `/api` and `/health`.
const SERVER_ADDRESS: &str = "127.0.0.1:3001";

/// Builds the server, then runs it and Trunk until one of them ends or the user ends both.
pub fn dev(args: &[String]) -> Result<ExitCode> {
    if args.iter().any(|arg| arg == "--listen" || arg.starts_with("--listen=")) {
        bail!(
            "`dev` needs the server on {SERVER_ADDRESS}; Trunk.toml says where the app itself listens"
        );
    }
    heading("Set-up");
    let tools = setup::for_app()?;
    heading("Build");
    let program = console::step("Server", |step| {
        step.doing("cargo build -p neptun-server");
        Ok((server::build(server::Build::Dev)?, "built".to_owned()))
    })?;

    heading("http://127.0.0.1:3000 once Trunk has built the app");
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    ctrlc::set_handler(move || seen.store(true, Ordering::Relaxed))
        .context("cannot listen for Ctrl-C")?;

    let mut server = cmd::command(&program.to_string_lossy());
    let server = server
        .args(["--listen", SERVER_ADDRESS])
        .args(args)
        .spawn()
        .context("cannot start the server")?;
    let mut server = Running { name: "the server", child: server };
    // Not into `dist`: that is the release app.
    let trunk =
        tools.trunk()?.args(["serve", "--dist"]).arg(paths::target()?.join("dev-dist")).spawn();
    let mut trunk =
        Running { name: "trunk serve", child: trunk.context("cannot start `trunk serve`")? };

    while !stop.load(Ordering::Relaxed) {
        for running in [&mut server, &mut trunk] {
            if let Some(status) = running.ended()? {
                // Ctrl-C in a terminal reaches the children as well, and they may be quicker than our own handler.
                std::thread::sleep(Duration::from_millis(200));
                if stop.load(Ordering::Relaxed) {
                    return Ok(ExitCode::SUCCESS);
                }
                bail!("{} has ended ({status})", running.name);
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(ExitCode::SUCCESS)
}

/// A child process that does not outlive this one, however this one comes to its end.
struct Running {
    name: &'static str,
    child: Child,
}

impl Running {
    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().with_context(|| format!("cannot ask after {}", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
