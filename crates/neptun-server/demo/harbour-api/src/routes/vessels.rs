//! Vessels: search by name or call sign, details, corrections by the harbour office, positions from the AIS gateway.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::App;
use crate::error::ApiError;
use crate::model::{Change, Vessel};

#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
    #[serde(default = "default_limit")]
    limit: i64,
}

fn default_limit() -> i64 {
    20
}

#[derive(Debug, Deserialize)]
pub struct Correction {
    name: String,
    length_cm: i32,
    beam_cm: i32,
    draught_cm: i32,
}

#[derive(Debug, Deserialize)]
pub struct Position {
    latitude: f64,
    longitude: f64,
    /// Degrees over ground, absent when she does not move.
    course: Option<f32>,
    at: DateTime<Utc>,
}

/// `ås` finds ÅSGARD and Asta: people type what their keyboard has.
pub async fn search(State(app): State<App>, Query(search): Query<Search>) -> Result<Json<Vec<Vessel>>, ApiError> {
    let vessels = sqlx::query_as(
        "select id, mmsi, name, call_sign, length_cm, beam_cm, draught_cm, flag
         from vessels
         where unaccent(name) ilike unaccent($1) || '%' or call_sign = upper($1)
         order by last_seen_at desc nulls last, name
         limit $2",
    )
    .bind(search.q.trim())
    .bind(search.limit.clamp(1, 100))
    .fetch_all(&app.db)
    .await?;
    Ok(Json(vessels))
}

pub async fn show(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Vessel>, ApiError> {
    Ok(Json(Vessel::find(&app.db, id).await?))
}

/// What AIS says about a vessel's size is typed in by her crew, once, years ago. The office may know better.
pub async fn replace(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(correction): Json<Correction>,
) -> Result<Json<Vessel>, ApiError> {
    let name = correction.name.trim();
    if name.is_empty() {
        return Err(ApiError::Invalid { field: "name", reason: "must not be empty".to_owned() });
    }
    for (field, value, range) in [
        ("length_cm", correction.length_cm, 200..=40_000),
        ("beam_cm", correction.beam_cm, 80..=6_500),
        ("draught_cm", correction.draught_cm, 10..=2_500),
    ] {
        if !range.contains(&value) {
            let reason = format!("must be between {} and {} cm", range.start(), range.end());
            return Err(ApiError::Invalid { field, reason });
        }
    }
    sqlx::query_as(
        "update vessels set name = $2, length_cm = $3, beam_cm = $4, draught_cm = $5, corrected_at = now()
         where id = $1
         returning id, mmsi, name, call_sign, length_cm, beam_cm, draught_cm, flag",
    )
    .bind(id)
    .bind(name)
    .bind(correction.length_cm)
    .bind(correction.beam_cm)
    .bind(correction.draught_cm)
    .fetch_optional(&app.db)
    .await?
    .map(Json)
    .ok_or(ApiError::NotFound("vessel"))
}

/// Called by the gateway, which knows vessels by their MMSI, several times a second in summer.
pub async fn moved(
    State(app): State<App>,
    Path(mmsi): Path<i32>,
    Json(position): Json<Position>,
) -> Result<StatusCode, ApiError> {
    let moved: Option<i64> = sqlx::query_scalar(
        "update vessels set latitude = $2, longitude = $3, course = $4, last_seen_at = $5
         where mmsi = $1 and (last_seen_at is null or last_seen_at < $5)
         returning id",
    )
    .bind(mmsi)
    .bind(position.latitude)
    .bind(position.longitude)
    .bind(position.course)
    .bind(position.at)
    .fetch_optional(&app.db)
    .await?;
    // An older position than the one we have is late, not wrong; and not every ship that passes by is ours.
    if let Some(vessel) = moved {
        let _ = app.changes.send(Change::Moved { vessel, latitude: position.latitude, longitude: position.longitude });
    }
    Ok(StatusCode::ACCEPTED)
}
