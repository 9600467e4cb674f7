//! The metrics, as Prometheus scrapes them.

use std::io::{BufRead, BufReader};
use std::process::Child;

use neptun_api::paths;
use serde_json::json;

use crate::process::{command, ready, request};
use crate::support::Remote;

/// A server with metrics: the process, its address, and that of the metrics.
fn start(folder: &std::path::Path) -> (Child, String, String) {
    let arguments = ["--listen", "127.0.0.1:0", "--no-demo", "--metrics", "127.0.0.1:0"];
    let mut child = command(folder, &arguments).spawn().unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::with_capacity(1, child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    child.stdout = Some(stdout.into_inner());
    let metrics = first.trim().strip_prefix("Metrics are at http://").unwrap();
    let metrics = metrics.strip_suffix("/metrics").unwrap().to_owned();
    let (address, _) = ready(&mut child);
    (child, address, metrics)
}

/// The value of a metric with these labels, in the order in which they are exported.
fn value(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name} in {metrics}")).parse().unwrap()
}

#[test]
fn counts_what_has_happened() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address, metrics) = start(folder.path());
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    ada.send("GET", &files, None).unwrap();
    ada.send("GET", &files, None).unwrap();
    let wrong = json!({ "email": "ada@example.test", "password": "wrong" });
    ada.json("POST", paths::LOGIN, Some(&wrong)).unwrap();
    for path in ["/typed-1", "/api/typed-2", "/projects/7?q=typed-3"] {
        request(&address, path);
    }
    ada.send("TYPED-4", "/", None).unwrap();
    let answer = request(&metrics, "/metrics");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        answer.contains("content-type: application/openmetrics-text; version=1.0.0"),
        "{answer}"
    );
    assert!(answer.ends_with("# EOF\n"), "{answer}");
    let requests = |method: &str, route: &str, status: u16| {
        let labels = format!(r#"{{method="{method}",route="{route}",status="{status}"}}"#);
        value(&answer, &format!("neptun_http_requests_total{labels}"))
    };
    assert_eq!(requests("GET", paths::FILES, 200), 2.0);
    assert_eq!(requests("POST", paths::SIGN_UP, 200), 1.0);
    assert_eq!(requests("POST", paths::LOGIN, 401), 1.0, "the metric of failed sign-ins");
    assert_eq!(requests("GET", "app", 404), 2.0);
    assert_eq!(requests("GET", "api", 404), 1.0);
    assert_eq!(requests("other", "app", 405), 1.0);
    let files = format!(r#"{{method="GET",route="{}"}}"#, paths::FILES);
    assert_eq!(value(&answer, &format!("neptun_http_request_duration_seconds_count{files}")), 2.0);
    assert_eq!(value(&answer, "neptun_http_requests_in_progress"), 0.0);
    assert!(value(&answer, "neptun_http_sent_bytes_total") > 100.0);
    assert_eq!(value(&answer, "neptun_connections_refused_total"), 0.0);
    assert!(value(&answer, "process_start_time_seconds") > 1.7e9);
    assert!(answer.contains(concat!("neptun_build_info{version=\"", env!("CARGO_PKG_VERSION"))));
    assert!(!answer.to_lowercase().contains("typed"), "labels are bounded: {answer}");
}

#[test]
fn are_nowhere_but_at_their_own_address() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address, metrics) = start(folder.path());
    assert!(request(&address, "/metrics").starts_with("HTTP/1.1 404"));
    assert!(request(&metrics, "/health").starts_with("HTTP/1.1 404"));
    child.kill().unwrap();
    child.wait().unwrap();
}
