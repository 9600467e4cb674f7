//! A live Neptun in place of the database: a second server of ours plays it, across a real connection.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::routing::{any, get};
use neptun_api::{Issue, paths};
use neptun_server::{Source, UpstreamConfig};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Api, Client, PASSWORD, Running, World, new_project};

/// A server that passes everything on to `address`.
async fn front(address: &str) -> Api {
    at(format!("http://{address}"), None).await
}

async fn at(origin: String, ca_file: Option<PathBuf>) -> Api {
    Api::with(|config| config.source = Source::Upstream(UpstreamConfig { origin, ca_file })).await
}

/// A live server that is not ours.
async fn foreign(router: Router) -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, task)
}

#[tokio::test]
async fn the_whole_api_works_through_it() {
    let live = Api::new().await;
    let running = Running::start(live.server.clone()).await;
    let front = front(&running.address).await;
    assert!(front.server.database().is_none());
    let ada = World::new(&front, "ada@example.test").await;
    for endpoint in ada.endpoints() {
        let answer = endpoint.call(&ada.client).await;
        assert!(answer.status.is_success(), "{endpoint:?} {answer:?}");
    }
    assert_eq!(live.count("SELECT COUNT(*) FROM users").await, 1);
    ada.client.request(Method::POST, paths::LOGOUT, None).await.ok();
    ada.client.get(&paths::projects(ada.user())).await.refused(401, "Missing or invalid session");
}

#[tokio::test]
async fn a_session_of_the_live_server_can_be_brought_along() {
    let live = Api::new().await;
    let running = Running::start(live.server.clone()).await;
    let front = front(&running.address).await;
    let health = front.stranger().get(paths::HEALTH).await.ok();
    assert_eq!(health["upstream"], format!("http://{}", running.address));

    // Signed in there, without the proxy.
    let there = live.sign_up("ada@example.test").await;
    let pasted = there.cookie.clone().unwrap();
    let (_, value) = pasted.split_once('=').unwrap();
    for text in [pasted.clone(), value.to_owned(), format!(" Cookie: a=b; {pasted}; c=d\n")] {
        let mut here = front.stranger();
        let body = Some(json!({ "cookie": text }));
        let answer = here.request(Method::PUT, paths::SESSION_COOKIE, body).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{text}");
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        here.cookie = cookie.split(';').next().map(str::to_owned);
        let session = here.get(paths::SESSION).await.ok();
        assert_eq!(session["user"]["primary_email"], "ada@example.test");
    }
    for text in ["", " ", "two words", "a=b; c=d", "neptun-session=", "ü"] {
        let body = Some(json!({ "cookie": text }));
        let answer = front.stranger().request(Method::PUT, paths::SESSION_COOKIE, body).await;
        assert_eq!(answer.invalid(), ["cookie"], "{text}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let body = Some(json!({ "cookie": "x".repeat(16_000) }));
    let answer = front.stranger().request(Method::PUT, paths::SESSION_COOKIE, body).await;
    answer.refused(413, "The request is too large: at most 16 kB are accepted");
    // Only a proxy has it.
    let answer = live.stranger().request(Method::PUT, paths::SESSION_COOKIE, Some(json!({}))).await;
    answer.refused(404, "Endpoint not found");
}

#[tokio::test]
async fn refusals_come_through_as_they_are() {
    let live = Api::new().await;
    let running = Running::start(live.server.clone()).await;
    let front = front(&running.address).await;
    let ada = World::new(&front, "ada@example.test").await;
    let list = paths::projects(ada.user());
    front.stranger().get(&list).await.refused(401, "Missing or invalid session");
    assert_eq!(ada.client.post(&list, json!({})).await.invalid(), ["name"]);
    front.stranger().get("/api/unknown").await.refused(404, "Endpoint not found");
}

#[tokio::test]
async fn the_app_looks_like_a_page_of_the_live_server() {
    let live = Api::new().await;
    let running = Running::start(live.server.clone()).await;
    let front = front(&running.address).await;
    let ada = World::new(&front, "ada@example.test").await;
    // The live server would refuse a foreign origin, as ours does.
    let post = |origin: &'static str| {
        Request::post(paths::projects(ada.user()))
            .header("content-type", "application/json")
            .header("origin", origin)
            .body(Body::from(new_project("n").to_string()))
            .unwrap()
    };
    ada.client.send(post("http://localhost:3000")).await.created();
    let answer = ada.client.send(post("https://evil.example")).await;
    answer.refused(403, "Requests from other sites are refused");
}

#[tokio::test]
async fn the_secure_attribute_is_stripped_for_plain_http_on_this_machine_only() {
    const COOKIE: &str =
        "neptun-session=x; Path=/; Domain=live.example; HttpOnly; Secure; SameSite=Lax";
    let router = Router::new().fallback(any(async || [("set-cookie", COOKIE)]));
    let (address, _task) = foreign(router).await;
    let front = front(&address).await;
    let cookie = async |host: &str, proto: &str| {
        let request =
            Request::get("/api/x").header("host", host).header("x-forwarded-proto", proto);
        let answer = front.stranger().send(request.body(Body::empty()).unwrap()).await;
        answer.header("set-cookie").to_owned()
    };
    let stripped = "neptun-session=x; Path=/; HttpOnly; SameSite=Lax";
    assert_eq!(cookie("localhost:3000", "http").await, stripped);
    assert_eq!(cookie("127.0.0.1", "http").await, stripped);
    assert_eq!(cookie("localhost:3000", "https").await, COOKIE);
    assert_eq!(cookie("neptun.example", "http").await, COOKIE);
}

#[tokio::test]
async fn requests_arrive_with_their_cookie_and_the_live_servers_host() {
    let echo = async |headers: HeaderMap| {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        axum::Json(json!({
            "host": text("host"), "cookie": text("cookie"), "referer": text("referer"),
            "hop": text("x-hop"), "keep-alive": text("keep-alive"),
        }))
    };
    let (address, _task) = foreign(Router::new().fallback(any(echo))).await;
    let front = front(&address).await;
    let request = Request::get("/api/x?y=%20")
        .header("cookie", "neptun-session=a")
        .header("referer", "http://localhost:3000/projects/1")
        .header("connection", "x-hop")
        .header("x-hop", "1")
        .header("keep-alive", "timeout=5")
        .body(Body::empty())
        .unwrap();
    let seen = front.stranger().send(request).await.ok();
    let expected = json!({
        "host": address, "cookie": "neptun-session=a", "referer": null, "hop": null, "keep-alive": null,
    });
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn redirects_are_for_the_browser() {
    let moved = async || (StatusCode::FOUND, [("location", "/elsewhere"), ("set-cookie", "a=b")]);
    let router = Router::new().route("/api/moved", get(moved)).fallback(any(async || "followed"));
    let (address, _task) = foreign(router).await;
    let answer = front(&address).await.stranger().get("/api/moved").await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(answer.header("location"), "/elsewhere");
    assert_eq!(answer.header("set-cookie"), "a=b");
}

#[tokio::test]
async fn answers_are_passed_on_while_they_arrive() {
    use futures_util::{StreamExt, stream};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    // The second piece only comes once the first has arrived at the client.
    let (arrived, wait) = tokio::sync::oneshot::channel::<()>();
    let wait = std::sync::Arc::new(tokio::sync::Mutex::new(Some(wait)));
    let slow = async move || {
        let wait = wait.lock().await.take().unwrap();
        let pieces = stream::once(async { "first " }).chain(stream::once(async {
            wait.await.unwrap();
            "second"
        }));
        Body::from_stream(pieces.map(Ok::<_, std::io::Error>))
    };
    let (address, _task) = foreign(Router::new().route("/api/slow", get(slow))).await;
    let front = front(&address).await;
    let request =
        Request::get("/api/slow").header("host", "localhost").body(Body::empty()).unwrap();
    let mut body = front.server.router().oneshot(request).await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, "first ");
    arrived.send(()).unwrap();
    assert_eq!(body.collect().await.unwrap().to_bytes(), "second");
}

#[tokio::test]
async fn a_live_server_that_cannot_be_reached_is_502() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let front = front(&address).await;
    let message =
        format!("The Neptun server at http://{address} cannot be reached: connection refused");
    let issues: Vec<Issue> = front.stranger().get(paths::SESSION).await.refused(502, &message);
    assert!(issues.is_empty());
    let mut client: Client = front.stranger();
    client.login("ada@example.test", PASSWORD).await.refused(502, &message);
}

#[tokio::test]
async fn health_and_the_app_are_still_our_own() {
    let front = front("127.0.0.1:1").await;
    let health = front.stranger().get(paths::HEALTH).await.ok();
    assert_eq!(health["status"], "ok");
    assert!(health.get("demo_user").is_none());
    assert!(front.stranger().get("/").await.text().contains("cargo xtask run"));
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_told() {
    let front = at("http://neptun.invalid".to_owned(), None).await;
    let message = "The Neptun server at http://neptun.invalid cannot be reached: name not found";
    front.stranger().get(paths::SESSION).await.refused(502, message);
}

/// Before the app, which waits for 30 seconds, gives up and asks again.
#[tokio::test]
async fn a_live_server_that_does_not_answer_is_504_after_25_seconds() {
    let never = async || std::future::pending::<()>().await;
    let (address, _task) = foreign(Router::new().fallback(any(never))).await;
    let client = front(&address).await.stranger();
    // Only once the request is there: a clock that has stopped jumps to the next timeout, also that of the connection.
    let stop_clock = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        tokio::time::pause();
    };
    let (answer, ()) = tokio::join!(client.get("/api/x"), stop_clock);
    let message =
        format!("The Neptun server at http://{address} has not responded within 25 seconds");
    answer.refused(504, &message);
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_explained() {
    let to = |location: String| {
        Router::new().fallback(any(async move || (StatusCode::FOUND, [("location", location)])))
    };
    let (address, _task) = foreign(to("https://elsewhere.example/api/x".to_owned())).await;
    let message = format!(
        "The Neptun server at http://{address} redirects to https://elsewhere.example. \
         Use that origin with --upstream"
    );
    front(&address).await.stranger().get("/api/x").await.refused(502, &message);
}

#[tokio::test]
async fn paths_do_not_leave_the_api() {
    let seen = async |uri: axum::http::Uri| uri.path().to_owned();
    let (address, _task) = foreign(Router::new().fallback(any(seen))).await;
    let front = front(&address).await;
    for path in ["/api/%2e%2e/admin", "/api/..%2fadmin", "/api/%2E./admin", "/api/../admin"] {
        assert_eq!(front.stranger().get(path).await.invalid(), [""], "{path}");
    }
    assert_eq!(front.stranger().get("/api/a..b/%20").await.text(), "/api/a..b/%20");
}

#[tokio::test]
async fn an_answer_to_head_gains_no_length() {
    // By hand: axum would announce a length here too.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let _task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1_000]).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.unwrap();
        std::future::pending::<()>().await;
    });
    let front = front(&address).await;
    let answer = front.stranger().request(Method::HEAD, "/api/x", None).await;
    assert_eq!((answer.status, answer.header("content-length")), (StatusCode::OK, ""));
    let with_length = async || [("content-length", "7")];
    let (address, _task) = foreign(Router::new().fallback(any(with_length))).await;
    let front = self::front(&address).await;
    let answer = front.stranger().request(Method::HEAD, "/api/x", None).await;
    assert_eq!(answer.header("content-length"), "7");
}

/// A live server with TLS, HTTP/2 and a certificate of its own authority. Returns its port and the certificate in PEM.
async fn with_tls() -> (u16, String) {
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;
    use tokio_rustls::rustls::{ServerConfig, crypto::aws_lc_rs};
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let version = async |request: Request<Body>| format!("{:?}", request.version());
    let router = Router::new().fallback(any(version));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, router) = (acceptor.clone(), router.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                let service = hyper_util::service::TowerToHyperService::new(router);
                let executor = hyper_util::rt::TokioExecutor::new();
                let _ = hyper_util::server::conn::auto::Builder::new(executor)
                    .serve_connection(hyper_util::rt::TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    (port, key.cert.pem())
}

#[tokio::test]
async fn a_private_authority_is_trusted_if_its_file_is_named() {
    let (port, certificate) = with_tls().await;
    let origin = format!("https://localhost:{port}");
    let message = format!(
        "The Neptun server at {origin} cannot be reached: certificate not trusted: \
         its authority is unknown. Name the authority's file with --upstream-ca"
    );
    let untrusting = at(origin.clone(), None).await;
    untrusting.stranger().get("/api/x").await.refused(502, &message);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, certificate).unwrap();
    let trusting = at(origin, Some(file)).await;
    let answer = trusting.stranger().get("/api/x").await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, "HTTP/2.0"));
}
