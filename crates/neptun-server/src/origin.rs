//! Origins: scheme, host and port of an address, with default ports made explicit.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use axum::http::uri::Authority;

/// An origin. Two that differ in the spelling of a default port or in case are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    is_https: bool,
    host: String,
    port: u16,
}

/// A text that is not an origin.
#[derive(Debug, thiserror::Error)]
#[error("this is not an origin, for example https://neptun.example.org")]
pub struct InvalidOrigin;

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin)?;
        let is_https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(InvalidOrigin),
        };
        let authority = uri.authority().ok_or(InvalidOrigin)?;
        if uri.path() != "/" || uri.query().is_some() {
            return Err(InvalidOrigin);
        }
        Self::new(is_https, authority).ok_or(InvalidOrigin)
    }
}

impl Origin {
    fn new(is_https: bool, authority: &Authority) -> Option<Self> {
        let port = match authority.as_str().strip_prefix(authority.host())? {
            "" if is_https => 443,
            "" => 80,
            port => port.strip_prefix(':')?.parse().ok()?,
        };
        Some(Self { is_https, host: authority.host().to_ascii_lowercase(), port })
    }

    /// True if the scheme is https.
    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// True if a `Host` header names this origin. The scheme of the request is taken to be the same.
    pub(crate) fn has_host(&self, host: &str) -> bool {
        host.parse()
            .is_ok_and(|authority| Self::new(self.is_https, &authority).as_ref() == Some(self))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.is_https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == default { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        text.parse().unwrap()
    }

    #[test]
    fn default_ports_are_equal() {
        assert_eq!(origin("https://Neptun.example:443/"), origin("https://neptun.example"));
        assert_ne!(origin("https://neptun.example"), origin("http://neptun.example"));
        assert_eq!(origin("http://[::1]:80").to_string(), "http://[::1]");
        assert_eq!(origin("https://a.example:8443").to_string(), "https://a.example:8443");
    }

    #[test]
    fn a_host_has_the_default_port_of_the_scheme() {
        assert!(origin("https://a.example").has_host("A.example:443"));
        assert!(origin("http://a.example:80").has_host("a.example"));
        assert!(origin("http://localhost:3000").has_host("localhost:3000"));
        for host in ["a.example:80", "b.example", "", "a.example.", "a.example:x"] {
            assert!(!origin("https://a.example").has_host(host), "{host}");
        }
    }

    #[test]
    fn refuses_what_is_more_or_less_than_an_origin() {
        for text in ["", "a.example", "ftp://a.example", "https://a.example/x", "https://a:b@c.d"] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
