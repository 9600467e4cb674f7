//! The health check as a command, for containers that have no other program.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

use neptun_api::paths;

/// Time for each step of the check.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Asks the server that listens at this address for its health. An error says what is wrong.
pub(crate) fn check(listen: &str) -> Result<(), String> {
    let status = status_line(listen).map_err(|error| format!("{listen}: {error}"))?;
    if status.starts_with("HTTP/1.1 200 ") {
        Ok(())
    } else {
        Err(format!("{listen}: {}", status.trim()))
    }
}

fn status_line(listen: &str) -> io::Result<String> {
    let mut address = listen.to_socket_addrs()?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
    make_reachable(&mut address);
    let stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    write!(
        &stream,
        "GET {} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n",
        paths::HEALTH
    )?;
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status)?;
    Ok(status)
}

/// A server that listens on all addresses is reached at this machine's own.
fn make_reachable(address: &mut SocketAddr) {
    match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
}
