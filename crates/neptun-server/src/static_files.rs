//! The built app: its files, and `index.html` for every navigation to a path that is not a file.
//!
//! The routes of the app are the app's own: the server knows none of them.

mod content_hash;
mod content_security;
#[cfg(feature = "embedded-app")]
mod embedded;
mod index_page;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::any};
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback, TokioBackend};

use index_page::IndexPage;

use crate::config::App;

#[derive(Clone)]
struct StaticFiles<B> {
    index: Arc<IndexPage<B>>,
    files: ServeDir<DefaultServeDirFallback, B>,
}

/// Serves the app.
pub(crate) fn router(app: &App) -> Router {
    match app {
        App::Folder(folder) => router_on(TokioBackend, folder),
        #[cfg(feature = "embedded-app")]
        App::Embedded => router_on(embedded::EmbeddedApp, Path::new("")),
    }
}

/// Serves the app whose files are in a folder of a file system.
fn router_on<B: Backend>(backend: B, folder: &Path) -> Router {
    let static_files = StaticFiles {
        index: Arc::new(IndexPage::new(backend.clone(), folder.join("index.html"))),
        files: ServeDir::with_backend(folder, backend)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip(),
    };
    Router::new().fallback(any(serve::<B>)).with_state(static_files)
}

async fn serve<B: Backend>(
    State(StaticFiles { index, mut files }): State<StaticFiles<B>>,
    request: Request,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(ALLOW, "GET, HEAD")];
        return (allow, text(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed\n"))
            .into_response();
    }
    let path = request.uri().path();
    if matches!(path, "/" | "/index.html") {
        return index.respond(request.headers()).await;
    }
    let caching =
        if content_hash::is_in(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    // Kept, because the file service consumes the request.
    let headers = request.headers().clone();
    let mut response = match files.try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) if is_missing(error.kind()) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!("static files: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    match response.status() {
        StatusCode::NOT_FOUND if is_navigation(&headers) => index.respond(&headers).await,
        // Text, because a browser reports HTML in place of a script as a syntax error.
        StatusCode::NOT_FOUND => text(StatusCode::NOT_FOUND, "Not found\n").into_response(),
        status => {
            if status.is_success() || status == StatusCode::NOT_MODIFIED {
                response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(caching));
            }
            response
        }
    }
}

/// True for the errors of a path that names no readable file, which include a name that is too long for the file system.
fn is_missing(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::PermissionDenied
            | ErrorKind::InvalidFilename
    )
}

/// True if a browser asks for a document, and not for a script, a style or an image of one.
///
/// Browsers leave `Sec-Fetch-Mode` out over plain http on another host than localhost. Without it, `Accept` decides: only a
/// navigation names `text/html`.
fn is_navigation(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-mode") {
        Some(mode) => mode == "navigate",
        None => headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|accept| accept.to_ascii_lowercase().contains("text/html")),
    }
}

fn text(status: StatusCode, body: &'static str) -> impl IntoResponse {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], body)
}
