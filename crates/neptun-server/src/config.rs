//! The configuration of a server.

use std::path::PathBuf;

use ipnet::IpNet;

use crate::fault_injection::FaultInjectionConfig;
use crate::origin::Origin;
use crate::rate_limit::RateLimits;
use crate::upstream::UpstreamConfig;

/// Everything that is configurable except the address to listen on.
#[derive(Debug, Clone)]
pub struct Config {
    /// The implementation of the API.
    pub source: Source,
    /// The place of the app.
    pub app: App,
    /// The limits of sign-in attempts and sign-ups.
    pub rate_limits: RateLimits,
    /// Connections from one client address at a time; trusted proxies are exempt.
    pub connections_per_address: usize,
    /// The proxies whose `X-Forwarded-For` and `Forwarded` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The origin at which browsers reach the server. It decides about `Secure` cookies and cross-site requests. Without it, the
    /// `Host` of a request does.
    pub public_origin: Option<Origin>,
    /// The name of the session cookie; documented is `neptun-session`. Cookies do not know ports: two servers on one host name need
    /// two names.
    pub cookie_name: String,
    /// Slow and failing responses on demand.
    pub fault_injection: FaultInjectionConfig,
}

/// The place of the built app.
#[derive(Debug, Clone)]
pub enum App {
    /// The folder that it was built into. While there is none, only the API is served.
    Folder(PathBuf),
    /// The program itself.
    #[cfg(feature = "embedded-app")]
    Embedded,
}

impl Default for App {
    /// The program itself if the app is inside, otherwise the folder `dist`.
    fn default() -> Self {
        #[cfg(feature = "embedded-app")]
        return Self::Embedded;
        #[cfg(not(feature = "embedded-app"))]
        Self::Folder("dist".into())
    }
}

/// The implementation of the API.
#[derive(Debug, Clone)]
pub enum Source {
    /// This server, on its database.
    Database(DatabaseConfig),
    /// A live Neptun.
    Upstream(UpstreamConfig),
}

/// The database and its demo data.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// For example `sqlite://data/neptun.db` or `postgres://neptun:secret@localhost/neptun`.
    pub url: String,
    /// Adds demo data to a database without users.
    pub demo: bool,
    /// Adds a demo project with this number of generated files, unless it exists.
    pub demo_files: Option<usize>,
}
