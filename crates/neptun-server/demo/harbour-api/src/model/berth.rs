use serde::Serialize;
use sqlx::PgExecutor;

use crate::error::ApiError;

/// A place where one vessel can lie.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Berth {
    pub id: i64,
    pub harbour_id: i64,
    /// "Storkaia", "Innerkaia": the name painted on the wall.
    pub quay: String,
    /// Counted from the seaward end, beginning with 1.
    pub position: i16,
    pub length_cm: i32,
    /// Below chart datum. Negative for the two slips that fall dry.
    pub depth_cm: i32,
    pub shore_power: bool,
    /// Why nobody may lie here, shown to the harbour master word for word.
    pub closed_reason: Option<String>,
}

impl Berth {
    /// A berth of this harbour. A berth of another harbour is as unknown as one that does not exist.
    pub async fn find(db: impl PgExecutor<'_>, harbour: i64, id: i64) -> Result<Self, ApiError> {
        sqlx::query_as("select * from berths where id = $1 and harbour_id = $2")
            .bind(id)
            .bind(harbour)
            .fetch_optional(db)
            .await?
            .ok_or(ApiError::NotFound("berth"))
    }
}
