//! Predicted water levels of a port.

use axum::Json;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use crate::App;
use crate::error::ApiError;
use crate::model::Tide;

#[derive(Debug, Deserialize)]
pub struct Period {
    from: DateTime<Utc>,
    hours: Option<u16>,
}

/// Ten-minute values, at most a week of them: the chart cannot draw more anyway.
pub async fn between(
    State(app): State<App>,
    Path(port): Path<String>,
    Query(period): Query<Period>,
) -> Result<Json<Vec<Tide>>, ApiError> {
    let hours = period.hours.unwrap_or(24).min(7 * 24);
    let tides: Vec<Tide> = sqlx::query_as(
        "select at, height_cm from tides where port_code = $1 and at between $2 and $3 order by at",
    )
    .bind(&port)
    .bind(period.from)
    .bind(period.from + TimeDelta::hours(hours.into()))
    .fetch_all(&app.db)
    .await?;
    if tides.is_empty() {
        return Err(ApiError::NotFound("prediction for this port and time"));
    }
    Ok(Json(tides))
}
