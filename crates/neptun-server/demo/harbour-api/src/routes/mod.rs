//! One file per resource, one line per endpoint.

use std::time::Duration;

use axum::Router;
use axum::routing::{delete, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::App;

mod berths;
mod bookings;
mod pilots;
mod tides;
mod vessels;

pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/harbours/{harbour}/berths", get(berths::list))
        .route("/harbours/{harbour}/berths/free", get(berths::free))
        .route("/harbours/{harbour}/bookings", get(bookings::list).post(bookings::create))
        .route("/bookings/{id}", delete(bookings::remove))
        .route("/vessels", get(vessels::search))
        .route("/vessels/{id}", get(vessels::show).put(vessels::replace))
        .route("/positions/{mmsi}", post(vessels::moved))
        .route("/pilots/on-duty", get(pilots::on_duty))
        .route("/ports/{port}/tides", get(tides::between))
        .layer(TimeoutLayer::new(Duration::from_secs(15)));

    Router::new()
        .nest("/api", api)
        // Outside of the timeout: an event stream is meant to stay open.
        .route("/api/changes", get(bookings::changes))
        .route("/health", get(|| async { "ok" }))
        .layer((TraceLayer::new_for_http(), CompressionLayer::new()))
        .with_state(app)
}
