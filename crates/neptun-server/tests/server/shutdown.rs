//! The end: running requests complete, and none of them delays it for long.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use neptun_api::paths;
use serde_json::json;

use crate::process::{command, ready, request};
use crate::support::Remote;

fn start(folder: &Path, arguments: &[&str]) -> (Child, String) {
    let common = ["--listen", "127.0.0.1:0", "--no-demo"];
    let mut child = command(folder, &[&common[..], arguments].concat()).spawn().unwrap();
    let (address, _) = ready(&mut child);
    (child, address)
}

fn terminate(child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
}

/// Asks a server to end, and waits for that.
fn end(mut child: Child) -> (ExitStatus, Duration) {
    let start = Instant::now();
    terminate(&child);
    (child.wait().unwrap(), start.elapsed())
}

/// Begins a request that takes its time.
fn begin(address: &str, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    sleep(Duration::from_millis(300));
    stream
}

fn rest_of(mut stream: TcpStream) -> String {
    let mut rest = Vec::new();
    // A connection that is cut can be an error.
    let _ = stream.read_to_end(&mut rest);
    String::from_utf8(rest).unwrap()
}

fn get_session() -> String {
    format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", paths::SESSION)
}

const QUICKLY: Duration = Duration::from_millis(1_500);

#[test]
fn idle_connections_are_closed_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--shutdown-timeout", "60"]);
    let unused = TcpStream::connect(&address).unwrap();
    let mut used = begin(&address, &get_session());
    used.read_exact(&mut [0; 12]).unwrap();
    let (status, time) = end(child);
    assert!(status.success());
    assert!(time < QUICKLY, "{time:?}");
    assert_eq!(rest_of(unused), "");
    assert!(rest_of(used).ends_with('}'));
}

#[test]
fn a_running_request_completes() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--latency", "1500", "--shutdown-timeout", "60"]);
    let stream = begin(&address, &get_session());
    let (status, time) = end(child);
    assert!(status.success());
    assert!(time > Duration::from_millis(500) && time < Duration::from_secs(4), "{time:?}");
    let answer = rest_of(stream);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with('}'), "{answer}");
}

#[test]
fn a_slow_list_is_cut_after_the_timeout() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--dev-switches", "--shutdown-timeout", "1"]);
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    let rules = json!({ "rules": [{ "path": files, "bytes_per_second": 1 }] });
    ada.send("PUT", "/dev/switches", Some(&rules)).unwrap();
    let request = format!("GET {files} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n", ada.cookie);
    let stream = begin(&address, &request);
    let (status, time) = end(child);
    assert!(status.success());
    assert!(time > Duration::from_millis(900) && time < Duration::from_secs(3), "{time:?}");
    let answer = rest_of(stream);
    assert!(!answer.ends_with("0\r\n\r\n"), "{answer}");
    assert!(!folder.path().join("data/neptun.db-wal").exists(), "the database was closed");
}

#[test]
fn a_slow_upload_is_cut_after_the_timeout() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--shutdown-timeout", "1"]);
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    let request = format!(
        "POST {files} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nContent-Type: application/json\r\n\
         Content-Length: 1000000\r\n\r\n{{\"title\":",
        ada.cookie
    );
    let stream = begin(&address, &request);
    let (status, time) = end(child);
    assert!(status.success());
    assert!(time > Duration::from_millis(900) && time < Duration::from_secs(3), "{time:?}");
    assert_eq!(rest_of(stream), "");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) =
        start(folder.path(), &["--latency", "60000", "--shutdown-timeout", "60"]);
    let _stream = begin(&address, &get_session());
    terminate(&child);
    sleep(Duration::from_millis(300));
    let (status, time) = end(child);
    assert_eq!(status.code(), Some(1));
    assert!(time < QUICKLY, "{time:?}");
}

#[test]
fn a_load_balancer_sees_the_end_before_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = start(folder.path(), &["--shutdown-delay", "2"]);
    assert!(request(&address, "/health").starts_with("HTTP/1.1 200"));
    terminate(&child);
    sleep(Duration::from_millis(300));
    let health = request(&address, "/health");
    assert!(health.starts_with("HTTP/1.1 503") && health.contains("is ending"), "{health}");
    assert!(request(&address, paths::SESSION).starts_with("HTTP/1.1 200"));
    assert!(child.try_wait().unwrap().is_none());
    assert!(child.wait().unwrap().success());
}
