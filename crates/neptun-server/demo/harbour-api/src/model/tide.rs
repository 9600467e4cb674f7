use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgExecutor;

use crate::error::ApiError;

/// A predicted water level, in centimetres above chart datum.
#[derive(Debug, Clone, Copy, Serialize, sqlx::FromRow)]
pub struct Tide {
    pub at: DateTime<Utc>,
    pub height_cm: i32,
}

impl Tide {
    /// The lowest water of a stay. Without a prediction we assume chart datum: the sea is practically never lower.
    pub async fn lowest(
        db: impl PgExecutor<'_>,
        harbour: i64,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let lowest = sqlx::query_as(
            "select t.at, t.height_cm
             from tides t
             join harbours h on h.port_code = t.port_code
             where h.id = $1 and t.at between $2 and $3
             order by t.height_cm
             limit 1",
        )
        .bind(harbour)
        .bind(from)
        .bind(to)
        .fetch_optional(db)
        .await?;
        Ok(lowest.unwrap_or(Self { at: from, height_cm: 0 }))
    }
}
