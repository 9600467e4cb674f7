//! What a server is made from.

use std::path::PathBuf;

use crate::rate_limit::LoginLimit;
use crate::switches::SwitchesConfig;

/// Everything that can be chosen about a server but its address.
#[derive(Debug, Clone)]
pub struct Config {
    /// Who answers the API.
    pub source: Source,
    /// The folder into which the app was built. It need not exist: then only the API is served.
    pub dist: PathBuf,
    /// How often somebody may fail to sign in.
    pub login_limit: LoginLimit,
    /// Slowness and faults on demand.
    pub switches: SwitchesConfig,
}

/// Who answers the API.
#[derive(Debug, Clone)]
pub enum Source {
    /// This server, from its database.
    Database(DatabaseConfig),
    /// A live Neptun at this origin.
    Upstream(String),
}

/// The database and what is put into it at the start.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// For example `sqlite://data/neptun.db`.
    pub url: String,
    /// Whether a database without users is filled with demo data.
    pub demo: bool,
    /// The demo user gets a further project of so many generated files, unless it is there already.
    pub demo_files: Option<usize>,
}
