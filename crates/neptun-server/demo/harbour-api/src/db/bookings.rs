//! Queries on bookings.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use crate::error::ApiError;
use crate::model::{Booking, NewBooking};

/// SQLSTATE of a violated exclusion constraint.
const EXCLUSION_VIOLATION: &str = "23P01";

/// Stores a booking. The database, not this code, decides whether it overlaps another: two harbour masters can press
/// "Book" in the same millisecond.
pub async fn insert(db: impl PgExecutor<'_>, new: &NewBooking) -> Result<Booking, ApiError> {
    sqlx::query_as(
        "insert into bookings (berth_id, vessel_id, during, note)
         values ($1, $2, tstzrange($3, $4, '[)'), $5)
         returning id, berth_id, vessel_id, lower(during) as arrives_at, upper(during) as leaves_at, note, created_at",
    )
    .bind(new.berth_id)
    .bind(new.vessel_id)
    .bind(new.arrives_at)
    .bind(new.leaves_at)
    .bind(&new.note)
    .fetch_one(db)
    .await
    .map_err(|error| match &error {
        sqlx::Error::Database(cause) if cause.code().as_deref() == Some(EXCLUSION_VIOLATION) => {
            ApiError::Overlap { berth: new.berth_id }
        }
        sqlx::Error::Database(cause) if cause.is_foreign_key_violation() => ApiError::NotFound("berth or vessel"),
        _ => error.into(),
    })
}

/// Every booking of a harbour that touches the given time, in order of arrival.
pub async fn during(
    db: impl PgExecutor<'_>,
    harbour_id: i64,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Booking>, ApiError> {
    Ok(sqlx::query_as(
        "select b.id, b.berth_id, b.vessel_id, lower(b.during) as arrives_at, upper(b.during) as leaves_at, b.note, b.created_at
         from bookings b
         join berths on berths.id = b.berth_id
         where berths.harbour_id = $1 and b.during && tstzrange($2, $3, '[)')
         order by lower(b.during), b.id",
    )
    .bind(harbour_id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?)
}

/// Removes a booking. Says whether there was one: deleting twice is not an error for the person who did it.
pub async fn delete(db: impl PgExecutor<'_>, id: i64) -> Result<bool, ApiError> {
    let done = sqlx::query("delete from bookings where id = $1").bind(id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
