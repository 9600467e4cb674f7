//! The state of all handlers.

use std::sync::Arc;

use neptun_api::DemoUser;

use crate::database::Database;
use crate::passwords::Passwords;
use crate::rate_limit::LoginLimiter;

/// Shared by all requests; cloning is cheap.
#[derive(Debug, Clone)]
pub(crate) struct AppState {
    pub(crate) database: Database,
    pub(crate) passwords: Passwords,
    pub(crate) logins: Arc<LoginLimiter>,
    /// The public demo account, if there is one.
    pub(crate) demo_user: Option<Arc<DemoUser>>,
}
