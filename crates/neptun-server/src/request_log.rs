//! The request log of `--verbose`.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Middleware that logs method, path, status and the time until the response headers. The query is left out, because it can
/// contain what a user typed.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    if !tracing::enabled!(tracing::Level::INFO) {
        return next.run(request).await;
    }
    let start = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let ms = start.elapsed().as_millis();
    tracing::info!("{method} {path} {} {ms} ms", response.status().as_u16());
    response
}
