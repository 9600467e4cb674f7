//! The distribution as on another machine.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use tar::Archive;

use crate::cmd;

/// Makes everything below the first argument read-only but its folder `data`, and starts the server in there as nobody, with nothing
/// else in sight but random numbers: no program, no library, no variable. The second argument is `unshare`.
const SANDBOX: &str = r#"
mount --bind "$1" "$1" && mount --bind "$1/data" "$1/data" &&
mount --bind /dev/random "$1/dev/random" && mount --bind /dev/urandom "$1/dev/urandom" &&
mount -o remount,bind,ro "$1" &&
exec env -i "$2" --user --map-user=65534 --root="$1" --wd=/ /neptun-server --listen 127.0.0.1:0 --no-demo
"#;

/// Unpacks an archive and tries the server in it.
pub fn check(archive: &Path) -> Result<()> {
    let work = tempfile::tempdir()?;
    let unpacked = work.path().join("unpacked");
    Archive::new(GzDecoder::new(File::open(archive)?)).unpack(&unpacked)?;
    let folder = fs::read_dir(&unpacked)?.next().context("the archive is empty")??.path();
    let program = format!("neptun-server{}", std::env::consts::EXE_SUFFIX);
    let root = work.path().join("root");
    for folder in ["data", "dev"] {
        fs::create_dir_all(root.join(folder))?;
    }
    // A static program reads them: it cannot look whether its C library has the call for them.
    for device in ["dev/random", "dev/urandom"] {
        File::create(root.join(device))?;
    }
    fs::rename(folder.join(&program), root.join(&program))?;

    let mut server = start(&root, &program)?;
    let result = ready(&mut server).and_then(|address| try_out(&address));
    let ended = end(&mut server);
    result.and(ended)
}

/// Starts the server in an empty root, or, where the system does not allow that, only without any variables.
fn start(root: &Path, program: &str) -> Result<Child> {
    const NAMESPACES: [&str; 3] = ["--user", "--map-root-user", "--mount"];
    let mut probe = cmd::command("unshare");
    probe.args(NAMESPACES).args(["mount", "--bind"]).args([root, root]);
    let mut command = if cmd::capture(&mut probe).is_ok() {
        let unshare = cmd::capture(cmd::command("sh").args(["-c", "command -v unshare"]))?;
        let mut command = cmd::command("unshare");
        command.args(NAMESPACES).args(["sh", "-c", SANDBOX, "sh"]).arg(root).arg(unshare.trim());
        command
    } else {
        println!("The system does not allow an empty root; the server is started without one.");
        let mut command = Command::new(root.join(program));
        command.env_clear().current_dir(root).args(["--listen", "127.0.0.1:0", "--no-demo"]);
        command
    };
    command.stdout(Stdio::piped()).spawn().context("cannot start the server")
}

/// The address from the line that the server prints when it is ready.
fn ready(server: &mut Child) -> Result<String> {
    let output = server.stdout.as_mut().context("the output is not a pipe")?;
    for line in BufReader::new(output).lines() {
        if let Some(address) = line?.strip_prefix("Neptun UI is ready at http://") {
            return Ok(address.to_owned());
        }
    }
    bail!("the server has ended before it was ready")
}

fn try_out(address: &str) -> Result<()> {
    let get = |path: &str, headers: &str| {
        request(address, &format!("GET {path} HTTP/1.1\r\n{headers}"), "")
    };
    let page = get("/", "")?;
    ensure!(page.starts_with("HTTP/1.1 200"), "the page: {page}");
    ensure!(page.contains("\r\ncontent-security-policy: "), "the page has no policy");
    let script = page
        .split(['"', '\''])
        .find(|text| text.starts_with("/neptun-ui-") && text.ends_with(".js"))
        .context("the page names no script")?;
    for (path, caching) in [("/", "no-cache"), (script, "public, max-age=31536000, immutable")] {
        let answer = get(path, "Accept-Encoding: gzip, br\r\n")?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        ensure!(answer.contains("\r\ncontent-encoding: br\r\n"), "{path} is not compressed");
        ensure!(
            answer.contains(&format!("\r\ncache-control: {caching}\r\n")),
            "{path} is not cached as it should be"
        );
        let etag = header(&answer, "etag").with_context(|| format!("{path} has no ETag"))?;
        let again = get(path, &format!("Accept-Encoding: gzip, br\r\nIf-None-Match: {etag}\r\n"))?;
        ensure!(again.starts_with("HTTP/1.1 304"), "{path} again: {again}");
    }
    let navigation = get("/projects/1", "Sec-Fetch-Mode: navigate\r\n")?;
    ensure!(navigation.starts_with("HTTP/1.1 200"), "a page of the app: {navigation}");
    let missing = get("/missing.js", "")?;
    ensure!(missing.starts_with("HTTP/1.1 404"), "a file that is not there: {missing}");
    let health = get("/health", "")?;
    ensure!(health.starts_with("HTTP/1.1 200"), "{health}");
    let account = r#"{"email":"ada@example.test","password":"Synthetic-Pass1","confirmPassword":"Synthetic-Pass1"}"#;
    let head = "POST /api/auth/sign-up HTTP/1.1\r\nContent-Type: application/json\r\n";
    let signed_up = request(address, head, account)?;
    ensure!(signed_up.starts_with("HTTP/1.1 200"), "signing up: {signed_up}");
    Ok(())
}

/// Sends a request and returns the whole response. Bytes that are no text are replaced.
fn request(address: &str, head: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    write!(
        stream,
        "{head}Host: {address}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(String::from_utf8_lossy(&response).into_owned())
}

fn header<'a>(response: &'a str, name: &str) -> Option<&'a str> {
    response.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// Asks the server to end, and fails if it does so with an error.
fn end(server: &mut Child) -> Result<()> {
    if cfg!(unix) {
        cmd::run(Command::new("kill").arg(server.id().to_string()))?;
    } else {
        server.kill()?;
    }
    let status = server.wait()?;
    ensure!(status.success() || !cfg!(unix), "the server has ended with {status}");
    Ok(())
}
