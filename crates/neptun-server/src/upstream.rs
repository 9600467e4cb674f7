//! Passes the API on to a live Neptun instead of answering it here, so that its cookies come from the app's own origin.

use axum::extract::{Request, State};
use axum::http::header::{ORIGIN, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use axum_reverse_proxy::{ProxyError, ProxyPolicy, ReverseProxy};
use std::time::Duration;

use neptun_api::{Health, paths};

use crate::error::plain;
use crate::handlers::health;
use crate::local_http::is_local_http;

/// How long a live server may take to begin its answer: one that sleeps until it is called needs a while.
const PATIENCE: Duration = Duration::from_secs(60);

/// A URL that cannot be a live Neptun.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} is no address of a Neptun server: use its origin, for example https://neptun.example.org"
)]
pub struct InvalidUpstream(String);

/// Passes everything on to the live Neptun at `url`: an origin, so scheme and host, and a port if it is not the usual one.
pub(crate) fn router(url: &str) -> Result<Router, InvalidUpstream> {
    let origin = origin(url).ok_or_else(|| InvalidUpstream(url.to_owned()))?;
    let policy = ProxyPolicy::new().with_upstream_timeout(PATIENCE);
    let text = origin.to_str().unwrap_or(url).to_owned();
    Ok(Router::new()
        .fallback_service(ReverseProxy::new("", text).with_policy(policy))
        .layer(middleware::from_fn_with_state(origin, translate))
        .route(paths::HEALTH, get(own_health)))
}

fn origin(url: &str) -> Option<HeaderValue> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?.as_str();
    let is_origin = uri.path() == "/" && uri.query().is_none() && !authority.contains('@');
    is_origin.then(|| HeaderValue::try_from(format!("{scheme}://{authority}")).ok()).flatten()
}

/// Middleware: makes a request one of the live server, and its answer one of ours.
async fn translate(
    State(origin): State<HeaderValue>,
    mut request: Request,
    next: Next,
) -> Response {
    let local = is_local_http(request.headers());
    as_from(&origin, request.headers_mut());
    let mut response = next.run(request).await;
    // Why it failed has been logged by the proxy.
    if response.extensions().get::<ProxyError>().is_some() {
        return unreachable(response.status(), &origin);
    }
    if local {
        keep_cookies_over_http(response.headers_mut());
    }
    response
}

/// `GET /health`, which says nothing of the live server: it has no such endpoint.
async fn own_health() -> Json<Health> {
    Json(health::status("ok", None))
}

/// To the live server, the app must look like one of its own pages. Whether it is one of ours has been checked.
fn as_from(origin: &HeaderValue, headers: &mut HeaderMap) {
    if headers.contains_key(ORIGIN) {
        headers.insert(ORIGIN, origin.clone());
    }
    headers.remove(REFERER);
}

fn unreachable(status: StatusCode, origin: &HeaderValue) -> Response {
    let origin = origin.to_str().unwrap_or_default();
    let message = if status == StatusCode::GATEWAY_TIMEOUT {
        format!("The Neptun server at {origin} does not answer")
    } else {
        format!("The Neptun server at {origin} cannot be reached")
    };
    plain(status, &message).into_response()
}

/// Drops what makes a browser refuse a cookie over plain http, or on another host than the live server's.
fn keep_cookies_over_http(headers: &mut HeaderMap) {
    let cookies: Vec<_> = headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|value| HeaderValue::from_str(&relaxed(value.to_str().ok()?)).ok())
        .collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

fn relaxed(cookie: &str) -> String {
    let mut parts = cookie.split(';');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for attribute in parts {
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let is = |text: &str| name.trim().eq_ignore_ascii_case(text);
        // `SameSite=None` and `Partitioned` are only valid together with `Secure`.
        let needs_secure = is("secure")
            || is("partitioned")
            || is("samesite") && value.trim().eq_ignore_ascii_case("none");
        if !needs_secure && !is("domain") {
            kept.push(';');
            kept.push_str(attribute);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_https_and_the_other_host_need_is_dropped() {
        assert_eq!(
            relaxed(
                "neptun-session=a=b; Max-Age=1; Domain=x.org; Path=/; HttpOnly; SECURE; SameSite=Lax"
            ),
            "neptun-session=a=b; Max-Age=1; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(relaxed("a=b; secure; samesite=None"), "a=b");
        assert_eq!(relaxed("secure=1"), "secure=1");
    }

    #[test]
    fn only_an_origin_is_accepted() {
        for url in ["https://neptun.example.org", "http://127.0.0.1:3000/"] {
            assert!(origin(url).is_some(), "{url}");
        }
        for url in
            ["", "neptun.example.org", "ftp://x.org", "https://x.org/app", "https://a:b@x.org"]
        {
            assert!(origin(url).is_none(), "{url}");
        }
    }
}
