//! The database URL.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use sqlx::postgres::PgConnectOptions;

use super::backend::Backend;

/// The reason why a database URL cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The URL is that of neither database.
    #[error(
        "a database of the kind {0:?} is not supported. Use sqlite://PATH, for example sqlite://data/neptun.db, \
         or postgres://USER:PASSWORD@HOST/NAME"
    )]
    Unsupported(String),
    /// The URL of a PostgreSQL database is malformed.
    #[error("the URL of the database is not understood: {0}")]
    Malformed(String),
    /// The folder of the file does not exist and cannot be created.
    #[error("cannot create the folder {}: {cause}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error.
        cause: std::io::Error,
    },
}

/// A database, the URL that opens it, and its name in messages.
#[derive(Debug)]
pub(super) struct Location {
    pub(super) backend: Backend,
    pub(super) url: String,
    pub(super) name: String,
}

/// Looks at a URL. For SQLite, creates the folder of the file.
pub(super) fn prepare(url: &str) -> Result<Location, LocationError> {
    // Only the scheme: the rest of a URL can contain a password.
    let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
    match scheme {
        "sqlite" => sqlite(url),
        "postgres" | "postgresql" => postgres(url),
        _ => Err(LocationError::Unsupported(scheme.to_owned())),
    }
}

fn postgres(url: &str) -> Result<Location, LocationError> {
    let malformed = |reason: &str| LocationError::Malformed(reason.to_owned());
    let (_, rest) = url.split_once("://").ok_or_else(|| malformed("`//` is missing"))?;
    // The part of a password that follows would be taken for the name of the database, and shown.
    if rest.split_once(['/', '?', '#']).is_some_and(|(_, path)| path.contains('@')) {
        return Err(malformed(
            "write `/`, `?`, `#` and `@` of a password as %2F, %3F, %23 and %40",
        ));
    }
    let options: PgConnectOptions =
        url.parse().map_err(|error: sqlx::Error| LocationError::Malformed(error.to_string()))?;
    let name = options.get_database().unwrap_or(options.get_username());
    let name = match options.get_socket() {
        Some(folder) => format!("{name} at {}", folder.display()),
        None => format!("{name} at {}:{}", options.get_host(), options.get_port()),
    };
    Ok(Location { backend: Backend::Postgres, url: url.to_owned(), name })
}

fn sqlite(url: &str) -> Result<Location, LocationError> {
    let unsupported = || LocationError::Unsupported("sqlite".to_owned());
    let rest = url.strip_prefix("sqlite:").ok_or_else(unsupported)?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    // In memory, every connection of the pool has a database of its own.
    if path.is_empty() || path == ":memory:" || query.contains("mode=memory") {
        return Err(unsupported());
    }
    let base = format!("sqlite://{path}");
    let decoded = percent_decode_str(path).decode_utf8().map_err(|_| unsupported())?;
    let path = PathBuf::from(&*decoded);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|cause| LocationError::Folder { folder: folder.to_owned(), cause })?;
    }
    let url = match query {
        "" => format!("{base}?mode=rwc"),
        _ if query.contains("mode=") => format!("{base}?{query}"),
        _ => format!("{base}?{query}&mode=rwc"),
    };
    Ok(Location { backend: Backend::Sqlite, url, name: path.display().to_string() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn creates_the_folder_and_asks_for_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a b/c/neptun.db");
        let url = format!("sqlite://{}", file.display()).replace(' ', "%20");
        let location = prepare(&url).unwrap();
        assert_eq!(location.url, format!("{url}?mode=rwc"));
        assert_eq!(location.name, file.display().to_string());
        assert!(file.parent().unwrap().is_dir());
        let read_only = format!("{url}?mode=ro");
        assert_eq!(prepare(&read_only).unwrap().url, read_only);
    }

    #[test]
    fn refuses_what_is_no_file() {
        for url in ["mysql://localhost/x", "sqlite::memory:", "sqlite://", "neptun.db", ""] {
            assert!(matches!(prepare(url), Err(LocationError::Unsupported(_))), "{url}");
        }
    }

    #[test]
    fn echoes_no_password() {
        for url in [
            "postgres://ada:secret@localhost/x?password=secret",
            "postgres://ada:secret@[::1]:5433/x",
        ] {
            let name = prepare(url).unwrap().name;
            assert!(name.starts_with("x at ") && !name.contains("secret"), "{name}");
        }
        for url in [
            "mysql://ada:secret@localhost/x?password=secret",
            "postgres://ada:1/secret@localhost/x",
            "postgres://ada:1#secret@localhost/x",
            "postgres://ada:secret@localhost:port/x",
            "postgres://ada:secret@localhost/x?sslmode=secret2",
            "postgres:ada:secret",
        ] {
            let error = prepare(url).unwrap_err().to_string();
            assert!(!error.contains("secret@") && !error.contains("secret\""), "{error}");
        }
    }
}
