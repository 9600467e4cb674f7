//! The address of the client of a request.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

use crate::state::AppState;

/// Extracts the address of the client: that of the connection, or the one that a trusted proxy names.
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Without a connection the router is called directly, which is local.
        let peer = peer.map_or(Ipv4Addr::LOCALHOST.into(), |peer| peer.ip().to_canonical());
        Ok(Self(client(peer, &parts.headers, &state.trusted_proxies)))
    }
}

/// Follows the chain of proxies from the connection to the first address that is not a trusted proxy. Anyone can send these headers,
/// so that what is left of that address is not believed.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut client = peer;
    for hop in forwarded_for(headers).into_iter().rev() {
        if !is_trusted(client) {
            break;
        }
        match hop {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// The addresses of `X-Forwarded-For` or else of `Forwarded`, the client first; `None` for those that are obfuscated.
fn forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let list = |name| {
        let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(str::trim).collect::<Vec<_>>()
    };
    let simple = list(header::HeaderName::from_static("x-forwarded-for"));
    if !simple.is_empty() {
        return simple.into_iter().map(parse).collect();
    }
    list(header::FORWARDED)
        .into_iter()
        .map(|element| {
            element.split(';').find_map(|pair| {
                let (name, value) = pair.trim().split_once('=')?;
                name.eq_ignore_ascii_case("for").then_some(value).and_then(parse)
            })
        })
        .collect()
}

/// Parses `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `"[2001:db8::1]:80"`.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let address = text
        .parse::<SocketAddr>()
        .map(|address| address.ip())
        .or_else(|_| text.trim_matches(['[', ']']).parse::<IpAddr>());
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TRUSTED: [&str; 2] = ["10.0.0.0/8", "2001:db8::/32"];

    fn of(peer: &str, headers: &[(&'static str, &'static str)]) -> String {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), header::HeaderValue::from_static(value))
            })
            .collect();
        let trusted = TRUSTED.map(|network| network.parse().unwrap());
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn believes_nobody_but_trusted_proxies() {
        let header = |value| [("x-forwarded-for", value)];
        assert_eq!(of("192.0.2.1", &header("1.2.3.4")), "192.0.2.1");
        assert_eq!(of("10.0.0.1", &header("1.2.3.4")), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &header("9.9.9.9, 1.2.3.4, 10.0.0.2")), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &header("10.0.0.3, 10.0.0.2")), "10.0.0.3");
        assert_eq!(of("10.0.0.1", &header("1.2.3.4, unknown")), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(
            of("10.0.0.1", &[("x-forwarded-for", "9.9.9.9"), ("forwarded", "for=8.8.8.8")]),
            "9.9.9.9"
        );
    }

    #[test]
    fn reads_all_forms_of_addresses() {
        for (value, expected) in [
            ("for=1.2.3.4", "1.2.3.4"),
            ("proto=https;For=\"1.2.3.4:80\", for=10.1.1.1", "1.2.3.4"),
            ("for=\"[2a00::1]:80\"", "2a00::1"),
            ("for=\"[2a00::1]\"", "2a00::1"),
            ("for=_hidden", "10.0.0.1"),
            ("by=1.2.3.4", "10.0.0.1"),
        ] {
            assert_eq!(of("10.0.0.1", &[("forwarded", value)]), expected, "{value}");
        }
        assert_eq!(of("::ffff:10.0.0.1", &[("x-forwarded-for", "2a00::1")]), "::ffff:10.0.0.1");
        assert_eq!(of("2001:db8::9", &[("x-forwarded-for", "2a00::1")]), "2a00::1");
    }
}
