//! The built app: its page on the app's routes, its assets, and a plain 404 for everything else.

mod content_security;
mod index_page;
mod routes;

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::any};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use index_page::IndexPage;

#[derive(Clone)]
struct Site {
    index: Arc<IndexPage>,
    files: ServeDir,
}

/// Serves the app that was built into `dist`.
pub(crate) fn router(dist: &Path) -> Router {
    let site = Site {
        index: Arc::new(IndexPage::new(dist.join("index.html"))),
        files: ServeDir::new(dist)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip(),
    };
    Router::new().fallback(any(serve)).with_state(site)
}

async fn serve(State(site): State<Site>, request: Request) -> Response {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(ALLOW, "GET, HEAD")];
        return (allow, text(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed\n"))
            .into_response();
    }
    if path == "/index.html" || routes::is_app_route(path) {
        return site.index.answer(request.headers()).await;
    }
    let caching = if routes::has_content_hash(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let result: Result<_, Infallible> = site.files.oneshot(request).await;
    let Ok(response) = result;
    let mut response = response.map(Body::new);
    if response.status() == StatusCode::NOT_FOUND {
        // Text, not the app: a browser that gets HTML for a missing script reports a riddle.
        return text(StatusCode::NOT_FOUND, "Not found\n").into_response();
    }
    if !response.status().is_server_error() {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    }
    response
}

fn text(status: StatusCode, body: &'static str) -> impl IntoResponse {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], body)
}
