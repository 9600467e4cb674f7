//! Files that are usually not meant when a whole folder is chosen.

use crate::path::split_path;

/// Folders whose content a tool has made or fetched.
const FOLDERS: &[&str] = &[
    "node_modules",
    "bower_components",
    "vendor/bundle",
    ".git",
    ".hg",
    ".svn",
    "target",
    "dist",
    "build",
    "out",
    ".next",
    ".nuxt",
    ".output",
    ".svelte-kit",
    ".turbo",
    ".parcel-cache",
    ".cache",
    "coverage",
    ".venv",
    "venv",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tox",
    ".gradle",
    ".idea",
    ".terraform",
    "__MACOSX",
];

/// Files that systems leave behind.
const NAMES: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// Lock files without the extension `lock`.
const LOCK_FILES: &[&str] =
    &["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.sum", "packages.lock.json"];

/// The largest size of a lock file that is not left out.
const MAX_LOCK_FILE_BYTES: u64 = 1_000_000;

/// The reason for leaving a file out unless the user asks for it, in a few words: the name of its folder, for example.
pub fn left_out(path: &str, size: u64) -> Option<&'static str> {
    let (folder, name) = split_path(path);
    let is_in = |known: &&&str| {
        let parts = folder.strip_suffix('/').unwrap_or_default();
        parts.split('/').any(|part| part == **known)
            || (known.contains('/') && folder.contains(&format!("/{known}/")))
    };
    if let Some(folder) = FOLDERS.iter().find(is_in) {
        return Some(folder);
    }
    if let Some(name) = NAMES.iter().find(|known| **known == name) {
        return Some(name);
    }
    let is_lock_file = LOCK_FILES.contains(&name) || name.ends_with(".lock");
    (is_lock_file && size > MAX_LOCK_FILE_BYTES).then_some("lock files over 1 MB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_tools_have_made() {
        for (path, size, reason) in [
            ("/app/node_modules/left-pad/index.js", 1, Some("node_modules")),
            ("/.git/HEAD", 1, Some(".git")),
            ("/app/target/debug/app.d", 1, Some("target")),
            ("/vendor/bundle/gem.rb", 1, Some("vendor/bundle")),
            ("/app/.DS_Store", 1, Some(".DS_Store")),
            ("/Cargo.lock", 1_000_001, Some("lock files over 1 MB")),
            ("/package-lock.json", 2_000_000, Some("lock files over 1 MB")),
            // A file of that name, a longer name, a small lock file, a file of the project beside them.
            ("/bin/build", 1, None),
            ("/builds/a.rs", 1, None),
            ("/.github/ci.yml", 1, None),
            ("/.gitignore", 1, None),
            ("/Cargo.lock", 1_000_000, None),
            ("/vendor/lib.go", 1, None),
            ("/data.json", 2_000_000, None),
            ("main.rs", 1, None),
            ("", 0, None),
        ] {
            assert_eq!(left_out(path, size), reason, "{path}");
        }
    }
}
