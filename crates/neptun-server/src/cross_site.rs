//! Rejects requests that pages of other sites send in a user's name (cross-site request forgery).
//!
//! The session cookie is `SameSite=Lax`, but a site includes all ports and all hosts of a domain. The rules are those of Go's
//! `http.CrossOriginProtection`: `Sec-Fetch-Site` decides, because pages cannot forge it; without it, `Origin` has to name this
//! host; without both, the client is not a browser.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;

/// Middleware that rejects a request unless its method is safe or it comes from the app's own origin.
pub(crate) async fn reject(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    // Without the scheme, which is unknown behind a proxy that terminates TLS.
    let origin = text(ORIGIN).and_then(|origin| origin.split_once("://"));
    match (origin, text(HOST)) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}
