//! The server behind nginx with the configuration that we recommend. Skipped without nginx and curl.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use neptun_api::paths;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Api, PASSWORD, Running};

const CONFIGURATION: &str = include_str!("../../../../docs/deploy/nginx.conf");
const HOST: &str = "neptun.example.org";

/// nginx, which ends with the value.
struct Nginx {
    process: Child,
    folder: TempDir,
    https: SocketAddr,
    http: SocketAddr,
}

impl Nginx {
    /// Starts it in front of a server.
    async fn start(server: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (https, http) = (free_address(), free_address());
        let key = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
        std::fs::write(folder.path().join("fullchain.pem"), key.cert.pem()).unwrap();
        std::fs::write(folder.path().join("privkey.pem"), key.signing_key.serialize_pem()).unwrap();
        let here = folder.path().display();
        let mut site = CONFIGURATION.to_owned();
        for (documented, ours) in [
            ("server 127.0.0.1:3000;", format!("server {server};")),
            ("listen 443 ", format!("listen {https} ")),
            ("listen 80;", format!("listen {http};")),
            ("/etc/ssl/neptun", here.to_string()),
        ] {
            assert!(site.contains(documented), "{documented}");
            site = site.replace(documented, &ours);
        }
        let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {here}/{name};"))
            .concat();
        let configuration = format!(
            "daemon off; pid {here}/pid; error_log {here}/error.log; events {{}} \
             http {{ access_log off; {folders} {site} }}"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(file).arg("-e").arg("error.log");
        let mut nginx = Self { process: command.spawn().unwrap(), folder, https, http };
        while TcpStream::connect(https).is_err() {
            assert_eq!(nginx.process.try_wait().unwrap(), None, "nginx has ended");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        nginx
    }

    /// What curl prints with these arguments, the headers of the response included.
    async fn curl(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--include", "--http2"]);
        // Not the address of the proxy, which is trusted.
        command.args(["--interface", "127.0.0.2"]);
        command.arg("--cacert").arg(self.folder.path().join("fullchain.pem"));
        for (port, address) in [(443, self.https), (80, self.http)] {
            command.args(["--connect-to", &format!("{HOST}:{port}:{address}")]);
        }
        command.args(arguments);
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with a master that is asked to.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn has(program: impl AsRef<Path>) -> bool {
    let mut command = Command::new(program.as_ref());
    command.arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[tokio::test]
async fn nginx_works_with_the_documented_configuration() {
    if !has("nginx") || !has("curl") {
        eprintln!("skipped: there is no nginx, or no curl");
        return;
    }
    let api = Api::with(|config| {
        config.public_origin = Some(format!("https://{HOST}").parse().unwrap());
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.rate_limits.sign_up.attempts = 1;
    })
    .await;
    let running = Running::start(api.server.clone()).await;
    let nginx = Nginx::start(&running.address).await;
    let body =
        json!({ "email": "ada@example.test", "password": PASSWORD, "confirmPassword": PASSWORD })
            .to_string();
    let url = format!("https://{HOST}{}", paths::SIGN_UP);
    let origin = format!("Origin: https://{HOST}");
    let sign_up = ["--json", &body, "--header", &origin, &url];
    let answer = nginx.curl(&sign_up).await;
    assert!(answer.starts_with("HTTP/2 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    let (_, cookie) = answer.split_once("set-cookie: ").unwrap();
    let cookie = cookie.lines().next().unwrap();
    assert!(cookie.contains("Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let url = format!("https://{HOST}{}", paths::SESSION);
    let answer = nginx.curl(&["--cookie", cookie, &url]).await;
    assert!(answer.contains("ada@example.test"), "{answer}");
    // The address that counts is that of nginx' client, which cannot name another one.
    let forged = [&sign_up[..], &["--header", "X-Forwarded-For: 192.0.2.1"]].concat();
    let answer = nginx.curl(&forged).await;
    assert!(answer.starts_with("HTTP/2 429"), "{answer}");
    let answer = nginx.curl(&[&format!("http://{HOST}/projects?a=b")]).await;
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(answer.contains(&format!("Location: https://{HOST}/projects?a=b")), "{answer}");
    // Larger than what the server accepts: it is the server that refuses.
    let large = nginx.folder.path().join("large.json");
    std::fs::write(&large, "x".repeat(2_100_000)).unwrap();
    let url = format!("https://{HOST}{}", paths::LOGIN);
    let answer = nginx.curl(&["--json", &format!("@{}", large.display()), &url]).await;
    assert!(answer.contains("at most 16 kB are accepted"), "{answer}");
}
