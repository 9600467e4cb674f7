//! Refuses requests that pages of other sites send in a user's name.
//!
//! The session cookie is `SameSite=Lax`, which already keeps it out of them; but "site" leaves out the port and other hosts of a
//! domain. The rules are those of Go's `http.CrossOriginProtection`: `Sec-Fetch-Site` decides, which pages cannot forge; where
//! a browser does not send it, `Origin` has to name this host; without either, it is no browser.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;

/// Middleware that lets everything pass which changes nothing or comes from our own pages.
pub(crate) async fn refuse(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_own(request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    // The scheme is left out: behind a proxy that ends https, we would not know our own.
    let origin = text(ORIGIN).and_then(|origin| origin.split_once("://"));
    match (origin, text(HOST)) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}
