//! Rejects requests that pages of other sites send in a user's name (cross-site request forgery).
//!
//! The session cookie is `SameSite=Lax`, but a site includes all ports and all hosts of a domain. The rules are those of Go's
//! `http.CrossOriginProtection`: `Sec-Fetch-Site` decides, because pages cannot forge it; without it, `Origin` has to be the
//! public origin or name this host; without both, the client is not a browser.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;
use crate::origin::Origin;

/// Middleware that rejects a request unless its method is safe or it comes from the app's own origin.
pub(crate) async fn reject(
    State(public_origin): State<Option<Arc<Origin>>>,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_same_origin(request.headers(), public_origin.as_deref()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

fn is_same_origin(headers: &HeaderMap, public_origin: Option<&Origin>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    let Some(origin) = text(ORIGIN).and_then(|origin| origin.parse::<Origin>().ok()) else {
        return false;
    };
    match public_origin {
        Some(public_origin) => origin == *public_origin,
        // The scheme of the request is unknown behind a proxy that terminates TLS.
        None => text(HOST).is_some_and(|host| origin.has_host(host)),
    }
}
