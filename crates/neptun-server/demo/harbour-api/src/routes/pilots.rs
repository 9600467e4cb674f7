//! Pilots: who is on duty, and who may take a vessel of a given size in.

use axum::Json;
use axum::extract::{Query, State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::ApiError;

/// From this length on, a pilot is compulsory. Regulation FOR-2014-12-17, § 3.
const COMPULSORY_FROM_CM: i32 = 7_000;

#[derive(Debug, Deserialize)]
pub struct DutyQuery {
    at: Option<DateTime<Utc>>,
    length_cm: Option<i32>,
}

#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Pilot {
    id: i64,
    name: String,
    phone: String,
    max_length_cm: i32,
    languages: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Duty {
    compulsory: bool,
    pilots: Vec<Pilot>,
}

/// The pilots on duty at a moment (now, unless given), most experienced last: the others need the practice.
pub async fn on_duty(State(app): State<App>, Query(query): Query<DutyQuery>) -> Result<Json<Duty>, ApiError> {
    let at = query.at.unwrap_or_else(Utc::now);
    let length_cm = query.length_cm.unwrap_or(0);
    let pilots = sqlx::query_as(
        "select p.id, p.name, p.phone, p.max_length_cm, p.languages
         from pilots p
         join shifts s on s.pilot_id = p.id
         where s.during @> $1 and p.max_length_cm >= $2
         order by p.max_length_cm, p.name",
    )
    .bind(at)
    .bind(length_cm)
    .fetch_all(&app.db)
    .await?;
    Ok(Json(Duty { compulsory: length_cm >= COMPULSORY_FROM_CM, pilots }))
}
