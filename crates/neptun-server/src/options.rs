//! The options of the command line.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use ipnet::IpNet;
use neptun_server::{
    COOKIE_NAME, Config, DatabaseConfig, FaultInjectionConfig, Origin, RateLimit, RateLimits,
    Source, UpstreamConfig,
};
use tracing::level_filters::LevelFilter;

/// The Neptun API on SQLite or PostgreSQL, and the browser app on the same origin.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Options {
    /// Address to listen on; port 0 takes any free port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    pub(crate) listen: String,

    /// Database: a SQLite file, which is created if it does not exist, or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, value_name = "URL", default_value = "sqlite://data/neptun.db")]
    database: String,

    /// Folder with the built app
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,

    /// Fill a database without users with demo data [default when listening on this machine only]
    #[arg(long, overrides_with = "no_demo")]
    demo: bool,

    /// Do not add demo data
    #[arg(long)]
    no_demo: bool,

    /// Add a demo project with N generated files
    #[arg(long, value_name = "N")]
    demo_files: Option<usize>,

    /// Proxy /api to the Neptun server at this origin instead of using a database
    #[arg(long, value_name = "URL", conflicts_with_all = ["database", "demo", "demo_files"])]
    upstream: Option<String>,

    /// Trust the certificate authorities in this PEM file too
    #[arg(long, value_name = "FILE", requires = "upstream")]
    upstream_ca: Option<PathBuf>,

    /// Failed sign-in attempts allowed per account and client address within five minutes
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    login_attempts: u32,

    /// Accounts that may be created per client address within an hour
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    sign_ups: u32,

    /// Connections from one client address at a time; trusted proxies are exempt
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..))]
    connections_per_address: u32,

    /// Origin at which browsers reach the server, for example https://neptun.example.org
    #[arg(long, value_name = "URL")]
    pub(crate) public_origin: Option<Origin>,

    /// Proxy whose X-Forwarded-For or Forwarded names the client, as an address or a network; repeatable
    #[arg(long = "trusted-proxy", value_name = "IP", value_parser = network)]
    trusted_proxies: Vec<IpNet>,

    /// Name of the session cookie; servers that share a host name need different ones
    #[arg(long, value_name = "NAME", default_value = COOKIE_NAME, value_parser = cookie_name)]
    cookie_name: String,

    /// Development: delay responses of the API by MS milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,

    /// Development: fail PERCENT of the requests to the API with 500, 503 or a cut connection
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    faults: u8,

    /// Development: send responses of the API at N bytes per second, before compression
    #[arg(long, alias = "pace", value_name = "N")]
    throttle: Option<NonZeroU32>,

    /// Development: let anyone inject faults with PUT /dev/switches
    #[arg(long)]
    dev_switches: bool,

    /// Log every request
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,

    /// Log only errors
    #[arg(long, short)]
    quiet: bool,
}

impl Options {
    /// The least severe level that is logged.
    pub(crate) fn log_level(&self) -> LevelFilter {
        if self.verbose {
            LevelFilter::INFO
        } else if self.quiet {
            LevelFilter::ERROR
        } else {
            LevelFilter::WARN
        }
    }

    /// The configuration of the server.
    pub(crate) fn config(&self) -> Config {
        Config {
            source: match &self.upstream {
                Some(origin) => Source::Upstream(UpstreamConfig {
                    origin: origin.clone(),
                    ca_file: self.upstream_ca.clone(),
                }),
                None => Source::Database(DatabaseConfig {
                    url: self.database.clone(),
                    demo: self.wants_demo(),
                    demo_files: self.demo_files,
                }),
            },
            dist: self.dist.clone(),
            rate_limits: self.rate_limits(),
            connections_per_address: self.connections_per_address as usize,
            trusted_proxies: self.trusted_proxies.clone(),
            public_origin: self.public_origin.clone(),
            cookie_name: self.cookie_name.clone(),
            fault_injection: FaultInjectionConfig {
                latency: Duration::from_millis(self.latency),
                faults_percent: self.faults,
                throttle: self.throttle,
                remote: self.dev_switches,
            },
        }
    }

    fn rate_limits(&self) -> RateLimits {
        let RateLimits { account, address, sign_up } = RateLimits::default();
        let attempts = self.login_attempts as usize;
        RateLimits {
            account: RateLimit { attempts, ..account },
            address: RateLimit { attempts: address.attempts.max(attempts), ..address },
            sign_up: RateLimit { attempts: self.sign_ups as usize, ..sign_up },
        }
    }

    /// True if only this machine can reach the server.
    pub(crate) fn is_local(&self) -> bool {
        is_local(&self.listen)
    }

    /// The passwords of the demo accounts are public, so a server that others can reach has the accounts only on request.
    fn wants_demo(&self) -> bool {
        self.demo || !self.no_demo && is_local(&self.listen)
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "this is neither an address nor a network such as 10.0.0.0/8".to_owned())
}

fn cookie_name(text: &str) -> Result<String, String> {
    let is_valid = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !text.is_empty() && text.chars().all(is_valid) {
        Ok(text.to_owned())
    } else {
        Err("use letters, digits, '-', '_' and '.'".to_owned())
    }
}

fn is_local(listen: &str) -> bool {
    match listen.parse::<SocketAddr>() {
        Ok(address) => IpAddr::is_loopback(&address.ip()),
        Err(_) => listen.starts_with("localhost:"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn demo(arguments: &[&str]) -> bool {
        let command = std::iter::once(&"neptun-server").chain(arguments);
        Options::try_parse_from(command).unwrap().wants_demo()
    }

    #[test]
    fn options_fit_together() {
        Options::command().debug_assert();
    }

    #[test]
    fn demo_data_is_for_this_machine_unless_it_is_asked_for() {
        assert!(demo(&[]));
        assert!(demo(&["--listen", "[::1]:0"]));
        assert!(demo(&["--listen", "localhost:3000"]));
        assert!(demo(&["--listen", "0.0.0.0:80", "--demo"]));
        assert!(!demo(&["--listen", "0.0.0.0:80"]));
        assert!(!demo(&["--no-demo"]));
        assert!(!demo(&["--demo", "--no-demo"]));
        assert!(demo(&["--no-demo", "--demo"]));
    }

    #[test]
    fn an_upstream_has_the_database() {
        let parse = |arguments: &[&str]| Options::try_parse_from(arguments);
        assert!(parse(&["x", "--upstream", "https://x.org"]).is_ok());
        assert!(parse(&["x", "--upstream", "https://x.org", "--demo"]).is_err());
        assert!(parse(&["x", "--upstream", "https://x.org", "--no-demo"]).is_ok());
        assert!(parse(&["x", "--faults", "101"]).is_err());
        assert!(
            parse(&["x", "--trusted-proxy", "10.0.0.1", "--trusted-proxy", "fd00::/8"]).is_ok()
        );
        assert!(parse(&["x", "--trusted-proxy", "proxy"]).is_err());
        assert!(parse(&["x", "--public-origin", "https://x.org"]).is_ok());
        assert!(parse(&["x", "--public-origin", "x.org"]).is_err());
        assert!(parse(&["x", "--cookie-name", "a=b"]).is_err());
        assert!(parse(&["x", "--throttle", "0"]).is_err());
    }
}
