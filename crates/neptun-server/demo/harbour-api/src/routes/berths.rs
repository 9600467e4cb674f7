//! Berths: what there is, and what a given vessel could use.

use axum::Json;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::App;
use crate::error::ApiError;
use crate::model::{Berth, Tide};

#[derive(Debug, Deserialize)]
pub struct FreeQuery {
    draught_cm: i32,
    length_cm: i32,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// Every berth of a harbour, closed ones included: the map shows them hatched.
pub async fn list(State(app): State<App>, Path(harbour): Path<i64>) -> Result<Json<Vec<Berth>>, ApiError> {
    let berths = sqlx::query_as("select * from berths where harbour_id = $1 order by quay, position")
        .bind(harbour)
        .fetch_all(&app.db)
        .await?;
    Ok(Json(berths))
}

/// Every berth that a vessel of this draught and length can use for the whole of the time.
pub async fn free(
    State(app): State<App>,
    Path(harbour): Path<i64>,
    Query(query): Query<FreeQuery>,
) -> Result<Json<Vec<Berth>>, ApiError> {
    if query.from >= query.to {
        return Err(ApiError::Invalid { field: "to", reason: "must be later than `from`".to_owned() });
    }
    // She lies there through low water, so the lowest tide of the stay counts, not the one at arrival.
    let lowest = Tide::lowest(&app.db, harbour, query.from, query.to).await?;
    let berths = sqlx::query_as(
        "select * from berths
         where harbour_id = $1
           and closed_reason is null
           and length_cm >= $2
           and depth_cm + $3 >= $4 + $5
           and not exists (
               select from bookings where berth_id = berths.id and during && tstzrange($6, $7, '[)')
           )
         order by depth_cm, length_cm",
    )
    .bind(harbour)
    .bind(query.length_cm)
    .bind(lowest.height_cm)
    .bind(query.draught_cm)
    .bind(app.config.keel_clearance_cm)
    .bind(query.from)
    .bind(query.to)
    .fetch_all(&app.db)
    .await?;
    Ok(Json(berths))
}
