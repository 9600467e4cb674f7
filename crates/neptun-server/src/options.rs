//! The options: of the command line, or else of the environment.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{BoolishValueParser, StyledStr};
use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use neptun_server::{
    App, COOKIE_NAME, Config, DatabaseConfig, FaultInjectionConfig, Origin, RateLimit, RateLimits,
    Shutdown, Source, UpstreamConfig,
};
use tracing::level_filters::LevelFilter;

/// The Neptun API on SQLite or PostgreSQL, and the browser app on the same origin.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) action: Option<Action>,

    /// Address to listen on; port 0 takes any free port
    #[arg(
        long,
        global = true,
        env = "NEPTUN_LISTEN",
        value_name = "ADDR",
        default_value = "127.0.0.1:3000"
    )]
    pub(crate) listen: String,

    /// Database: a SQLite file, which is created if it does not exist, or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        global = true,
        env = "NEPTUN_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://data/neptun.db"
    )]
    pub(crate) database: String,

    /// Folder with the built app [default: the app inside of this program, or dist]
    #[arg(long, env = "NEPTUN_DIST", value_name = "DIR")]
    dist: Option<PathBuf>,

    /// Fill a database without users with demo data [default when listening on this machine only]
    #[arg(long, env = "NEPTUN_DEMO", value_parser = BoolishValueParser::new())]
    demo: bool,

    /// Do not add demo data
    #[arg(long, env = "NEPTUN_NO_DEMO", value_parser = BoolishValueParser::new())]
    no_demo: bool,

    /// Add a demo project with N generated files
    #[arg(long, env = "NEPTUN_DEMO_FILES", value_name = "N")]
    demo_files: Option<usize>,

    /// Proxy /api to the Neptun server at this origin instead of using a database
    #[arg(long, env = "NEPTUN_UPSTREAM", value_name = "URL", conflicts_with_all = ["database", "demo", "demo_files"])]
    upstream: Option<String>,

    /// Trust the certificate authorities in this PEM file too
    #[arg(long, env = "NEPTUN_UPSTREAM_CA", value_name = "FILE", requires = "upstream")]
    upstream_ca: Option<PathBuf>,

    /// Failed sign-in attempts allowed per account and client address within five minutes
    #[arg(long, env = "NEPTUN_LOGIN_ATTEMPTS", value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    login_attempts: u32,

    /// Accounts that may be created per client address within an hour
    #[arg(long, env = "NEPTUN_SIGN_UPS", value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    sign_ups: u32,

    /// Connections from one client address at a time; trusted proxies are exempt
    #[arg(long, env = "NEPTUN_CONNECTIONS_PER_ADDRESS", value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..))]
    connections_per_address: u32,

    /// Origin at which browsers reach the server, for example https://neptun.example.org
    #[arg(long, env = "NEPTUN_PUBLIC_ORIGIN", value_name = "URL")]
    pub(crate) public_origin: Option<Origin>,

    /// Proxy whose X-Forwarded-For or Forwarded names the client, as an address or a network; repeatable, or separated by commas
    #[arg(long = "trusted-proxy", env = "NEPTUN_TRUSTED_PROXY", value_delimiter = ',', value_name = "IP", value_parser = network)]
    trusted_proxies: Vec<IpNet>,

    /// Name of the session cookie; servers that share a host name need different ones
    #[arg(long, env = "NEPTUN_COOKIE_NAME", value_name = "NAME", default_value = COOKIE_NAME, value_parser = cookie_name)]
    cookie_name: String,

    /// Development: delay responses of the API by MS milliseconds
    #[arg(long, env = "NEPTUN_LATENCY", value_name = "MS", default_value_t = 0)]
    latency: u64,

    /// Development: fail PERCENT of the requests to the API with 500, 503 or a cut connection
    #[arg(long, env = "NEPTUN_FAULTS", value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    faults: u8,

    /// Development: send responses of the API at N bytes per second, before compression
    #[arg(long, env = "NEPTUN_THROTTLE", alias = "pace", value_name = "N")]
    throttle: Option<NonZeroU32>,

    /// Development: let anyone inject faults with PUT /dev/switches
    #[arg(long, env = "NEPTUN_DEV_SWITCHES", value_parser = BoolishValueParser::new())]
    dev_switches: bool,

    /// Serve metrics for Prometheus at http://ADDR/metrics
    #[arg(long, env = "NEPTUN_METRICS", value_name = "ADDR")]
    pub(crate) metrics: Option<String>,

    /// After SIGTERM, accept requests for SECONDS more while /health answers 503, for a load balancer to see it
    #[arg(long, env = "NEPTUN_SHUTDOWN_DELAY", value_name = "SECONDS", default_value_t = 0)]
    shutdown_delay: u64,

    /// Time that running requests then have to complete
    #[arg(long, env = "NEPTUN_SHUTDOWN_TIMEOUT", value_name = "SECONDS", default_value_t = 5)]
    shutdown_timeout: u64,

    /// Format of the log
    #[arg(long, env = "NEPTUN_LOG", value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log: LogFormat,

    /// Log every request
    #[arg(long, short, env = "NEPTUN_VERBOSE", value_parser = BoolishValueParser::new(), conflicts_with = "quiet")]
    verbose: bool,

    /// Log only errors
    #[arg(long, short, env = "NEPTUN_QUIET", value_parser = BoolishValueParser::new())]
    quiet: bool,
}

/// Another thing to do than to serve.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Action {
    /// Copy the database to a file, also while servers use it
    Backup {
        /// The file; it must not exist
        file: PathBuf,
    },
    /// Ask the server at --listen for its health; fails if it is not well
    Health,
}

/// The format of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One object for each line.
    Json,
}

impl Options {
    /// Reads the options of this process. Prints help or an error and ends it, if that is the result.
    pub(crate) fn of_process() -> Self {
        Self::read(std::env::args_os()).unwrap_or_else(|error| error.exit())
    }

    fn read(
        arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    ) -> clap::error::Result<Self> {
        let mut command = Self::command();
        let matches = command
            .try_get_matches_from_mut(arguments)
            .map_err(|error| naming_variable(error, &command))?;
        let mut options = Self::from_arg_matches(&matches)?;
        if options.demo && options.no_demo {
            // The command line counts more than the environment, and on it the last flag.
            let rank = |flag| {
                let is_typed = matches.value_source(flag) == Some(ValueSource::CommandLine);
                (is_typed, matches.index_of(flag))
            };
            options.demo = rank("demo") > rank("no_demo");
        }
        Ok(options)
    }

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
            app: self.dist.clone().map(App::Folder).unwrap_or_default(),
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

    /// The end of the server.
    pub(crate) fn shutdown(&self) -> Shutdown {
        Shutdown {
            delay: Duration::from_secs(self.shutdown_delay),
            timeout: Duration::from_secs(self.shutdown_timeout),
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

/// Adds the environment variable that is set for the option of an error, because the error names only the option.
fn naming_variable(mut error: clap::Error, command: &Command) -> clap::Error {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let variable = command
        .get_arguments()
        .find(|argument| argument.to_string() == *option)
        .and_then(|argument| argument.get_env()?.to_str())
        .filter(|variable| std::env::var_os(variable).is_some());
    if let Some(variable) = variable {
        let tip = StyledStr::from(format!("the environment variable {variable} is set"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
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

    fn demo(arguments: &[&str]) -> bool {
        let command = std::iter::once(&"neptun-server").chain(arguments);
        Options::read(command).unwrap().wants_demo()
    }

    #[test]
    fn options_fit_together() {
        Options::command().debug_assert();
    }

    #[test]
    fn every_option_is_an_environment_variable_too() {
        for argument in Options::command().get_arguments() {
            let name = argument.get_long().unwrap().to_uppercase().replace('-', "_");
            let variable = argument.get_env().map(|variable| variable.to_str().unwrap());
            assert_eq!(variable, Some(&*format!("NEPTUN_{name}")));
        }
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
        let parse = |arguments: &[&str]| Options::read(arguments);
        assert!(parse(&["x", "--upstream", "https://x.org"]).is_ok());
        assert!(parse(&["x", "--upstream", "https://x.org", "--demo"]).is_err());
        assert!(parse(&["x", "--upstream", "https://x.org", "--no-demo"]).is_ok());
        assert!(parse(&["x", "--faults", "101"]).is_err());
        assert!(
            parse(&["x", "--trusted-proxy", "10.0.0.1", "--trusted-proxy", "fd00::/8"]).is_ok()
        );
        assert_eq!(
            parse(&["x", "--trusted-proxy", "10.0.0.1,fd00::/8"]).unwrap().trusted_proxies.len(),
            2
        );
        assert!(parse(&["x", "--trusted-proxy", "proxy"]).is_err());
        assert!(parse(&["x", "--public-origin", "https://x.org"]).is_ok());
        assert!(parse(&["x", "--public-origin", "x.org"]).is_err());
        assert!(parse(&["x", "--cookie-name", "a=b"]).is_err());
        assert!(parse(&["x", "--throttle", "0"]).is_err());
    }
}
