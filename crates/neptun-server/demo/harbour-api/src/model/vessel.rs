use serde::Serialize;
use sqlx::PgExecutor;

use crate::error::ApiError;

/// A vessel as the harbour knows her.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Vessel {
    pub id: i64,
    /// Maritime Mobile Service Identity: nine digits, the first three of them the country.
    pub mmsi: i32,
    pub name: String,
    pub call_sign: Option<String>,
    pub length_cm: i32,
    pub beam_cm: i32,
    pub draught_cm: i32,
    /// ISO 3166-1 alpha-2.
    pub flag: String,
}

impl Vessel {
    pub async fn find(db: impl PgExecutor<'_>, id: i64) -> Result<Self, ApiError> {
        sqlx::query_as(
            "select id, mmsi, name, call_sign, length_cm, beam_cm, draught_cm, flag from vessels where id = $1",
        )
        .bind(id)
        .fetch_optional(db)
        .await?
        .ok_or(ApiError::NotFound("vessel"))
    }
}
