//! Bookings: list, create, remove, and the stream that keeps every open map up to date.

use std::convert::Infallible;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

use crate::App;
use crate::db::bookings as table;
use crate::error::ApiError;
use crate::model::{Berth, Booking, Change, NewBooking, Tide, Vessel};

/// Longer stays are a contract, not a booking.
const LONGEST_STAY: TimeDelta = TimeDelta::days(60);

#[derive(Debug, Deserialize)]
pub struct Period {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

pub async fn list(
    State(app): State<App>,
    Path(harbour): Path<i64>,
    Query(Period { from, to }): Query<Period>,
) -> Result<Json<Vec<Booking>>, ApiError> {
    Ok(Json(table::during(&app.db, harbour, from, to).await?))
}

pub async fn create(
    State(app): State<App>,
    Path(harbour): Path<i64>,
    Json(new): Json<NewBooking>,
) -> Result<(StatusCode, Json<Booking>), ApiError> {
    check_times(&new)?;

    let mut transaction = app.db.begin().await?;
    let vessel = Vessel::find(&mut *transaction, new.vessel_id).await?;
    let berth = Berth::find(&mut *transaction, harbour, new.berth_id).await?;
    let lowest = Tide::lowest(&mut *transaction, harbour, new.arrives_at, new.leaves_at).await?;

    let available_cm = berth.depth_cm + lowest.height_cm - app.config.keel_clearance_cm;
    if vessel.draught_cm > available_cm {
        return Err(ApiError::TooShallow { vessel: vessel.name, draught_cm: vessel.draught_cm, available_cm });
    }

    let booking = table::insert(&mut *transaction, &new).await?;
    transaction.commit().await?;

    // Nobody listening is fine.
    let _ = app.changes.send(Change::Booked(booking.clone()));
    Ok((StatusCode::CREATED, Json(booking)))
}

pub async fn remove(State(app): State<App>, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    if table::delete(&app.db, id).await? {
        let _ = app.changes.send(Change::Cancelled { id });
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Server-sent events. A map that fell behind gets `reload` in place of what it missed.
pub async fn changes(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(app.changes.subscribe()).map(|change| {
        Ok(match change {
            Ok(change) => Event::default().event("change").json_data(change).unwrap_or_default(),
            Err(_missed) => Event::default().event("reload").data(""),
        })
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn check_times(new: &NewBooking) -> Result<(), ApiError> {
    let stay = new.leaves_at - new.arrives_at;
    if stay <= TimeDelta::zero() {
        return Err(ApiError::Invalid { field: "leaves_at", reason: "must be later than `arrives_at`".to_owned() });
    }
    if stay > LONGEST_STAY {
        return Err(ApiError::Invalid { field: "leaves_at", reason: format!("{} days are too long", stay.num_days()) });
    }
    Ok(())
}
