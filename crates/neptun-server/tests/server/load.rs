//! Clients that are slow, many or hostile, and what the others notice of them.

use std::io;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt};
use http_body_util::BodyExt;
use neptun_api::{ResourceType, paths};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use crate::process::{command, ready};
use crate::support::{Answer, Api, PASSWORD, Remote, Running, Storage, World, new_file};

/// Memory of this process in megabytes. Each test has a process of its own.
#[cfg(target_os = "linux")]
fn memory() -> f64 {
    memory_of("self", "VmRSS:")
}

/// A figure of a process, for example the most memory that it has ever had (`VmHWM`).
#[cfg(target_os = "linux")]
fn memory_of(process: &str, figure: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(figure)).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() * 1_024.0 / 1e6
}

/// A process of its own, because the request and the response of a client are large too.
#[cfg(target_os = "linux")]
#[test]
fn a_large_file_takes_about_twice_its_size() {
    let storage = Storage::new();
    let arguments = ["--listen", "127.0.0.1:0", "--no-demo", "--database", storage.url()];
    let mut child = command(storage.path(), &arguments).spawn().unwrap();
    let (address, _) = ready(&mut child);
    let (ada, files) = Remote::with_project(&address, "ada@example.test");
    let mut body = new_file("/large.txt");
    body["text"] = format!("{}\n", "0123456789".repeat(50)).repeat(80_000).into();
    let megabytes = body.to_string().len() as f64 / 1e6;
    let process = child.id().to_string();
    let before = memory_of(&process, "VmRSS:");
    let file = format!("{files}/1");
    for (method, path, body) in
        [("POST", &files, Some(&body)), ("PUT", &file, Some(&body)), ("GET", &files, None)]
    {
        let answer = ada.send(method, path, body).unwrap();
        assert!(answer.starts_with("HTTP/1.1 20"), "{}", &answer[..200]);
        assert!(answer.len() as f64 > megabytes * 1e6);
    }
    let grown = memory_of(&process, "VmHWM:") - before;
    child.kill().unwrap();
    child.wait().unwrap();
    eprintln!("{grown:.0} MB for {megabytes:.0} MB");
    // The body and its text, then the text and the response.
    assert!(grown < 2.7 * megabytes, "{grown} MB for {megabytes} MB");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_list_of_user_files_is_not_built_in_memory() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let insert = "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 60) \
         INSERT INTO user_files (title, language, extension, created_at, updated_at, neptun_user_id, text) \
         SELECT CAST(number AS TEXT), 'l', 'e', number / 2, 1, neptun_user_id, $1 FROM numbers, user_files";
    let pool = api.server.database().unwrap().pool();
    sqlx::query(insert).bind("0".repeat(1_000_000)).execute(pool).await.unwrap();
    let link = "INSERT INTO project_user_files SELECT project_id, id FROM user_files, project_user_files \
         WHERE true ON CONFLICT DO NOTHING";
    api.execute(link).await;
    let kind = ResourceType::UserFiles;
    for path in [paths::owned(ada.user(), kind), paths::resources(ada.user(), ada.project, kind)] {
        let before = memory();
        let response = ada.client.begin(Request::get(&path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status().as_u16(), 200);
        // The list is 60 MB.
        let grown = memory() - before;
        assert!(grown < 25.0, "{grown} MB");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.len() > 60_000_000 && body.ends_with(b"}]"));
        let body = std::str::from_utf8(&body).unwrap();
        let elements = body.split(r#"{"id":"#).skip(1);
        let ids: Vec<i64> =
            elements.map(|element| element.split(',').next().unwrap().parse().unwrap()).collect();
        assert_eq!(ids, [[1].as_slice(), &(2..=61).rev().collect::<Vec<_>>()].concat());
    }
}

#[tokio::test]
async fn large_bodies_beyond_the_memory_for_them_are_refused() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    let mut large = new_file("/large.txt");
    large["text"] = "x".repeat(1_500_000).into();
    // A response that nobody reads keeps its memory.
    let unread = ada.client.begin(post(&files, Body::from(large.to_string()))).await;
    assert_eq!(unread.status().as_u16(), 201);
    let unfinished = two_unfinished(&ada, &files).await;
    let answer = ada.client.post(&files, large.clone()).await;
    answer.refused(503, "The server is busy. Try again in a moment");
    assert_eq!(answer.header("retry-after"), "1");
    ada.client.post(&files, new_file("/small.txt")).await.created();
    drop(unread);
    ada.client.post(&files, large.clone()).await.created();
    for task in unfinished {
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    large["text"] = "x".repeat(3_000_000).into();
    ada.client.post(&files, large).await.created();
}

#[tokio::test]
async fn slow_bodies_give_their_memory_to_others() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    let unfinished = two_unfinished(&ada, &files).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut large = new_file("/large.txt");
    large["text"] = "x".repeat(3_000_000).into();
    ada.client.post(&files, large).await.created();
    for answer in join_all(unfinished).await {
        answer.unwrap().refused(503, "The server is busy. Try again in a moment");
    }
}

fn post(path: &str, body: Body) -> Request<Body> {
    Request::post(path).header("content-type", "application/json").body(body).unwrap()
}

/// Two uploads that have nearly all of the memory, and of which the end does not come.
async fn two_unfinished(ada: &World, files: &str) -> Vec<JoinHandle<Answer>> {
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let (body, has_arrived) = unfinished(63);
        let (client, request) = (ada.client.clone(), post(files, body));
        tasks.push(tokio::spawn(async move { client.send(request).await }));
        has_arrived.await.unwrap();
    }
    tasks
}

/// A body of which the end does not come, and the moment at which all else has arrived.
fn unfinished(megabytes: usize) -> (Body, tokio::sync::oneshot::Receiver<()>) {
    let (arrived, has_arrived) = tokio::sync::oneshot::channel();
    let chunks = stream::iter(0..megabytes)
        .map(|_| Ok::<_, io::Error>(Bytes::from_static(&[b' '; 1_000_000])));
    let end = stream::once(async move {
        arrived.send(()).unwrap();
        std::future::pending().await
    });
    (Body::from_stream(chunks.chain(end)), has_arrived)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn slow_readers_hold_up_nobody() {
    // Beyond the connections of the database; `docs/server-attacks.md` has the figures of 200.
    const READERS: usize = 64;
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let files = paths::files(ada.user(), ada.project);
    for index in 0..200 {
        let mut body = new_file(&format!("/{index}"));
        body["text"] = "0123456789".repeat(5_000).into();
        ada.client.post(&files, body).await.created();
    }
    let running = Running::start(api.server.clone()).await;
    let cookie = ada.client.cookie.clone().unwrap();
    let before = memory();
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let mut stream = TcpStream::connect(&running.address).await.unwrap();
        let request =
            format!("GET {files} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        readers.push(stream);
    }
    // Every one of them has its headers and reads nothing more.
    for stream in &mut readers {
        stream.read_exact(&mut [0; 12]).await.unwrap();
    }
    let mut slowest = Duration::ZERO;
    for _ in 0..20 {
        let start = Instant::now();
        let answer = running.fetch(&ada.client, &paths::projects(ada.user()), "identity").await;
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        slowest = slowest.max(start.elapsed());
    }
    let grown = memory() - before;
    eprintln!("slowest small answer: {slowest:?}, memory: {grown:.0} MB more");
    // 100 ms optimised; a build without optimisation on a busy machine takes longer.
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    // The lists together are 640 MB.
    assert!(grown < 100.0, "{grown} MB");
    // They still get all of it.
    let mut rest = Vec::new();
    let mut one = readers.pop().unwrap();
    while !rest.ends_with(b"]}\r\n0\r\n\r\n") {
        assert_ne!(one.read_buf(&mut rest).await.unwrap(), 0, "broke off");
    }
    assert!(rest.len() > 10_000_000);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn many_logins_at_once_are_busy_or_right() {
    let api = Api::new().await;
    api.sign_up("ada@example.test").await;
    let before = memory();
    let logins = (0..100).map(|_| {
        let mut client = api.stranger();
        async move { client.login("ada@example.test", PASSWORD).await }
    });
    let answers = join_all(logins).await;
    let ok = answers.iter().filter(|answer| answer.status.as_u16() == 200).count();
    for answer in answers.iter().filter(|answer| answer.status.as_u16() != 200) {
        answer.refused(503, "The server is busy. Try again in a moment");
        assert_eq!(answer.header("retry-after"), "1");
    }
    assert!(ok >= 10, "{ok}");
    // 19 MiB for each of at most four threads, of which one has it since the sign-up.
    let grown = memory() - before;
    assert!(grown < 80.0, "{grown} MB");
}

#[cfg(unix)]
#[tokio::test]
async fn connections_beyond_the_limit_wait_for_one_to_end() {
    const LIMIT: usize = 1_024;
    // Both ends of every connection are in this process.
    if rlimit::increase_nofile_limit(4_096).unwrap() < 4_096 {
        eprintln!("skipped: not enough file descriptors are allowed");
        return;
    }
    let api = Api::new().await;
    let running = Running::start(api.server.clone()).await;
    let ask = async || {
        let mut stream = TcpStream::connect(&running.address).await.unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        stream
    };
    let mut connections = Vec::new();
    for _ in 0..LIMIT {
        let mut stream = ask().await;
        stream.read_exact(&mut [0; 12]).await.unwrap();
        connections.push(stream);
    }
    let mut next = ask().await;
    let mut status = [0; 12];
    let early = tokio::time::timeout(Duration::from_millis(500), next.read_exact(&mut status));
    assert!(early.await.is_err(), "more than {LIMIT} connections");
    connections.pop();
    next.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
}

#[tokio::test]
async fn an_address_has_few_connections_unless_it_is_a_proxy() {
    const LIMIT: usize = 3;
    for trusted in [false, true] {
        let api = Api::with(|config| {
            config.connections_per_address = LIMIT;
            if trusted {
                config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
            }
        })
        .await;
        let running = Running::start(api.server.clone()).await;
        let server = running.address.parse().unwrap();
        // A stream whose request is answered, or nothing if the server closes it.
        let ask = async |from: &str| {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
            let mut stream = socket.connect(server).await.unwrap();
            let request = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            let _ = stream.write_all(request).await;
            stream.read_exact(&mut [0; 12]).await.ok().map(|_| stream)
        };
        let mut connections = Vec::new();
        for _ in 0..LIMIT {
            connections.push(ask("127.0.0.1").await.unwrap());
        }
        assert_eq!(ask("127.0.0.1").await.is_some(), trusted);
        assert!(ask("127.0.0.2").await.is_some());
        connections.clear();
        while ask("127.0.0.1").await.is_none() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn a_deeply_nested_body_gets_a_short_answer() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let body = "{\"a\":".repeat(1_000_000);
    let request = Request::post(paths::files(ada.user(), ada.project))
        .header("content-type", "application/json")
        .body(Body::from(body))
        .unwrap();
    let answer = ada.client.send(request).await;
    assert_eq!(answer.status.as_u16(), 400);
    assert!(answer.body.len() < 2_000, "{}", answer.body.len());
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    // Nobody gains time by sending most of a body at once.
    for megabytes in [0, 8] {
        let api = Api::new().await;
        let ada = World::new(&api, "ada@example.test").await;
        let (body, has_arrived) = unfinished(megabytes);
        let request = post(&paths::files(ada.user(), ada.project), body);
        // The clock is stopped only when the server waits for the body: a stopped clock jumps to the next timeout whenever the runtime
        // is idle, also while the database looks the session up.
        let stop_clock = async {
            has_arrived.await.unwrap();
            tokio::time::pause();
            tokio::time::Instant::now()
        };
        let (answer, start) = tokio::join!(ada.client.send(request), stop_clock);
        answer.refused(408, "The request body arrives too slowly");
        assert!(start.elapsed() < Duration::from_secs(31), "{:?}", start.elapsed());
        tokio::time::resume();
    }
}

#[tokio::test]
async fn http_2_is_spoken_behind_a_proxy() {
    let api = Api::new().await;
    let running = Running::start(api.server.clone()).await;
    let mut stream = TcpStream::connect(&running.address).await.unwrap();
    // The preface of a client and an empty SETTINGS frame; the server answers with its own.
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "{frame:?}");
}
