//! The documented Neptun API on SQLite or PostgreSQL, and the browser app on the same origin.
//!
//! [`Server::new`] builds everything from a [`Config`]; `main.rs` reads options and prints.

mod body;
mod client_address;
mod clock;
mod compression;
mod config;
mod connections;
mod cross_site;
mod database;
mod demo;
mod entity_tag;
mod error;
mod fault_injection;
mod github;
mod handlers;
mod local_http;
mod metrics;
mod openapi;
mod origin;
mod passwords;
mod paths;
mod rate_limit;
mod request_id;
mod request_log;
mod responses;
mod seed;
mod server;
mod session;
mod state;
mod static_files;
mod upstream;

pub use config::{App, Config, DatabaseConfig, Source};
pub use database::{BackupError, Database, LocationError, OpenError, backup};
pub use fault_injection::FaultInjectionConfig;
pub use origin::{InvalidOrigin, Origin};
pub use rate_limit::{RateLimit, RateLimits};
pub use server::{Server, Shutdown, StartError};
pub use session::COOKIE_NAME;
pub use upstream::{InvalidUpstream, UpstreamConfig};
