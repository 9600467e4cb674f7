//! The id of a request, by which its log lines, its response and the error that a user sees are found again.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderName, HeaderValue};
use ipnet::IpNet;
use uuid::Uuid;

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of an id of a proxy at most.
const MAX_CHARS: usize = 64;

/// The id that a trusted proxy gives the request, or else a new one.
pub(crate) fn of(request: &Request, trusted_proxies: &[IpNet]) -> HeaderValue {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_trusted = peer.is_some_and(|peer| {
        let address = peer.ip().to_canonical();
        trusted_proxies.iter().any(|network| network.contains(&address))
    });
    let given = request.headers().get(X_REQUEST_ID).filter(|id| is_trusted && is_valid(id));
    given.cloned().unwrap_or_else(new)
}

fn new() -> HeaderValue {
    let mut buffer = Uuid::encode_buffer();
    let text = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    // Never empty in practice: hexadecimal digits and hyphens are valid in every header.
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// True for an id that cannot do harm in a log or in a page.
fn is_valid(id: &HeaderValue) -> bool {
    let is_safe = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=MAX_CHARS).contains(&id.len()) && id.as_bytes().iter().all(is_safe)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn of_peer(peer: &str, id: &str) -> HeaderValue {
        let peer: SocketAddr = peer.parse().unwrap();
        let request = Request::get("/").header(X_REQUEST_ID, id).extension(ConnectInfo(peer));
        of(&request.body(Body::empty()).unwrap(), &["10.0.0.0/8".parse().unwrap()])
    }

    #[test]
    fn believes_nobody_but_trusted_proxies() {
        assert_eq!(of_peer("10.0.0.1:80", "a-1"), "a-1");
        assert_eq!(of_peer("[::ffff:10.0.0.1]:80", "a-1"), "a-1");
        assert_ne!(of_peer("192.0.2.1:80", "a-1"), "a-1");
    }

    #[test]
    fn replaces_ids_that_are_not_safe() {
        let long = "x".repeat(MAX_CHARS + 1);
        for id in ["", "a b", "a\"b", "<b>", "ä", &long] {
            let replaced = of_peer("10.0.0.1:80", id);
            assert_ne!(replaced, id);
            assert!(is_valid(&replaced), "{replaced:?}");
        }
    }
}
