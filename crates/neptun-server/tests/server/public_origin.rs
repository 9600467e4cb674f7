//! A server that knows the origin at which browsers reach it, and one beside another on the same host name.

use axum::body::Body;
use axum::http::{Method, Request};
use neptun_api::paths;
use serde_json::json;

use crate::support::{Answer, Api, PASSWORD, Running, World, new_project};

async fn at(origin: &str) -> Api {
    let origin = origin.parse().unwrap();
    Api::with(|config| config.public_origin = Some(origin)).await
}

async fn create(ada: &World, origin: &str, host: &str) -> Answer {
    let request = Request::post(paths::projects(ada.user()))
        .header("content-type", "application/json")
        .header("origin", origin)
        .header("host", host);
    ada.client.send(request.body(Body::from(new_project("n").to_string())).unwrap()).await
}

#[tokio::test]
async fn the_public_origin_decides_about_cookies_and_cross_site_requests() {
    let api = at("https://neptun.example").await;
    let ada = World::new(&api, "ada@example.test").await;
    let mut client = api.stranger();
    let login = client.login("ada@example.test", PASSWORD).await;
    assert!(login.header("set-cookie").contains("Secure"), "{login:?}");
    assert_eq!(login.header("strict-transport-security"), "max-age=31536000");
    // The proxy may pass on any host.
    for origin in ["https://neptun.example", "https://neptun.example:443", "https://NEPTUN.example"]
    {
        create(&ada, origin, "127.0.0.1:3000").await.created();
    }
    for origin in ["http://neptun.example", "https://neptun.example:8443", "https://evil.example"] {
        let answer = create(&ada, origin, "evil.example").await;
        answer.refused(403, "Requests from other sites are refused");
    }
}

#[tokio::test]
async fn over_plain_http_there_is_neither_secure_nor_hsts() {
    let api = at("http://neptun.internal:3000").await;
    let mut client = api.stranger();
    let answer = client.sign_up("ada@example.test").await;
    assert!(!answer.header("set-cookie").contains("Secure"), "{answer:?}");
    assert_eq!(answer.header("strict-transport-security"), "");
}

#[tokio::test]
async fn without_a_public_origin_default_ports_are_equal() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for (origin, host) in [
        ("https://neptun.example", "neptun.example:443"),
        ("https://neptun.example:443", "neptun.example"),
        ("http://neptun.example", "neptun.example:80"),
    ] {
        create(&ada, origin, host).await.created();
    }
    create(&ada, "https://neptun.example", "neptun.example:80")
        .await
        .refused(403, "Requests from other sites are refused");
}

#[tokio::test]
async fn several_proxies_name_the_protocol_of_the_client_first() {
    let api = Api::new().await;
    api.sign_up("ada@example.test").await;
    for (proto, secure) in [("https, http", true), ("http, https", false), (" HTTPS ", true)] {
        let body = json!({ "email": "ada@example.test", "password": PASSWORD }).to_string();
        let request = Request::post(paths::LOGIN)
            .header("host", "localhost")
            .header("content-type", "application/json")
            .header("x-forwarded-proto", proto);
        let answer = api.stranger().send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.header("set-cookie").contains("Secure"), secure, "{proto}");
    }
}

#[tokio::test]
async fn servers_with_different_cookies_do_not_sign_each_other_out() {
    let one = Api::new().await;
    let two = Api::with(|config| config.cookie_name = "neptun-two".to_owned()).await;
    let (ada, bob) = (one.sign_up("ada@example.test").await, two.sign_up("bob@example.test").await);
    assert!(bob.cookie.as_deref().unwrap().starts_with("neptun-two="));
    let both = format!("{}; {}", ada.cookie.clone().unwrap(), bob.cookie.clone().unwrap());
    let (mut ada, mut bob) = (ada, bob);
    (ada.cookie, bob.cookie) = (Some(both.clone()), Some(both));
    bob.request(Method::POST, paths::LOGOUT, None).await.ok();
    bob.get(&paths::projects(bob.user())).await.refused(401, "Missing or invalid session");
    ada.get(&paths::projects(ada.user())).await.ok();
    let document = two.stranger().get(paths::OPENAPI).await.ok();
    assert_eq!(document["components"]["securitySchemes"]["session"]["name"], "neptun-two");
}

#[tokio::test]
async fn a_connection_has_the_address_of_its_client() {
    let api = Api::with(|config| config.rate_limits = crate::support::limits(1)).await;
    let running = Running::start(api.server.clone()).await;
    let address = running.address.clone();
    let login = move || {
        let remote = crate::support::Remote { address: address.clone(), cookie: String::new() };
        let body = json!({ "email": "ada@example.test", "password": "wrong" });
        remote.json("POST", paths::LOGIN, Some(&body)).unwrap().0
    };
    let statuses = tokio::task::spawn_blocking(move || [login(), login()]).await.unwrap();
    assert_eq!(statuses, [401, 429]);
}
