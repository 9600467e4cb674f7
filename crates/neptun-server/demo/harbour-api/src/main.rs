//! Berth bookings for small harbours.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::broadcast;

mod config;
mod db;
mod error;
mod model;
mod routes;
mod telemetry;

/// What every handler can reach.
#[derive(Clone)]
pub struct App {
    pub db: db::Pool,
    pub config: Arc<config::Config>,
    /// Tells open maps that something moved. Slow maps miss messages and reload, they do not slow us down.
    pub changes: broadcast::Sender<model::Change>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Arc::new(config::Config::from_env()?);
    telemetry::init(&config);

    let db = db::connect(&config.database_url).await?;
    sqlx::migrate!().run(&db).await?;

    let (changes, _) = broadcast::channel(256);
    let listener = TcpListener::bind(config.listen).await?;
    tracing::info!(address = %listener.local_addr()?, "ready");

    let app = App { db, config, changes };
    axum::serve(listener, routes::router(app)).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "cannot listen for Ctrl+C");
        std::future::pending::<()>().await;
    }
}
