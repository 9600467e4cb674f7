//! The health check.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use neptun_api::{DemoUser, Health, paths};

use crate::state::AppState;

/// Reports the state of the database, and the demo account if there is one.
#[utoipa::path(
    get, path = paths::HEALTH, tag = "server", security(()),
    responses(
        (status = 200, body = Health, description = "The server works"),
        (status = 503, body = Health, description = "The database cannot be read and written"),
    )
)]
pub(crate) async fn health(State(state): State<AppState>) -> (StatusCode, Json<Health>) {
    match state.database.check().await {
        Ok(()) => {
            let demo_user = state.demo_user.as_deref().cloned();
            (StatusCode::OK, Json(status("ok", demo_user)))
        }
        Err(error) => {
            tracing::error!("database: {error}");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Json(status("The database cannot be read and written", None)),
            )
        }
    }
}

/// The body of a health check.
pub(crate) fn status(status: &str, demo_user: Option<DemoUser>) -> Health {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Health { status: status.to_owned(), version, demo_user, upstream: None }
}
