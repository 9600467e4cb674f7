//! The program: what it prints, how it fails to start, how it ends.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neptun-server"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn fails(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let Output { status, stdout, stderr } = command(folder.path(), arguments).output().unwrap();
    assert!(!status.success());
    assert!(stdout.is_empty());
    String::from_utf8(stderr).unwrap()
}

/// The address from the line that is printed once the server is ready, and all lines until then.
pub fn ready(child: &mut Child) -> (String, Vec<String>) {
    let mut printed = Vec::new();
    for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
        let line = line.unwrap();
        let address = line.strip_prefix("Neptun UI is ready at http://").map(str::to_owned);
        printed.push(line);
        if let Some(address) = address {
            return (address, printed);
        }
    }
    panic!("never ready: {printed:?}");
}

fn request(address: &str, path: &str) -> String {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn says_where_it_is_and_ends_when_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["--listen", "127.0.0.1:0"]).spawn().unwrap();
    let (address, printed) = ready(&mut child);
    assert!(printed[0].contains("demo@neptun.example"), "{printed:?}");
    assert_eq!(printed.len(), 2);
    assert!(request(&address, "/health").contains("\"demo_user\""));
    assert!(folder.path().join("data/neptun.db").exists());
    #[cfg(unix)]
    {
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "", "quiet unless something is wrong");
        // Everything was written back: no log of writes is left beside the database.
        assert!(!folder.path().join("data/neptun.db-wal").exists());
    }
    #[cfg(not(unix))]
    child.kill().unwrap();
}

#[test]
fn logs_one_line_for_each_request_if_asked() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--listen", "127.0.0.1:0", "--no-demo", "--verbose"];
    let mut child = command(folder.path(), &arguments).spawn().unwrap();
    let (address, printed) = ready(&mut child);
    assert_eq!(printed.len(), 1, "no demo account: {printed:?}");
    request(&address, "/health?secret=1");
    request(&address, "/nothing");
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains("GET /health 200"), "{log}");
    assert!(lines[1].contains("GET /nothing 404"), "{log}");
    assert!(!log.contains("secret"));
}

#[test]
fn explains_why_it_cannot_listen() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let message = fails(&["--listen", &address]);
    let expected = format!(
        "neptun-server: cannot listen on {address}: another program uses this address. Choose another one with --listen\n"
    );
    assert_eq!(message, expected);
    assert!(fails(&["--listen", "nonsense"]).contains("for example 127.0.0.1:3000"));
}

#[test]
fn explains_why_it_cannot_start() {
    let listen = ["--listen", "127.0.0.1:0"];
    let with = |arguments: &[&str]| fails(&[&listen[..], arguments].concat());
    assert!(with(&["--database", "mysql://localhost/x"]).contains("Use sqlite://PATH"));
    assert!(with(&["--upstream", "nonsense"]).contains("not the origin of"));
    assert!(
        with(&["--database", "sqlite:///proc/nothing/x.db"]).contains("cannot create the folder")
    );
    assert!(with(&["--faults", "200"]).contains("200"));
}

/// Starts on a database that cannot be used, and returns the one line that says why.
pub fn refuses_database(url: &str) -> String {
    let start = std::time::Instant::now();
    let message = fails(&["--listen", "127.0.0.1:0", "--no-demo", "--database", url]);
    assert!(start.elapsed() < std::time::Duration::from_secs(6), "{:?}", start.elapsed());
    assert_eq!(message.lines().count(), 1, "{message}");
    message
}

#[test]
fn says_what_will_not_work_without_tls() {
    for (arguments, warns) in [
        (&["--listen", "0.0.0.0:0"][..], true),
        (&["--listen", "0.0.0.0:0", "--public-origin", "http://neptun.example"], true),
        (&["--listen", "0.0.0.0:0", "--public-origin", "https://neptun.example"], false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = command(folder.path(), arguments).spawn().unwrap();
        let mut printed = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut printed).unwrap();
        assert!(printed.contains("is ready at http"), "no demo account: {printed}");
        std::thread::sleep(std::time::Duration::from_millis(300));
        child.kill().unwrap();
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        child.wait().unwrap();
        assert_eq!(errors.contains("Without TLS"), warns, "{arguments:?} {errors}");
    }
}
