//! Folders, and moving files from one to another. A folder is written without a slash before or behind it; the outermost is empty.

use crate::path::split_path;

/// The innermost folder that all paths are in.
pub fn common_folder<'a>(paths: impl IntoIterator<Item = &'a str>) -> &'a str {
    let mut folders = paths.into_iter().map(folder_of);
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let mut parts = common.split('/').zip(folder.split('/'));
        let mut end = 0;
        while let Some((ours, theirs)) = parts.next()
            && ours == theirs
        {
            end += ours.len() + 1;
        }
        &common[..end.saturating_sub(1).min(common.len())]
    })
}

/// Says if a file is in a folder, or in one within it.
pub fn is_in_folder(path: &str, folder: &str) -> bool {
    within(path, folder).is_some()
}

/// The path of a file whose folder `from` becomes `to`. A file that is not in it stays where it is.
pub fn moved(path: &str, from: &str, to: &str) -> String {
    let Some(rest) = within(path, from) else { return path.to_owned() };
    let slash = if path.starts_with('/') { "/" } else { "" };
    match to.trim().trim_matches('/') {
        "" => format!("{slash}{rest}"),
        to => format!("{slash}{to}/{rest}"),
    }
}

fn folder_of(path: &str) -> &str {
    split_path(path).0.trim_matches('/')
}

fn within<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_ends_between_names() {
        for (paths, folder) in [
            (&["/src/a.rs"][..], "src"),
            (&["/src/a/b.rs", "/src/a/c.rs"], "src/a"),
            (&["/src/a/b.rs", "/src/ab/c.rs"], "src"),
            (&["/src/a.rs", "/b.rs"], ""),
            (&["src/a/b.rs", "/src/c.rs"], "src"),
            (&["/a.rs", "/b.rs"], ""),
            (&[], ""),
            (&["/ø/日/a", "/ø/夜/b"], "ø"),
        ] {
            assert_eq!(common_folder(paths.iter().copied()), folder, "{paths:?}");
        }
    }

    #[test]
    fn what_is_in_a_folder_moves_with_it() {
        for (path, from, to, expected) in [
            ("/src/a.rs", "src", "lib", "/lib/a.rs"),
            ("src/a.rs", "src", "/lib/", "lib/a.rs"),
            ("/src/b/a.rs", "src", "", "/b/a.rs"),
            ("/a.rs", "", "src/new", "/src/new/a.rs"),
            ("/srcs/a.rs", "src", "lib", "/srcs/a.rs"),
            ("/src", "src", "lib", "/src"),
        ] {
            assert_eq!(moved(path, from, to), expected, "{path} from {from} to {to}");
        }
        assert!(is_in_folder("/src/b/a.rs", "src") && !is_in_folder("/srcs/a.rs", "src"));
    }
}
