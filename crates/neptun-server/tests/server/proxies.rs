//! The server behind nginx and Caddy with the configurations that we recommend. Skipped without the proxy and curl.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use neptun_api::paths;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Api, PASSWORD, Running};

const NGINX: &str = include_str!("../../../../docs/deploy/nginx.conf");
const CADDY: &str = include_str!("../../../../docs/deploy/Caddyfile");
pub const HOST: &str = "neptun.example.org";

/// A proxy, which ends with the value.
pub struct Proxy {
    process: Child,
    pub folder: TempDir,
    https: SocketAddr,
    http: SocketAddr,
    /// The certificate that its own is signed with.
    authority: PathBuf,
}

impl Proxy {
    /// Starts nginx in front of servers. The header `X-Upstream` of a response names the server that it is from.
    pub async fn nginx(servers: &[&str]) -> Self {
        // Soon after it has failed, a server is tried again.
        let servers = servers.iter().map(|server| format!("server {server} fail_timeout=1s;"));
        let folder = tempfile::tempdir().unwrap();
        let (https, http) = (free_address(), free_address());
        let key = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
        let authority = folder.path().join("fullchain.pem");
        std::fs::write(&authority, key.cert.pem()).unwrap();
        std::fs::write(folder.path().join("privkey.pem"), key.signing_key.serialize_pem()).unwrap();
        let here = folder.path().display();
        let site = adapted(
            NGINX,
            &[
                ("server 127.0.0.1:3000;", servers.collect()),
                (
                    "proxy_buffering off;",
                    "proxy_buffering off; add_header X-Upstream $upstream_addr always;".to_owned(),
                ),
                ("listen 443 ", format!("listen {https} ")),
                ("listen 80;", format!("listen {http};")),
                ("/etc/ssl/neptun", here.to_string()),
            ],
        );
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
        Self { process: command.spawn().unwrap(), folder, https, http, authority }.ready().await
    }

    /// Starts Caddy in front of a server, with certificates of its own instead of those of Let's Encrypt.
    async fn caddy(server: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (https, http) = (free_address(), free_address());
        let here = folder.path().display();
        let site = adapted(
            CADDY,
            &[("reverse_proxy 127.0.0.1:3000 ", format!("reverse_proxy {server} "))],
        );
        let configuration = format!(
            "{{\nadmin off\nlocal_certs\nskip_install_trust\nstorage file_system {here}\n\
             default_bind 127.0.0.1\nhttps_port {}\nhttp_port {}\nlog {{\noutput file {here}/log\n}}\n}}\n{site}",
            https.port(),
            http.port()
        );
        let file = folder.path().join("Caddyfile");
        std::fs::write(&file, configuration).unwrap();
        let mut command = Command::new("caddy");
        command.arg("run").arg("--config").arg(file).stderr(Stdio::null());
        command.env("XDG_CONFIG_HOME", folder.path()).env("XDG_DATA_HOME", folder.path());
        let authority = folder.path().join("pki/authorities/local/root.crt");
        Self { process: command.spawn().unwrap(), folder, https, http, authority }.ready().await
    }

    /// Waits until requests get through.
    async fn ready(mut self) -> Self {
        let url = format!("https://{HOST}{}", paths::HEALTH);
        while !self.try_curl(&[&url]).await.status.success() {
            assert_eq!(self.process.try_wait().unwrap(), None, "the proxy has ended");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self
    }

    /// The output of curl with these arguments, the headers of the response included.
    pub async fn curl(&self, arguments: &[&str]) -> String {
        let output = self.try_curl(arguments).await;
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub async fn try_curl(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
    }

    /// A command that runs curl.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--include", "--http2"]);
        // Not the address of the proxy, which is trusted.
        command.args(["--interface", "127.0.0.2"]);
        command.arg("--cacert").arg(&self.authority);
        for (port, address) in [(443, self.https), (80, self.http)] {
            command.args(["--connect-to", &format!("{HOST}:{port}:{address}")]);
        }
        command.args(arguments);
        command
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // The workers of nginx end with a master that is asked to.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// A documented configuration with other values.
fn adapted(documented: &str, changes: &[(&str, String)]) -> String {
    changes.iter().fold(documented.to_owned(), |configuration, (from, to)| {
        assert!(configuration.contains(from), "{from}");
        configuration.replace(from, to)
    })
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// True if a proxy can be tested; says so if not.
fn has(proxy: &str) -> bool {
    let is_there = |program: &str| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    let can_run = is_there(proxy) && is_there("curl");
    if !can_run {
        eprintln!("skipped: there is no {proxy}, or no curl");
    }
    can_run
}

#[tokio::test]
async fn nginx_works_with_the_documented_configuration() {
    if has("nginx") {
        works(async |server| Proxy::nginx(&[server]).await).await;
    }
}

#[tokio::test]
async fn caddy_works_with_the_documented_configuration() {
    if has("caddy") {
        works(Proxy::caddy).await;
    }
}

async fn works(start: impl AsyncFnOnce(&str) -> Proxy) {
    let api = Api::with(|config| {
        config.public_origin = Some(format!("https://{HOST}").parse().unwrap());
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.rate_limits.sign_up.attempts = 1;
    })
    .await;
    let running = Running::start(api.server.clone()).await;
    let proxy = start(&running.address).await;
    let body =
        json!({ "email": "ada@example.test", "password": PASSWORD, "confirmPassword": PASSWORD })
            .to_string();
    let url = format!("https://{HOST}{}", paths::SIGN_UP);
    let origin = format!("Origin: https://{HOST}");
    let sign_up = ["--json", &body, "--header", &origin, &url];
    let answer = proxy.curl(&sign_up).await;
    assert!(answer.starts_with("HTTP/2 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    let (_, cookie) = answer.split_once("set-cookie: ").unwrap();
    let cookie = cookie.lines().next().unwrap();
    assert!(cookie.contains("Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let url = format!("https://{HOST}{}", paths::SESSION);
    let answer = proxy.curl(&["--cookie", cookie, &url]).await;
    assert!(answer.contains("ada@example.test"), "{answer}");
    // The address that counts is that of the proxy's client, which cannot name another one.
    let forged = [&sign_up[..], &["--header", "X-Forwarded-For: 192.0.2.1"]].concat();
    let answer = proxy.curl(&forged).await;
    assert!(answer.starts_with("HTTP/2 429"), "{answer}");
    let answer = proxy.curl(&[&format!("http://{HOST}/projects?a=b")]).await;
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(answer.contains(&format!("Location: https://{HOST}/projects?a=b")), "{answer}");
    // Larger than what the server accepts: it is the server that refuses.
    let large = proxy.folder.path().join("large.json");
    std::fs::write(&large, "x".repeat(2_100_000)).unwrap();
    let url = format!("https://{HOST}{}", paths::LOGIN);
    let answer = proxy.curl(&["--json", &format!("@{}", large.display()), &url]).await;
    assert!(answer.contains("at most 16 kB are accepted"), "{answer}");
}
