//! Proxies the API to a live Neptun, so that its cookies come from the app's own origin.

mod reason;
mod session_cookie;
mod tls;

use std::path::PathBuf;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, LOCATION, ORIGIN, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use axum_reverse_proxy::{ProxyError, ProxyPolicy, ReverseProxy};
use futures_util::stream;
use percent_encoding::percent_decode_str;

use neptun_api::{Health, Issue, paths};

use crate::error::{ApiError, plain};
use crate::handlers::health;
use crate::local_http::is_local_http;

/// Time until the live server has to start its response. The app gives up after 30 seconds and would not see the reason.
const UPSTREAM_TIMEOUT: Duration = Duration::from_secs(25);

type Proxy = ReverseProxy<tls::Connector>;

/// A live Neptun.
#[derive(Debug, Clone)]
pub struct UpstreamConfig {
    /// Its origin: scheme, host, and port if it is not the default one.
    pub origin: String,
    /// Certificates of authorities that are trusted beside those of the system, in PEM.
    pub ca_file: Option<PathBuf>,
}

/// The reason why an upstream cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidUpstream {
    /// The URL is not an origin.
    #[error(
        "{0} is not the origin of a Neptun server. Use, for example, https://neptun.example.org"
    )]
    Origin(String),
    /// The certificates cannot be read.
    #[error("cannot read certificates from {}: {reason}", file.display())]
    Certificates {
        /// The file.
        file: PathBuf,
        /// The error.
        reason: String,
    },
    /// TLS cannot be set up.
    #[error("cannot set up TLS: {0}")]
    Tls(String),
}

/// Proxies every request to the live Neptun.
pub(crate) fn router(config: &UpstreamConfig) -> Result<Router, InvalidUpstream> {
    let origin = origin(&config.origin)
        .ok_or_else(|| InvalidUpstream::Origin(without_password(&config.origin)))?;
    let client = tls::client(config.ca_file.as_deref())?;
    let policy = ProxyPolicy::new().with_upstream_timeout(UPSTREAM_TIMEOUT);
    let target = origin.to_str().unwrap_or_default().to_owned();
    let proxy = ReverseProxy::new_with_client("", target, client).with_policy(policy);
    Ok(Router::new()
        .fallback(forward)
        .with_state(proxy)
        .layer(middleware::from_fn_with_state(origin.clone(), translate))
        .route(paths::HEALTH, get(own_health).with_state(origin))
        .route(paths::SESSION_COOKIE, put(session_cookie::keep)))
}

fn origin(url: &str) -> Option<HeaderValue> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?.as_str();
    let is_origin = uri.path() == "/" && uri.query().is_none() && !authority.contains('@');
    is_origin.then(|| HeaderValue::try_from(format!("{scheme}://{authority}")).ok()).flatten()
}

/// A URL as it may be printed.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => url.to_owned(),
    }
}

/// Middleware that makes a request one of the live server's origin, and its response one of the app's.
async fn translate(
    State(origin): State<HeaderValue>,
    mut request: Request,
    next: Next,
) -> Response {
    if has_dot_segments(request.uri().path()) {
        let issue = Issue::new("", "The path must not contain . or .. as a segment");
        return ApiError::invalid(vec![issue]).into_response();
    }
    let local = is_local_http(request.headers());
    rewrite_origin(&origin, request.headers_mut());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions().get::<ProxyError>() {
        return unreachable(response.status(), &origin, error.message());
    }
    if response.status().is_redirection()
        && let Err(elsewhere) = keep_redirect_here(&origin, response.headers_mut())
    {
        let origin = origin.to_str().unwrap_or_default();
        let message = format!(
            "The Neptun server at {origin} redirects to {elsewhere}. Use that origin with --upstream"
        );
        return plain(StatusCode::BAD_GATEWAY, &message);
    }
    if local {
        strip_secure_attributes(response.headers_mut());
    }
    response
}

/// Forwards a request to the live server.
async fn forward(State(proxy): State<Proxy>, request: Request) -> Response {
    let is_head = request.method() == Method::HEAD;
    let Ok(response) = proxy.proxy_request(request).await;
    if is_head { keep_unknown_length(response) } else { response }
}

/// Keeps axum from announcing the empty body of a response to HEAD as `Content-Length: 0`, if its length is unknown.
pub(crate) fn keep_unknown_length(response: Response) -> Response {
    if response.headers().contains_key(CONTENT_LENGTH) {
        return response;
    }
    response.map(|_| Body::from_stream(stream::empty::<Result<&[u8], axum::Error>>()))
}

/// `GET /health` of this server: a live server has no such endpoint.
async fn own_health(State(origin): State<HeaderValue>) -> Json<Health> {
    let upstream = origin.to_str().ok().map(str::to_owned);
    Json(Health { upstream, ..health::status("ok", None) })
}

/// True if a server that decodes and normalises the path could leave `/api`.
fn has_dot_segments(path: &str) -> bool {
    let mut path = path.to_owned();
    // Twice, for servers behind a proxy that decodes too.
    for _ in 0..2 {
        path = percent_decode_str(&path).decode_utf8_lossy().into_owned();
    }
    path.split(['/', '\\']).any(|segment| matches!(segment, "." | ".."))
}

/// Makes the request same-origin for the live server. [`crate::cross_site`] has checked that it comes from the app.
fn rewrite_origin(origin: &HeaderValue, headers: &mut HeaderMap) {
    if headers.contains_key(ORIGIN) {
        headers.insert(ORIGIN, origin.clone());
    }
    headers.remove(REFERER);
}

/// Makes a redirect within the live server one within this server. The app cannot follow one to another origin, so that is an
/// error, with the origin that it leads to.
fn keep_redirect_here(origin: &HeaderValue, headers: &mut HeaderMap) -> Result<(), String> {
    let Some(uri) = headers
        .get(LOCATION)
        .and_then(|location| location.to_str().ok()?.parse::<Uri>().ok())
        .filter(|uri| uri.authority().is_some())
    else {
        return Ok(());
    };
    let scheme = uri.scheme_str().unwrap_or("https");
    let target = format!("{scheme}://{}", uri.authority().map_or("", |name| name.as_str()));
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match HeaderValue::from_str(path) {
        Ok(path) if target.as_bytes() == origin.as_bytes() => {
            headers.insert(LOCATION, path);
            Ok(())
        }
        _ => Err(target),
    }
}

fn unreachable(status: StatusCode, origin: &HeaderValue, error: &str) -> Response {
    let origin = origin.to_str().unwrap_or_default();
    let message = if status == StatusCode::GATEWAY_TIMEOUT {
        let seconds = UPSTREAM_TIMEOUT.as_secs();
        format!("The Neptun server at {origin} has not responded within {seconds} seconds")
    } else {
        format!("The Neptun server at {origin} cannot be reached: {}", reason::of(error))
    };
    plain(status, &message)
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
        assert_eq!(without_password("https://a:b@x.org"), "https://…@x.org");
        assert_eq!(without_password("nonsense"), "nonsense");
    }

    #[test]
    fn dot_segments_are_found_in_every_spelling() {
        for path in [
            "/api/..",
            "/api/%2e%2e/x",
            "/api/.%2E/x",
            "/api/x%2f..%2fy",
            "/api/%252e%252e/",
            "/api/%5c..",
            "/api/./x",
        ] {
            assert!(has_dot_segments(path), "{path}");
        }
        for path in ["/api/x", "/api/a..b", "/api/...", "/api/%ff", "/api/.x"] {
            assert!(!has_dot_segments(path), "{path}");
        }
    }
}
