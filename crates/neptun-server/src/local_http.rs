//! Recognises plain http on this machine.

use std::net::Ipv6Addr;

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// True if the request arrived over plain http at `localhost`, a subdomain of it, or a loopback address.
///
/// The server itself speaks http only. A proxy that terminates TLS in front of it says so in `X-Forwarded-Proto`.
pub(crate) fn is_local_http(headers: &HeaderMap) -> bool {
    // Every proxy may append its own; the first is that of the client.
    let forwarded = headers
        .get("x-forwarded-proto")
        .and_then(|value| value.to_str().ok()?.split(',').next())
        .is_some_and(|proto| proto.trim().eq_ignore_ascii_case("https"));
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    !forwarded && host.is_some_and(is_loopback)
}

/// True if the value of a `Host` header names this machine.
fn is_loopback(host: &str) -> bool {
    if let Some((address, _port)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    let name = host.split_once(':').map_or(host, |(name, _port)| name);
    let lower = name.to_ascii_lowercase();
    lower == "localhost"
        || lower.ends_with(".localhost")
        || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_names() {
        for host in ["localhost", "LocalHost:3000", "127.0.0.1:80", "[::1]:3000", "a.localhost"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "localhost.example.org",
            "10.0.0.1",
            "[::2]",
            "127.0.0.1.example.org",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
