//! `cargo xtask dev`: the app with live reload, in front of the real server.

use std::process::{Child, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cmd;
use crate::run::{self, Server};

/// The text of `cargo xtask dev --help`.
pub const HELP: &str = "\
Usage: cargo xtask dev [SERVER ARGUMENTS]

`trunk serve` and `cargo run -p neptun-server` in one: the app on http://127.0.0.1:8080, rebuilt and reloaded when a source
changes, and behind it the server on 127.0.0.1:3000, which is built once. Ctrl-C ends both.

Every argument except --listen goes to the server, for example --database URL, --latency MS, --faults PERCENT.";

/// Builds the server, then runs it and Trunk until one of them ends or the user ends both.
pub fn dev(args: &[String]) -> Result<ExitCode> {
    if args.iter().any(|arg| arg == "--listen" || arg.starts_with("--listen=")) {
        bail!("Trunk.toml says where the server has to listen");
    }
    let mut trunk = run::trunk()?;
    let server = run::build_server(Server::Dev)?;
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    ctrlc::set_handler(move || seen.store(true, Ordering::Relaxed))
        .context("cannot listen for Ctrl-C")?;

    let server = cmd::command(server).args(args).spawn().context("cannot start the server")?;
    let mut server = Running { name: "the server", child: server };
    let trunk = trunk.arg("serve").spawn().context("cannot start `trunk serve`")?;
    let mut trunk = Running { name: "trunk serve", child: trunk };
    while !stop.load(Ordering::Relaxed) {
        for running in [&mut server, &mut trunk] {
            if let Some(status) = running.child.try_wait()? {
                // Ctrl-C in a terminal reaches the children as well, and they may be quicker than our own handler.
                thread::sleep(Duration::from_millis(200));
                if !stop.load(Ordering::Relaxed) {
                    bail!("{} has ended ({status})", running.name);
                }
            }
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(ExitCode::SUCCESS)
}

/// A child process that does not outlive this one, however this one comes to its end.
struct Running {
    name: &'static str,
    child: Child,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
