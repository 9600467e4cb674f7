//! The app's page and its assets.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::support::{Answer, Api};

const INDEX: &str =
    "<!doctype html><title>N</title><style>p{}</style><script type=\"module\">go()</script>";
const SCRIPT: &str = "/neptun-ui-0123456789abcdef.js";

fn write(dist: &Path, name: &str, content: &str) {
    fs::create_dir_all(dist.join(name).parent().unwrap()).unwrap();
    fs::write(dist.join(name), content).unwrap();
}

async fn with_app() -> Api {
    let api = Api::new().await;
    let dist = api.storage.path().join("dist");
    write(&dist, "index.html", INDEX);
    write(&dist, "index.html.br", "brotli of the page");
    write(&dist, &SCRIPT[1..], "script");
    write(&dist, &format!("{}.br", &SCRIPT[1..]), "brotli of the script");
    write(&dist, &format!("{}.gz", &SCRIPT[1..]), "gzip of the script");
    write(&dist, "icon.svg", "<svg/>");
    write(&dist, "assets/a.css", "p{}");
    api
}

/// What browsers send when they open a page: everywhere, and where they trust the origin.
const NAVIGATIONS: [&[(&str, &str)]; 2] = [
    &[("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")],
    &[("accept", "*/*"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
];

/// What they send for what a page is made of.
const SUBRESOURCES: [&[(&str, &str)]; 4] = [
    &[],
    &[("accept", "*/*")],
    &[("accept", "text/css,*/*;q=0.1")],
    &[("accept", "text/html"), ("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")],
];

async fn get(api: &Api, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    api.stranger().send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_navigation_to_what_is_no_file_is_the_page() {
    let api = with_app().await;
    let long = format!("/{}", "x".repeat(300));
    for path in [
        "/",
        "/index.html",
        "/sign-in",
        "/sign-in/",
        "/sign-up",
        "/projects",
        "/projects/",
        "/projects/1",
        "/projects/1/files/7.",
        "/projects/1/files/3?q=a.b",
        "/projects/1/user-files/2",
        "/projects/x/y/z",
        "/projects/main.js",
        "/unknown",
        "/assets",
        "/assets/",
        "/apis",
        "/%2e%2e/Cargo.toml",
        "/%ff",
        &long,
    ] {
        for headers in NAVIGATIONS {
            let answer = get(&api, path, headers).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.text(), INDEX, "{path}");
            assert_eq!(answer.header("cache-control"), "no-cache");
        }
    }
    for headers in NAVIGATIONS {
        assert_eq!(get(&api, "/icon.svg", headers).await.text(), "<svg/>");
        get(&api, "/api/unknown", headers).await.refused(404, "Endpoint not found");
    }
}

#[tokio::test]
async fn what_is_missing_is_404_and_not_the_page() {
    let api = with_app().await;
    let long = format!("/{}.js", "x".repeat(300));
    for path in [
        "/foo",
        "/foo.js",
        "/neptun-ui-fedcba9876543210.js",
        "/projects.js",
        "/projects/main.js",
        "/assets/x.css",
        "/assets",
        "/assets/",
        "/favicon.ico",
        "/projectsx",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/apis",
        &long,
    ] {
        for headers in SUBRESOURCES {
            let answer = get(&api, path, headers).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8", "{path}");
            assert_eq!(answer.text(), "Not found\n");
            assert_eq!(answer.header("cache-control"), "", "{path}");
        }
    }
}

#[tokio::test]
async fn an_error_is_not_cached() {
    let api = with_app().await;
    let answer = get(&api, SCRIPT, &[("range", "bytes=900-")]).await;
    assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(answer.header("cache-control"), "");
    let answer = get(&api, SCRIPT, &[("range", "bytes=0-2")]).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::PARTIAL_CONTENT, "scr"));
}

#[tokio::test]
async fn pages_can_only_be_read() {
    let api = with_app().await;
    for path in ["/", "/index.html", SCRIPT] {
        let answer = api.stranger().request(Method::POST, path, None).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET, HEAD");
        let head = api.stranger().request(Method::HEAD, path, None).await;
        assert_eq!(head.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn hashed_names_are_kept_for_ever_and_others_are_asked_for() {
    let api = with_app().await;
    let script = get(&api, SCRIPT, &[]).await;
    assert_eq!(script.text(), "script");
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(script.header("content-type").contains("javascript"));
    for path in ["/icon.svg", "/assets/a.css"] {
        let answer = get(&api, path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "no-cache");
        let etag = answer.header("etag");
        let again = get(&api, path, &[("if-none-match", etag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
async fn what_was_compressed_is_sent_compressed() {
    let api = with_app().await;
    for (accepted, encoding, content) in [
        ("gzip, deflate, br, zstd", "br", "brotli of the script"),
        ("gzip", "gzip", "gzip of the script"),
        ("identity", "", "script"),
    ] {
        let answer = get(&api, SCRIPT, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.text(), content);
        assert!(answer.header("content-type").contains("javascript"));
        assert_eq!(answer.header("vary").to_lowercase(), "accept-encoding", "{accepted}");
    }
    let page = get(&api, "/", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((page.header("content-encoding"), page.text()), ("br", "brotli of the page"));
}

#[tokio::test]
async fn the_page_is_asked_for_each_time_and_sent_when_it_has_changed() {
    let api = with_app().await;
    let first = get(&api, "/", &[]).await;
    assert_eq!(first.header("cache-control"), "no-cache");
    assert_eq!(first.header("vary"), "accept-encoding");
    let etag = first.header("etag").to_owned();
    let again = get(&api, "/sign-in", &[("accept", "text/html"), ("if-none-match", &etag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(again.header("etag"), etag);
    let encoded = get(&api, "/", &[("accept-encoding", "br"), ("if-none-match", &etag)]).await;
    assert_eq!(encoded.status, StatusCode::OK, "another encoding is another representation");

    let path = api.storage.path().join("dist/index.html");
    fs::write(&path, "<script>other()</script>").unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
    let changed = get(&api, "/", &[("if-none-match", &etag), ("accept-encoding", "br")]).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.text(), "<script>other()</script>", "not the brotli of the page before");
    assert_ne!(changed.header("content-security-policy"), first.header("content-security-policy"));
}

#[tokio::test]
async fn the_page_runs_its_own_code_only() {
    let api = with_app().await;
    let answer = get(&api, "/projects/1", NAVIGATIONS[0]).await;
    // printf 'go()' | openssl dgst -sha256 -binary | base64
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'self'; \
         script-src 'self' 'wasm-unsafe-eval' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='; \
         worker-src 'self'; style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; \
         img-src 'self' https:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert_eq!(get(&api, SCRIPT, &[]).await.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn without_a_built_app_the_page_says_what_to_do() {
    let api = Api::new().await;
    let answer = get(&api, "/projects", NAVIGATIONS[0]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("cargo xtask run"), "{}", answer.text());
    api.stranger().get(neptun_api::paths::SESSION).await.ok();
}
