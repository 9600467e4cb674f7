//! The log: one line for each request, with what an operator needs and nothing that a user typed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::Duration;

use neptun_api::paths;
use serde_json::Value;

use crate::process::{command, ready, request};
use crate::support::Remote;

/// A server that logs, and its address.
fn start(folder: &std::path::Path, arguments: &[&str]) -> (Child, String) {
    let common = ["--listen", "127.0.0.1:0", "--no-demo"];
    let mut child = command(folder, &[&common[..], arguments].concat()).spawn().unwrap();
    let (address, printed) = ready(&mut child);
    assert_eq!(printed.len(), 1, "no demo account: {printed:?}");
    (child, address)
}

/// Ends a server and returns its log.
fn log_of(mut child: Child) -> String {
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    log
}

fn json_log_of(child: Child) -> Vec<Value> {
    log_of(child).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn logs_one_line_for_each_request_if_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--verbose"]);
    request(&address, "/health?secret=1");
    request(&address, "/nothing");
    let log = log_of(child);
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains("INFO request{id="), "{log}");
    assert!(lines[0].contains(r#"method=GET path="/health" route="/health" status=200 "#), "{log}");
    assert!(lines[1].contains(r#"method=GET path="/nothing" route="app" status=404 "#), "{log}");
    assert!(!log.contains("secret") && !log.contains("aborted"));
}

#[test]
fn a_long_path_does_not_fill_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--verbose"]);
    request(&address, &format!("/{}", "x".repeat(20_000)));
    let log = log_of(child);
    assert!(log.contains("status=404") && log.len() < 600, "{log}");
}

#[test]
fn logs_nothing_about_requests_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &[]);
    request(&address, "/health");
    assert_eq!(log_of(child), "");
}

#[test]
fn a_line_in_json_has_every_field() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--verbose", "--log", "json"]);
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    let answer = ada.send("GET", &format!("{files}?q=typed"), None).unwrap();
    let (_, id) = answer.split_once("x-request-id: ").unwrap();
    let id = id.lines().next().unwrap();
    let lines = json_log_of(child);
    assert_eq!(lines.len(), 4);
    let line = lines.last().unwrap();
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["method"], "GET");
    assert_eq!(line["path"], *files);
    assert_eq!(line["route"], paths::FILES);
    assert_eq!(line["status"], 200);
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(line["bytes"], body.split("\r\n").skip(1).step_by(2).map(str::len).sum::<usize>());
    assert!(line["duration_ms"].is_u64() && line.get("aborted").is_none());
    assert_eq!(line["span"]["id"], id);
    assert_eq!(line["span"]["user"], "1");
    assert_eq!(lines[0]["route"], paths::SIGN_UP);
    assert_eq!(lines[0]["span"]["user"], "1", "from the request that signs in on");
    let all = lines.iter().map(Value::to_string).collect::<String>();
    for typed in ["typed", "ada@", "Synthetic"] {
        assert!(!all.contains(typed), "{all}");
    }
}

#[test]
fn a_client_that_has_gone_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--verbose", "--log", "json", "--latency", "60000"];
    let (child, address) = start(folder.path(), &arguments);
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET {} HTTP/1.1\r\nHost: x\r\n\r\n", paths::SESSION).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    drop(stream);
    std::thread::sleep(Duration::from_millis(300));
    let lines = json_log_of(child);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["aborted"], true);
    assert!(lines[0].get("status").is_none() && lines[0]["duration_ms"].as_u64().unwrap() >= 200);
}

#[test]
fn a_response_that_is_not_read_to_its_end_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) =
        start(folder.path(), &["--verbose", "--log", "json", "--throttle", "40"]);
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET {} HTTP/1.1\r\nHost: x\r\n\r\n", paths::SESSION).unwrap();
    stream.read_exact(&mut [0; 12]).unwrap();
    drop(stream);
    std::thread::sleep(Duration::from_millis(2_500));
    let lines = json_log_of(child);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!((&lines[0]["aborted"], &lines[0]["status"]), (&true.into(), &200.into()));
}

#[test]
fn an_error_names_its_request() {
    let folder = tempfile::tempdir().unwrap();
    let (child, address) = start(folder.path(), &["--log", "json"]);
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    let path = folder.path().join("data/neptun.db");
    let broken = std::process::Command::new("sqlite3")
        .arg(path)
        .arg("ALTER TABLE projects RENAME TO secrets")
        .status();
    if !broken.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no sqlite3");
        return;
    }
    let answer = ada.send("GET", &files, None).unwrap();
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    let lines = json_log_of(child);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["level"], "ERROR");
    let id = format!("x-request-id: {}\r\n", lines[0]["span"]["id"].as_str().unwrap());
    assert!(answer.contains(&id), "{answer} {lines:?}");
}
