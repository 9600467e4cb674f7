use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A vessel at a berth for a time. The moment of leaving is not part of it: the next vessel may arrive just then.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Booking {
    pub id: i64,
    pub berth_id: i64,
    pub vessel_id: i64,
    pub arrives_at: DateTime<Utc>,
    pub leaves_at: DateTime<Utc>,
    pub note: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
pub struct NewBooking {
    pub berth_id: i64,
    pub vessel_id: i64,
    pub arrives_at: DateTime<Utc>,
    pub leaves_at: DateTime<Utc>,
    #[serde(default)]
    pub note: String,
}

/// What an open map has to know.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    Booked(Booking),
    Cancelled { id: i64 },
    Moved { vessel: i64, latitude: f64, longitude: f64 },
}
