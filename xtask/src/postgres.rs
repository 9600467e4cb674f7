//! A PostgreSQL server for tests, on a free port and in a folder of its own.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{cmd, setup};

const START_TIMEOUT: Duration = Duration::from_secs(30);

/// PostgreSQL refuses to run as root, so that its package comes with this user.
const USER: &str = "postgres";

const PASSWORD: &str = "synthetic-password";

/// A running server. It and its data are removed with the value.
pub struct Postgres {
    process: Child,
    folder: PathBuf,
    /// The URL of a database whose user may create others.
    pub url: String,
    /// The certificate for TLS, which it has signed itself.
    pub certificate: PathBuf,
}

impl Postgres {
    /// Starts a server with an empty database. It does not wait for the disk, so a power cut would damage it.
    pub fn start() -> Result<Self> {
        let programs = setup::postgres()?;
        let folder = std::env::temp_dir().join(format!("neptun-postgres-{}", std::process::id()));
        let is_root = cmd::capture(cmd::command("id").arg("-u"))?.trim() == "0";
        let owner: &[&str] = if is_root { &["--owner", USER] } else { &[] };
        cmd::capture(
            cmd::command("install").args(["--directory", "--mode=700"]).args(owner).arg(&folder),
        )?;
        let program = |name: &str| {
            let path = programs.join(name);
            program(if path.exists() { &path } else { Path::new(name) }, is_root)
        };
        let (data, password) = (folder.join("data"), folder.join("password"));
        fs::write(&password, PASSWORD)?;
        cmd::capture(
            program("initdb")
                // Not SCRAM, which takes the unoptimised servers of the tests longer than everything else about a connection.
                .args(["--username=neptun", "--auth=password", "--encoding=UTF8"])
                .args(["--locale=C.UTF-8", "--no-sync", "--pwfile"])
                .arg(password)
                .arg("--pgdata")
                .arg(&data),
        )?;
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        cmd::capture(
            program("openssl")
                .args(["req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"])
                .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
                .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
                .arg(&key)
                .arg("-out")
                .arg(&certificate),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
        let mut server = program("postgres");
        server.arg("-D").arg(data).arg("-k").arg(&folder).args(["-h", "127.0.0.1", "-p", &port]);
        for setting in ["fsync=off", "full_page_writes=off", "max_connections=300", "ssl=on"] {
            server.args(["-c", setting]);
        }
        for (name, file) in [("ssl_cert_file", &certificate), ("ssl_key_file", &key)] {
            server.arg("-c").arg(format!("{name}={}", file.display()));
        }
        let log = folder.join("log");
        let process = server
            .stdin(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("cannot start `{}`", cmd::display(&server)))?;
        let url = format!("postgres://neptun:{PASSWORD}@127.0.0.1:{port}/postgres?sslmode=disable");
        let mut server = Self { process, folder, url, certificate };
        let start = Instant::now();
        let mut is_ready = program("pg_isready");
        is_ready.args(["--quiet", "--host=127.0.0.1", "--port", &port]);
        while cmd::capture(&mut is_ready).is_err() {
            if server.process.try_wait()?.is_some() || start.elapsed() > START_TIMEOUT {
                bail!("PostgreSQL did not get ready\n{}", fs::read_to_string(log)?);
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }
}

/// A program of PostgreSQL, which the user of its package runs instead of root.
fn program(path: &Path, is_root: bool) -> Command {
    let mut command = if is_root {
        let mut command = cmd::command("setpriv");
        command.args(["--reuid", USER, "--regid", USER, "--init-groups"]).arg(path);
        command
    } else {
        cmd::command(path)
    };
    // The programs warn if they cannot enter the folder that they are started in.
    command.current_dir("/");
    command
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once: nobody needs the data.
        let id = self.process.id().to_string();
        let _ = cmd::capture(cmd::command("kill").args(["-QUIT", &id]));
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
