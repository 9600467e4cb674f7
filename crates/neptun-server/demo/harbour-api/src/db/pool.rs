//! One pool for the whole process.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

pub type Pool = sqlx::PgPool;

/// Opens the pool. Waits for a database that is still starting, but not for one that will never come.
pub async fn connect(url: &str) -> Result<Pool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("harbour-api")
        // A report that takes ten seconds is a bug in the report.
        .options([("statement_timeout", "10s")])
        .log_slow_statements(tracing::log::LevelFilter::Warn, Duration::from_millis(250));

    PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(3))
        .after_connect(|connection, _| {
            Box::pin(async move {
                // Bookings are stored in UTC; only screens know the harbour's own time.
                sqlx::query("set time zone 'UTC'").execute(connection).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await
}
