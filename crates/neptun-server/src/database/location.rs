//! The database URL.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The reason why a database URL cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The URL is not that of a SQLite file.
    #[error(
        "the database {0} is not supported. Use sqlite://PATH, for example sqlite://data/neptun.db"
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

/// Creates the folder of the file, and returns the URL that also creates the file.
pub(super) fn prepare(url: &str) -> Result<String, LocationError> {
    let unsupported = || LocationError::Unsupported(url.to_owned());
    let rest = url.strip_prefix("sqlite:").ok_or_else(unsupported)?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    // In memory, every connection of the pool has a database of its own.
    if path.is_empty() || path == ":memory:" || query.contains("mode=memory") {
        return Err(unsupported());
    }
    let decoded = percent_decode_str(path).decode_utf8().map_err(|_| unsupported())?;
    if let Some(folder) = Path::new(&*decoded).parent() {
        std::fs::create_dir_all(folder)
            .map_err(|cause| LocationError::Folder { folder: folder.to_owned(), cause })?;
    }
    Ok(match query {
        "" => format!("sqlite://{path}?mode=rwc"),
        _ if query.contains("mode=") => format!("sqlite://{path}?{query}"),
        _ => format!("sqlite://{path}?{query}&mode=rwc"),
    })
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
        assert_eq!(prepare(&url).unwrap(), format!("{url}?mode=rwc"));
        assert!(file.parent().unwrap().is_dir());
        assert_eq!(prepare(&format!("{url}?mode=ro")).unwrap(), format!("{url}?mode=ro"));
    }

    #[test]
    fn refuses_what_is_no_file() {
        for url in ["postgres://localhost/x", "sqlite::memory:", "sqlite://", "neptun.db", ""] {
            assert!(matches!(prepare(url), Err(LocationError::Unsupported(_))), "{url}");
        }
    }
}
