//! The answer of `GET /health`.

use serde::Serialize;

/// How the server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// `ok` while the database answers.
    pub status: String,
    /// The version of the server.
    pub version: String,
    /// Whose data there is to look at; only on a server that was filled with demo data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demo_user: Option<DemoUser>,
}

/// An account that everybody may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoUser {
    /// Its address.
    pub email: String,
    /// Its password, which is no secret.
    pub password: String,
}
