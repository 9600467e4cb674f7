//! The state of all handlers.

use std::sync::Arc;

use ipnet::IpNet;
use neptun_api::DemoUser;

use crate::database::Database;
use crate::origin::Origin;
use crate::passwords::Passwords;
use crate::rate_limit::RateLimiter;

/// Shared by all requests; cloning is cheap.
#[derive(Debug, Clone)]
pub(crate) struct AppState {
    pub(crate) database: Database,
    pub(crate) passwords: Passwords,
    pub(crate) rate_limiter: RateLimiter,
    /// The proxies that name the client's address.
    pub(crate) trusted_proxies: Arc<[IpNet]>,
    /// The origin at which browsers reach the server, if configured.
    pub(crate) public_origin: Option<Arc<Origin>>,
    /// The name of the session cookie.
    pub(crate) cookie_name: Arc<str>,
    /// The public demo account, if there is one.
    pub(crate) demo_user: Option<Arc<DemoUser>>,
}
