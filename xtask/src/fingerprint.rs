//! Whether something has changed since it was last built.
//!
//! A fingerprint is the list of files with their sizes and times. Comparing the whole list, and not only the newest time,
//! also notices a file that was deleted, renamed or put back from a backup.

use std::fmt::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// The fingerprint of every file below `dir`, without the folders and files for which `skip` holds. `skip` gets paths
/// relative to `dir`, with `/` between their parts.
pub fn of_tree(dir: &Path, skip: impl Fn(&str) -> bool) -> Result<String> {
    let relative = |path: &Path| {
        let parts = path.strip_prefix(dir).unwrap_or(path).components();
        parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let entries = WalkDir::new(dir)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !skip(&relative(entry.path())));
    let mut list = String::new();
    for entry in entries {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let metadata = entry.metadata()?;
        let modified =
            metadata.modified()?.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
        writeln!(list, "{} {} {modified}", relative(entry.path()), metadata.len())?;
    }
    Ok(list)
}

/// Whether the note at `path` says exactly `current`.
pub fn matches(path: &Path, current: &str) -> bool {
    std::fs::read_to_string(path).is_ok_and(|noted| noted == current)
}

/// Writes the note that [`matches()`] reads.
pub fn note(path: &Path, current: &str) -> Result<()> {
    std::fs::write(path, current).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("src/pages")).unwrap();
        std::fs::create_dir_all(dir.path().join("target")).unwrap();
        std::fs::write(dir.path().join("src/main.rs"), "fn main() {}").unwrap();
        std::fs::write(dir.path().join("src/pages/home.rs"), "").unwrap();
        std::fs::write(dir.path().join("target/app"), "binary").unwrap();
        dir
    }

    #[test]
    fn lists_what_is_not_skipped() {
        let dir = tree();
        let list = of_tree(dir.path(), |path| path == "target").unwrap();
        let names: Vec<_> = list.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names, ["src/main.rs", "src/pages/home.rs"]);
    }

    #[test]
    fn notices_changes_additions_and_deletions() {
        let dir = tree();
        let fingerprint = || of_tree(dir.path(), |path| path == "target").unwrap();
        let before = fingerprint();
        assert_eq!(before, fingerprint());

        std::fs::write(dir.path().join("target/app"), "another binary").unwrap();
        assert_eq!(before, fingerprint());

        std::fs::write(dir.path().join("src/main.rs"), "fn main() { start() }").unwrap();
        let changed = fingerprint();
        assert_ne!(before, changed);

        std::fs::write(dir.path().join("src/lib.rs"), "").unwrap();
        assert_ne!(changed, fingerprint());
        std::fs::remove_file(dir.path().join("src/lib.rs")).unwrap();
        assert_eq!(changed, fingerprint());

        std::fs::remove_file(dir.path().join("src/pages/home.rs")).unwrap();
        assert_ne!(changed, fingerprint());
    }

    #[test]
    fn a_note_matches_only_what_was_noted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("note");
        assert!(!matches(&path, ""));
        note(&path, "a 1 2\n").unwrap();
        assert!(matches(&path, "a 1 2\n"));
        assert!(!matches(&path, "a 1 3\n"));
    }
}
