//! The database URL.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

/// The reason why a database URL cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The URL is not that of a SQLite file.
    #[error(
        "a database of the kind {0:?} is not supported. Use sqlite://PATH, for example sqlite://data/neptun.db"
    )]
    Unsupported(String),
    /// The folder of the file does not exist and cannot be created.
    #[error("cannot create the folder {}: {cause}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error.
        cause: std::io::Error,
    },
}

/// A database file, and the URL that opens it.
#[derive(Debug)]
pub(super) struct Location {
    pub(super) url: String,
    pub(super) path: PathBuf,
}

/// Creates the folder of the file, and returns the URL that also creates the file.
pub(super) fn prepare(url: &str) -> Result<Location, LocationError> {
    // Only the scheme: the rest of a URL can contain a password.
    let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
    let unsupported = || LocationError::Unsupported(scheme.to_owned());
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
    Ok(Location { url, path })
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
        assert_eq!(location.path, file);
        assert!(file.parent().unwrap().is_dir());
        let read_only = format!("{url}?mode=ro");
        assert_eq!(prepare(&read_only).unwrap().url, read_only);
    }

    #[test]
    fn refuses_what_is_no_file() {
        for url in ["postgres://localhost/x", "sqlite::memory:", "sqlite://", "neptun.db", ""] {
            assert!(matches!(prepare(url), Err(LocationError::Unsupported(_))), "{url}");
        }
    }

    #[test]
    fn echoes_no_password() {
        let error = prepare("postgres://ada:secret@localhost/x?password=secret").unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
