//! Parts of a file's path.

/// Says if a character separates folders where a path is typed or linked to: also a backslash, as Windows prints it.
pub fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\')
}

/// Splits a path into its folder part, with the closing slash, and the file's name.
///
/// `/src/main.rs` is (`/src/`, `main.rs`); a path that ends in a slash has no name.
pub fn split_path(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// The extension of the file's name without its dot; nothing for `Makefile` and `.gitignore`.
pub fn file_extension(path: &str) -> Option<&str> {
    let (_, name) = split_path(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => Some(extension),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_last_slash() {
        assert_eq!(split_path("/src/main.rs"), ("/src/", "main.rs"));
        assert_eq!(split_path("main.rs"), ("", "main.rs"));
        assert_eq!(split_path("/src/"), ("/src/", ""));
        assert_eq!(split_path("/ø/日本.md"), ("/ø/", "日本.md"));
        assert_eq!(split_path(""), ("", ""));
    }

    #[test]
    fn finds_the_extension() {
        assert_eq!(file_extension("/a.b/c.tar.gz"), Some("gz"));
        assert_eq!(file_extension("/a.b/Makefile"), None);
        assert_eq!(file_extension("/.gitignore"), None);
        assert_eq!(file_extension("x."), None);
    }
}
