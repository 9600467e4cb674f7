//! Requests that pages of other sites send.

use axum::body::Body;
use axum::http::{Method, Request};
use neptun_api::paths;

use crate::support::{Api, World};

async fn send(ada: &World, method: Method, headers: &[(&str, &str)]) -> u16 {
    let mut request = Request::builder()
        .method(method)
        .uri(paths::projects(ada.user()))
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = crate::support::new_project("n").to_string();
    let answer = ada.client.send(request.body(Body::from(body)).unwrap()).await;
    if answer.status.as_u16() == 403 {
        answer.refused(403, "Requests from other sites are refused");
    }
    answer.status.as_u16()
}

#[tokio::test]
async fn only_our_own_pages_may_change_anything() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    for (headers, status) in [
        (&[][..], 201),
        (&[("sec-fetch-site", "same-origin")], 201),
        (&[("sec-fetch-site", "none")], 201),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "http://localhost:3000")], 201),
        (&[("origin", "http://localhost:4000")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:3000")], 403),
        // The development server passes requests on under another host; the browser vouches for the page.
        (&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:4000")], 201),
    ] {
        assert_eq!(send(&ada, Method::POST, headers).await, status, "{headers:?}");
        assert_eq!(send(&ada, Method::GET, headers).await, 200, "{headers:?}");
    }
}

#[tokio::test]
async fn every_endpoint_that_changes_something_is_protected() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let before = ada.snapshot().await;
    let auth = [paths::LOGIN, paths::SIGN_UP, paths::LOGOUT];
    let auth = auth.map(|path| (Method::POST, path.to_owned()));
    let endpoints = ada.endpoints().into_iter().map(|endpoint| (endpoint.method, endpoint.path));
    for (method, path) in endpoints.chain(auth).filter(|(method, _)| *method != Method::GET) {
        let request =
            Request::builder().method(method).uri(path).header("sec-fetch-site", "cross-site");
        let answer = ada.client.send(request.body(Body::empty()).unwrap()).await;
        answer.refused(403, "Requests from other sites are refused");
    }
    assert_eq!(ada.snapshot().await, before);
}
