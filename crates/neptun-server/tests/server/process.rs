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
    fails_with(arguments, &[])
}

/// The same with environment variables.
fn fails_with(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path(), arguments);
    command.envs(variables.iter().copied());
    let Output { status, stdout, stderr } = command.output().unwrap();
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

pub fn request(address: &str, path: &str) -> String {
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
fn options_come_from_the_environment_unless_the_command_line_has_them() {
    let folder = tempfile::tempdir().unwrap();
    let start = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(folder.path(), arguments);
        command.env("NEPTUN_LISTEN", "127.0.0.1:0").envs(variables.iter().copied());
        let mut child = command.spawn().unwrap();
        let (_, printed) = ready(&mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        printed.len()
    };
    let database = ("NEPTUN_DATABASE", "sqlite://elsewhere/x.db");
    let trusted = ("NEPTUN_TRUSTED_PROXY", "127.0.0.1,10.0.0.0/8");
    assert_eq!(start(&[], &[database, trusted, ("NEPTUN_NO_DEMO", "1")]), 1, "no demo account");
    assert!(folder.path().join("elsewhere/x.db").exists());
    assert_eq!(start(&["--demo"], &[("NEPTUN_NO_DEMO", "true")]), 2);
    assert_eq!(start(&["--no-demo"], &[("NEPTUN_DEMO", "true")]), 1);
    assert_eq!(start(&[], &[("NEPTUN_NO_DEMO", "false")]), 2);
}

#[test]
fn an_invalid_environment_variable_is_named() {
    for (variable, value) in [
        ("NEPTUN_FAULTS", "101"),
        ("NEPTUN_DEMO", "perhaps"),
        ("NEPTUN_TRUSTED_PROXY", "127.0.0.1,proxy"),
        ("NEPTUN_PUBLIC_ORIGIN", "neptun.example"),
        ("NEPTUN_COOKIE_NAME", "a=b"),
    ] {
        let message = fails_with(&[], &[(variable, value)]);
        assert!(message.contains(&format!("environment variable {variable} is set")), "{message}");
    }
    assert!(!fails(&["--faults", "101"]).contains("NEPTUN"));
}

#[test]
fn help_has_the_environment_variables_but_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path(), &["--help"]);
    command.env("NEPTUN_DATABASE", "postgres://ada:secret@db.example/neptun");
    let Output { status, stdout, .. } = command.output().unwrap();
    let help = String::from_utf8(stdout).unwrap();
    assert!(status.success() && !help.contains("secret"), "{help}");
    assert!(help.contains("[env: NEPTUN_DATABASE]"), "{help}");
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
fn tells_a_container_its_health() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["--listen", "127.0.0.1:0"]).spawn().unwrap();
    let (address, _) = ready(&mut child);
    let health = |address: &str| command(folder.path(), &["health", "--listen", address]).output();
    assert!(health(&address).unwrap().status.success());
    let everywhere = address.replace("127.0.0.1", "0.0.0.0");
    assert!(health(&everywhere).unwrap().status.success());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!health(&address).unwrap().status.success());
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
