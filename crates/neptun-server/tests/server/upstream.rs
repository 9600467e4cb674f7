//! A live Neptun in place of the database: a second server of ours plays it, across a real connection.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::routing::{any, get};
use neptun_api::{Issue, paths};
use neptun_server::Source;
use serde_json::json;

use crate::support::{Api, Client, PASSWORD, Running, World, new_project};

/// A server that passes everything on to `address`.
async fn front(address: &str) -> Api {
    let origin = format!("http://{address}");
    Api::with(|config| config.source = Source::Upstream(origin)).await
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
    let message = format!("The Neptun server at http://{address} cannot be reached");
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
