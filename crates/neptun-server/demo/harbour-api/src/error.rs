//! What can go wrong in a handler, and what the caller gets to see of it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum ApiError {
    #[error("no such {0}")]
    NotFound(&'static str),
    #[error("{field}: {reason}")]
    Invalid { field: &'static str, reason: String },
    /// The exclusion constraint of migration 0004 said no.
    #[error("berth {berth} is taken between these times")]
    Overlap { berth: i64 },
    #[error("{vessel} draws {draught_cm} cm, the berth has {available_cm} cm at low water")]
    TooShallow { vessel: String, draught_cm: i32, available_cm: i32 },
    #[error("the database did not answer")]
    Database(#[from] sqlx::Error),
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Overlap { .. } | Self::TooShallow { .. } => StatusCode::CONFLICT,
            Self::Database(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Database(cause) = &self {
            // The caller learns that it failed, the log learns why.
            tracing::error!(%cause, "database");
        }
        (self.status(), Json(json!({ "error": self.to_string() }))).into_response()
    }
}
