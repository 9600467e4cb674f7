//! The answer of `GET /health`.

use serde::{Deserialize, Serialize};

use crate::lenient;

/// The health of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// `ok` while the database answers.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub status: String,
    /// The version of the server.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub version: String,
    /// Whose data there is to look at; only on a server that was filled with demo data.
    #[serde(
        default,
        deserialize_with = "lenient::optional_object",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = DemoUser, required = false))]
    pub demo_user: Option<DemoUser>,
    /// The origin of the live server that this one is a proxy of.
    #[serde(
        default,
        deserialize_with = "lenient::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub upstream: Option<String>,
}

/// An account that everybody may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoUser {
    /// Its address.
    pub email: String,
    /// Its password, which is no secret.
    pub password: String,
}
