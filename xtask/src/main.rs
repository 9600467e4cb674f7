//! The project's commands, started with `cargo xtask COMMAND` from anywhere in the repository.
//!
//! They start from a machine that has only Rust and Node on it: [`setup`] makes sure of every other tool.

mod bench;
mod bundle;
mod cmd;
mod contract;
mod dev;
mod dist;
mod postgres;
mod run;
mod setup;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask COMMAND [ARGUMENTS]

Commands:
  run [SERVER ARGUMENTS]   Set up, build the release app and the server, and start on http://127.0.0.1:3000
  dev [SERVER ARGUMENTS]   Start with live reload: the app on http://127.0.0.1:8080, the server behind it on port 3000
  test [GROUP…]            Prove that everything works; ends with `N passed, N failed`
  bench [OPTIONS]          Measure the app beside a page in plain JavaScript; writes docs/performance.md
  dist [--app DIR]         Make the archive with the server, the app inside of it and files for systemd and Docker
  help                     This text

`cargo xtask COMMAND --help` tells more about one of them.";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    match dispatch(&command, &rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, args: &[String]) -> Result<ExitCode> {
    let wants_help =
        args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--help" || arg == "-h");
    match command {
        "run" if wants_help => println!("{}", run::HELP),
        "dev" if wants_help => println!("{}", dev::HELP),
        "test" if wants_help => println!("{}", test::HELP),
        "bench" if wants_help => println!("{}", bench::HELP),
        "dist" if wants_help => println!("{}", dist::HELP),
        "run" => return run::run(args),
        "dev" => return dev::dev(args),
        "test" => return test::test(args),
        "bench" => return bench::bench(args),
        "dist" => return dist::dist(args),
        // For Trunk (Trunk.toml).
        "pre-build" => bundle::pre_build()?,
        "post-build" => bundle::post_build()?,
        "" | "help" | "--help" | "-h" => println!("{HELP}"),
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
