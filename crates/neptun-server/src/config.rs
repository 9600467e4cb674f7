//! The configuration of a server.

use std::path::PathBuf;

use crate::fault_injection::FaultInjectionConfig;
use crate::rate_limit::LoginLimit;

/// Everything that is configurable except the address to listen on.
#[derive(Debug, Clone)]
pub struct Config {
    /// The implementation of the API.
    pub source: Source,
    /// The folder of the built app. Without it, only the API is served.
    pub dist: PathBuf,
    /// The limit of failed sign-in attempts.
    pub login_limit: LoginLimit,
    /// Slow and failing responses on demand.
    pub fault_injection: FaultInjectionConfig,
}

/// The implementation of the API.
#[derive(Debug, Clone)]
pub enum Source {
    /// This server, on its database.
    Database(DatabaseConfig),
    /// A live Neptun at this origin.
    Upstream(String),
}

/// The database and its demo data.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// For example `sqlite://data/neptun.db`.
    pub url: String,
    /// Adds demo data to a database without users.
    pub demo: bool,
    /// Adds a demo project with this number of generated files, unless it exists.
    pub demo_files: Option<usize>,
}
