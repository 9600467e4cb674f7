//! The options of the command line.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use neptun_server::{Config, DatabaseConfig, LoginLimit, Source, SwitchesConfig};
use tracing::level_filters::LevelFilter;

/// The Neptun API on an embedded database, and the browser app on the same origin.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Options {
    /// Address to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    pub(crate) listen: String,

    /// Database; the file is created if it does not exist
    #[arg(long, value_name = "URL", default_value = "sqlite://data/neptun.db")]
    database: String,

    /// Folder with the built app
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,

    /// Fill a database that has no users with demo data [default when listening on this machine only]
    #[arg(long, overrides_with = "no_demo")]
    demo: bool,

    /// Do not fill the database
    #[arg(long)]
    no_demo: bool,

    /// Give the demo user a further project of N generated files
    #[arg(long, value_name = "N")]
    demo_files: Option<usize>,

    /// Pass /api on to a live Neptun at this origin instead of using a database
    #[arg(long, value_name = "URL", conflicts_with_all = ["database", "demo", "demo_files"])]
    upstream: Option<String>,

    /// Failed attempts to sign in to one account from one address within five minutes
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    login_attempts: u32,

    /// Development: delay every answer of the API by so many milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,

    /// Development: answer so many percent of the requests to the API with 500, 503 or a cut connection
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    faults: u8,

    /// Development: send every answer of the API at so many bytes per second, counted before compression
    #[arg(long, value_name = "BYTES_PER_SECOND")]
    pace: Option<NonZeroU32>,

    /// Development: let anybody set faults with PUT /dev/switches
    #[arg(long)]
    dev_switches: bool,

    /// Log one line for each request
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,

    /// Log nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Options {
    /// How much is logged.
    pub(crate) fn log_level(&self) -> LevelFilter {
        if self.verbose {
            LevelFilter::INFO
        } else if self.quiet {
            LevelFilter::ERROR
        } else {
            LevelFilter::WARN
        }
    }

    /// What the server is made from.
    pub(crate) fn config(&self) -> Config {
        Config {
            source: match &self.upstream {
                Some(origin) => Source::Upstream(origin.clone()),
                None => Source::Database(DatabaseConfig {
                    url: self.database.clone(),
                    demo: self.wants_demo(),
                    demo_files: self.demo_files,
                }),
            },
            dist: self.dist.clone(),
            login_limit: LoginLimit {
                attempts: self.login_attempts as usize,
                ..LoginLimit::default()
            },
            switches: SwitchesConfig {
                latency: Duration::from_millis(self.latency),
                faults_percent: self.faults,
                pace: self.pace,
                remote: self.dev_switches,
            },
        }
    }

    /// The passwords of the demo accounts are public, so a server that others can reach only has them if it is told to.
    fn wants_demo(&self) -> bool {
        self.demo || !self.no_demo && is_local(&self.listen)
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
        assert!(parse(&["x", "--pace", "0"]).is_err());
    }
}
