//! Clients that know nothing but the documentation of the API, against a server with an empty database.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::{cmd, run, setup};

/// Requests that schemathesis generates from the OpenAPI document. The module is in contract/fuzzing.
pub fn generated_requests(hooks: &str) -> Result<()> {
    let python = setup::python()?;
    let server = Server::start()?;
    let folder = cmd::root().join("contract/fuzzing");
    let mut command = cmd::command(python.with_file_name("schemathesis"));
    command
        .current_dir(server_folder()?)
        .arg("--config-file")
        .arg(folder.join("schemathesis.toml"))
        .args(["run", &format!("{}/api/openapi.json", server.url)])
        .env("SCHEMATHESIS_HOOKS", hooks)
        .env("PYTHONPATH", folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NEPTUN_URL", &server.url);
    cmd::run(&mut command)
}

/// The main job, by a client that is generated from the OpenAPI document.
pub fn generated_client() -> Result<()> {
    setup::node_packages()?;
    let server = Server::start()?;
    let document = format!("{}/api/openapi.json", server.url);
    let generate = ["run", "--silent", "--workspace", "contract", "generate", "--", &document];
    cmd::run(cmd::command("npm").args(generate))?;
    cmd::run(cmd::command("tsc").args(["--noEmit", "--project", "contract"]))?;
    cmd::run(&mut script("client", &server)?)
}

/// The examples of the documentation.
pub fn documented_examples() -> Result<()> {
    setup::node_packages()?;
    let python = setup::python()?;
    let server = Server::start()?;
    let mut command = script("examples", &server)?;
    command
        .env("NEPTUN_EXAMPLES", cmd::root().join("contract/examples"))
        .env("NEPTUN_PYTHON", python);
    cmd::run(&mut command)
}

/// A command that runs one of the scripts in contract.
fn script(name: &str, server: &Server) -> Result<Command> {
    let built = cmd::target()?.join(format!("contract/{name}.mjs"));
    cmd::run(
        cmd::command("esbuild")
            .arg(format!("contract/{name}.ts"))
            .args(["--bundle", "--platform=node", "--format=esm", "--log-level=warning"])
            .arg(format!("--outfile={}", built.display())),
    )?;
    let mut command = cmd::command("node");
    command.arg(built).env("NEPTUN_URL", &server.url);
    Ok(command)
}

/// The folder of a running server; the tests put there what they need for a moment.
fn server_folder() -> Result<PathBuf> {
    Ok(cmd::target()?.join("contract/server"))
}

/// A server on a free port, which ends with the value.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> Result<Self> {
        let program = run::build_server(run::Server::LikeTests)?;
        let folder = server_folder()?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut command = cmd::command(program);
        command
            .current_dir(folder)
            .args(["--listen", "127.0.0.1:0", "--database", "sqlite://neptun.db", "--no-demo"])
            // Many passwords are wrong on purpose.
            .args(["--login-attempts", "1000000", "--sign-ups", "1000000"])
            .stdout(Stdio::piped());
        let process = command.spawn().context("cannot start the server")?;
        let mut server = Self { process, url: String::new() };
        let output = server.process.stdout.as_mut().context("the output is not a pipe")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let url = line.split_whitespace().find(|word| word.starts_with("http://"));
        server.url = url.context("the server did not get ready")?.to_owned();
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
