//! A client of a server in another process.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use neptun_api::paths;
use serde_json::{Value, json};

use super::{PASSWORD, new_project};

/// Sends requests over connections of their own.
#[derive(Debug, Clone)]
pub struct Remote {
    pub address: String,
    pub cookie: String,
}

impl Remote {
    /// Signs up.
    pub fn sign_up(address: &str, email: &str) -> Self {
        let mut remote = Self { address: address.to_owned(), cookie: String::new() };
        let body = json!({ "email": email, "password": PASSWORD, "confirmPassword": PASSWORD });
        let answer = remote.send("POST", paths::SIGN_UP, Some(&body)).unwrap();
        let (_, rest) = answer.split_once("set-cookie: ").expect(&answer);
        remote.cookie = rest.split(';').next().unwrap().to_owned();
        remote
    }

    /// Signs up and creates a project. Returns the path of its files, too.
    pub fn with_project(address: &str, email: &str) -> (Self, String) {
        let remote = Self::sign_up(address, email);
        let (_, session) = remote.json("GET", paths::SESSION, None).unwrap();
        let projects = format!("/api/users/{}/projects", session["user"]["id"]);
        let (status, created) =
            remote.json("POST", &projects, Some(&new_project("first"))).unwrap();
        assert_eq!(status, 201);
        let files = format!("{projects}/{}/resources/files", created["project"]["id"]);
        (remote, files)
    }

    /// The status and the JSON of an answer, or an error if the connection breaks.
    pub fn json(&self, method: &str, path: &str, body: Option<&Value>) -> io::Result<(u16, Value)> {
        let answer = self.send(method, path, body)?;
        let status = answer.get(9..12).and_then(|status| status.parse().ok());
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        // A list is sent in chunks: the lines with their lengths are between the pieces of JSON.
        let body: String = if answer.contains("transfer-encoding: chunked") {
            body.split("\r\n").skip(1).step_by(2).collect()
        } else {
            body.to_owned()
        };
        match (status, serde_json::from_str(&body)) {
            (Some(status), Ok(json)) => Ok((status, json)),
            _ => Err(io::Error::other(answer)),
        }
    }

    /// A whole answer, or an error if the connection breaks.
    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> io::Result<String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}
