//! Databases of other versions of the server.

use sqlx::AnyConnection;
use sqlx::migrate::MigrateError;

use super::backend::Backend;

/// Explains why a schema cannot be updated.
pub(super) fn reason(backend: Backend, error: &MigrateError) -> String {
    match error {
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
            backend.reason(cause)
        }
        MigrateError::VersionMissing(version) => format!(
            "a newer version of the server has written it (schema {version}, this one knows {}). \
             Start that version, or restore a backup from before the update",
            newest(backend)
        ),
        MigrateError::VersionMismatch(version) => format!(
            "another version of the server has written it (schema {version} differs). \
             Start that version, or restore a backup"
        ),
        MigrateError::Dirty(version) => {
            format!("an update was interrupted (schema {version}). Restore a backup")
        }
        error => error.to_string(),
    }
}

/// The schema of a database; `None` if it is new.
pub(super) async fn current(connection: &mut AnyConnection) -> Option<i64> {
    // Without the table that is an error, and the migrations report any other one.
    let version = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations");
    version.fetch_one(connection).await.ok()
}

/// Says that an older database has been updated, because an older server cannot be started on it any more.
pub(super) fn announce(backend: Backend, name: &str, before: Option<i64>) {
    let newest = newest(backend);
    if let Some(before) = before.filter(|before| *before < newest) {
        tracing::warn!(
            "updated the database {name} from schema {before} to {newest}. Older versions of the server cannot open it any more"
        );
    }
}

fn newest(backend: Backend) -> i64 {
    backend.migrations().iter().map(|migration| migration.version).max().unwrap_or_default()
}
