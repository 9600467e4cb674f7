//! Proxies the API to a live Neptun, so that its cookies come from the app's own origin.

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

/// Time until the live server has to start its response. One that is scaled to zero needs a while to start.
const UPSTREAM_TIMEOUT: Duration = Duration::from_secs(60);

/// The upstream URL is not an origin.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not the origin of a Neptun server. Use, for example, https://neptun.example.org")]
pub struct InvalidUpstream(String);

/// Proxies every request to the live Neptun at `url`, which is an origin: scheme, host and port.
pub(crate) fn router(url: &str) -> Result<Router, InvalidUpstream> {
    let origin = origin(url).ok_or_else(|| InvalidUpstream(url.to_owned()))?;
    let policy = ProxyPolicy::new().with_upstream_timeout(UPSTREAM_TIMEOUT);
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

/// Middleware that rewrites `Origin` and `Set-Cookie` between the app's origin and the live server's.
async fn translate(
    State(origin): State<HeaderValue>,
    mut request: Request,
    next: Next,
) -> Response {
    let local = is_local_http(request.headers());
    rewrite_origin(&origin, request.headers_mut());
    let mut response = next.run(request).await;
    // The proxy has logged the cause.
    if response.extensions().get::<ProxyError>().is_some() {
        return unreachable(response.status(), &origin);
    }
    if local {
        strip_secure_attributes(response.headers_mut());
    }
    response
}

/// `GET /health` of this server: a live server has no such endpoint.
async fn own_health() -> Json<Health> {
    Json(health::status("ok", None))
}

/// Makes the request same-origin for the live server. [`crate::cross_site`] has checked that it comes from the app.
fn rewrite_origin(origin: &HeaderValue, headers: &mut HeaderMap) {
    if headers.contains_key(ORIGIN) {
        headers.insert(ORIGIN, origin.clone());
    }
    headers.remove(REFERER);
}

fn unreachable(status: StatusCode, origin: &HeaderValue) -> Response {
    let origin = origin.to_str().unwrap_or_default();
    let message = if status == StatusCode::GATEWAY_TIMEOUT {
        format!("The Neptun server at {origin} does not respond")
    } else {
        format!("The Neptun server at {origin} cannot be reached")
    };
    plain(status, &message).into_response()
}

/// Removes the attributes for which a browser rejects a cookie over plain http, or from another host than the live server's.
fn strip_secure_attributes(headers: &mut HeaderMap) {
    let cookies: Vec<_> = headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|value| {
            HeaderValue::from_str(&strip_secure_attribute(value.to_str().ok()?)).ok()
        })
        .collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

fn strip_secure_attribute(cookie: &str) -> String {
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
            strip_secure_attribute(
                "neptun-session=a=b; Max-Age=1; Domain=x.org; Path=/; HttpOnly; SECURE; SameSite=Lax"
            ),
            "neptun-session=a=b; Max-Age=1; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(strip_secure_attribute("a=b; secure; samesite=None"), "a=b");
        assert_eq!(strip_secure_attribute("secure=1"), "secure=1");
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
