//! Two servers behind nginx with one PostgreSQL. Each server is a process, which can be killed.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use neptun_api::paths;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection};

use crate::process::command;
use crate::proxies::{HOST, Proxy};
use crate::support::{PASSWORD, Storage, new_file, new_project};

/// A server behind the proxy.
struct Instance {
    process: Child,
    address: String,
}

impl Instance {
    fn start(storage: &Storage, address: &str) -> Self {
        let origin = format!("https://{HOST}");
        let arguments = [
            &["--listen", address, "--database", storage.url(), "--no-demo"][..],
            &["--public-origin", &origin, "--trusted-proxy", "127.0.0.1", "--login-attempts", "3"],
        ]
        .concat();
        let mut process = command(storage.path(), &arguments).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, address) = line.trim().trim_end_matches(')').split_once("listening on ").unwrap();
        Self { address: address.to_owned(), process }
    }

    fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A browser at the proxy.
struct Browser {
    proxy: Proxy,
    cookie: String,
}

/// The headers of a response, and its body.
struct Response {
    head: String,
    body: String,
}

impl Response {
    fn new(response: String) -> Self {
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        Self { head: head.to_owned(), body: body.to_owned() }
    }

    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        let prefix = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap()
    }

    /// The server that has sent it. nginx names all that it has tried.
    fn server(&self) -> &str {
        self.header("x-upstream").rsplit(", ").next().unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl Browser {
    fn arguments<'a>(&'a self, url: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        [&["--cookie", &self.cookie, url], more].concat()
    }

    async fn send(&self, path: &str, more: &[&str]) -> Response {
        let url = format!("https://{HOST}{path}");
        Response::new(self.proxy.curl(&self.arguments(&url, more)).await)
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        self.send(path, &["--json", &body.to_string()]).await
    }

    /// Begins a request at this many bytes per second. The response goes to a file.
    fn begin(&self, path: &str, rate: &str, file: &Path, more: &[&str]) -> Child {
        let url = format!("https://{HOST}{path}");
        let mut command = self.proxy.command(&self.arguments(&url, more));
        command.args(["--limit-rate", rate, "--output"]).arg(file);
        command.stderr(Stdio::null()).spawn().unwrap()
    }
}

/// Two servers, a browser that has signed up through one of them, and the path of the files of its project.
async fn start(storage: &Storage) -> ([Instance; 2], Browser, String) {
    let servers = [0, 1].map(|_| Instance::start(storage, "127.0.0.1:0"));
    let proxy = Proxy::nginx(&servers.each_ref().map(|server| &*server.address)).await;
    let mut browser = Browser { proxy, cookie: String::new() };
    let account =
        json!({ "email": "ada@example.test", "password": PASSWORD, "confirmPassword": PASSWORD });
    let url = format!("https://{HOST}{}", paths::SIGN_UP);
    let answer = browser.proxy.curl(&["--json", &account.to_string(), &url]).await;
    let (_, cookie) = answer.split_once("set-cookie: ").unwrap();
    browser.cookie = cookie.split(';').next().unwrap().to_owned();
    let session = browser.send(paths::SESSION, &[]).await.json();
    let projects = format!("/api/users/{}/projects", session["user"]["id"]);
    let created = browser.post(&projects, &new_project("first")).await.json();
    let files = format!("{projects}/{}/resources/files", created["project"]["id"]);
    (servers, browser, files)
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn a_browser_does_not_notice_which_server_it_talks_to() {
    let storage = Storage::new();
    let (_servers, browser, files) = start(&storage).await;
    let mut seen = HashSet::new();
    let mut tag = String::new();
    for number in 0..6 {
        let session = browser.send(paths::SESSION, &[]).await;
        assert_eq!(session.json()["user"]["primary_email"], "ada@example.test");
        seen.insert(session.server().to_owned());
        let created = browser.post(&files, &new_file(&format!("/{number}"))).await;
        assert_eq!(created.status(), "201");
        seen.insert(created.server().to_owned());
        let list = browser.send(&files, &["--header", &format!("If-None-Match: {tag}")]).await;
        assert_eq!(list.status(), "200", "the tag is that of the list before");
        assert_eq!(list.json()["files"].as_array().unwrap().len(), number + 1);
        tag = list.header("etag").to_owned();
        let unchanged = browser.send(&files, &["--header", &format!("If-None-Match: {tag}")]).await;
        assert_eq!(unchanged.status(), "304");
    }
    assert_eq!(seen.len(), 2, "{seen:?}");

    let mut statuses = Vec::new();
    for _ in 0..6 {
        let login = json!({ "email": "ada@example.test", "password": "wrong" });
        statuses.push(browser.post(paths::LOGIN, &login).await.status().to_owned());
    }
    assert_eq!(statuses, ["401", "401", "401", "429", "429", "429"]);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test postgres"]
async fn a_killed_server_cuts_its_requests_and_the_other_one_repeats_them() {
    const FILES: usize = 100;
    let storage = Storage::new();
    let ([mut one, mut two], browser, files) = start(&storage).await;
    let mut database = AnyConnection::connect(storage.url()).await.unwrap();
    let insert = "INSERT INTO project_files (project_id, title, original_path, context_file_category, \
         context_file_type, language, extension, created_at, updated_at, text) \
         SELECT id, 't', '/' || number, 'c', 't', '', '', 0, 0, repeat('x', 120000) \
         FROM projects, generate_series(1, 100) AS number";
    sqlx::query(insert).execute(&mut database).await.unwrap();

    // In the middle of a list.
    let output = browser.proxy.folder.path().join("list");
    let mut list = browser.begin(&files, "4M", &output, &[]);
    while fs::metadata(&output).map_or(0, |file| file.len()) < 1_000_000 {
        assert_eq!(list.try_wait().unwrap(), None, "the list is complete already");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let begun = String::from_utf8(fs::read(&output).unwrap()).unwrap();
    let server = Response::new(begun).server().to_owned();
    let (killed, alive) =
        if server == one.address { (&mut one, &mut two) } else { (&mut two, &mut one) };
    killed.kill();
    assert!(!list.wait().unwrap().success(), "a list that is cut looks complete");
    let again = browser.send(&files, &[]).await;
    assert_eq!((again.status(), again.server()), ("200", &*alive.address));
    assert_eq!(again.json()["files"].as_array().unwrap().len(), FILES);

    // In the middle of an upload, which can only go to the server that is left.
    let mut body = new_file("/upload");
    body["text"] = "0123456789".repeat(800_000).into();
    let upload = browser.proxy.folder.path().join("upload");
    fs::write(&upload, body.to_string()).unwrap();
    let upload = format!("@{}", upload.display());
    let mut begun = browser.begin(&files, "2M", &output, &["--json", &upload]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    *killed = Instance::start(&storage, &killed.address);
    assert_eq!(begun.try_wait().unwrap(), None, "the upload is complete already");
    alive.kill();
    let succeeded = begun.wait().unwrap().success();
    let answer = String::from_utf8(fs::read(&output).unwrap()).unwrap_or_default();
    assert!(!succeeded || answer.starts_with("HTTP/2 502"), "{answer}");
    // nginx needs a moment to find out that there is a server again.
    let mut list = browser.send(&files, &[]).await;
    for _ in 0..50 {
        if list.status() != "502" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        list = browser.send(&files, &[]).await;
    }
    assert_eq!(list.server(), killed.address);
    assert_eq!(list.json()["files"].as_array().unwrap().len(), FILES, "half of a file is stored");
    let created = browser.send(&files, &["--json", &upload]).await;
    assert_eq!((created.status(), created.server()), ("201", &*killed.address));
    let list = browser.send(&files, &[]).await.json();
    assert_eq!(list["files"].as_array().unwrap().len(), FILES + 1);
    assert!(list["files"][0]["text"] == body["text"]);
}
