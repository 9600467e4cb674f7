//! The path in the project of a file on the user's machine.

use crate::path::is_separator;

/// The path in a project of a file in a chosen folder or an archive: with a leading slash, and without what leads out of the folder.
pub fn path_in_project(relative: &str) -> String {
    let parts = relative.split(is_separator).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.fold(String::with_capacity(relative.len() + 1), |path, part| path + "/" + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_with_a_slash_and_stays_in_the_project() {
        for (relative, path) in [
            ("main.rs", "/main.rs"),
            ("app/src/main.rs", "/app/src/main.rs"),
            ("/app//main.rs", "/app/main.rs"),
            ("../../etc/passwd", "/etc/passwd"),
            ("a\\b\\c.txt", "/a/b/c.txt"),
            ("./ø/日本.md", "/ø/日本.md"),
            ("..", ""),
        ] {
            assert_eq!(path_in_project(relative), path);
        }
    }
}
