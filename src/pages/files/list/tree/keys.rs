//! The keys of a tree (<https://www.w3.org/WAI/ARIA/apg/patterns/treeview/>). Pure.

use project_files::listing::tree::Node;

use super::shown::Shown;
use crate::ui::row_for_key;

/// The effect of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a row.
    Go(usize),
    /// Does the same as a click on a row.
    Press(usize),
    /// Opens a folder.
    Open(usize),
    /// Shuts a folder.
    Shut(usize),
    /// Opens all folders that are beside a row.
    OpenAllBeside(usize),
    /// Nowhere, but it was meant for the tree.
    Stay,
}

/// The effect of a key at the active row; nothing if it is no key of a tree. Without an active row the first step is to `entry`.
pub(super) fn step(
    key: &str,
    shown: &Shown,
    active: Option<usize>,
    entry: usize,
    page: usize,
) -> Option<Step> {
    if let Some(row) = row_for_key(key, active, entry, shown.len(), page) {
        return Some(Step::Go(row));
    }
    let row = active?;
    let is_folder = shown.node(row).is_some_and(Node::is_folder);
    Some(match (key, is_folder, shown.is_open(row)) {
        ("Enter" | " ", ..) => Step::Press(row),
        ("*", ..) => Step::OpenAllBeside(row),
        ("ArrowRight", true, false) => Step::Open(row),
        ("ArrowRight", true, true) => Step::Go(row + 1),
        ("ArrowLeft", true, true) => Step::Shut(row),
        ("ArrowLeft", ..) => shown.parent(row).map_or(Step::Stay, Step::Go),
        ("ArrowRight", ..) => Step::Stay,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::shown::shown_of;
    use super::*;

    const PATHS: [&str; 5] = [
        "/docs/a.md",
        "/docs/b.md",
        "/src/main/java/App.java",
        "/src/main/java/io/Io.java",
        "/top",
    ];

    /// A key at a row, with only the first folder open.
    fn pressed(key: &str, active: Option<usize>) -> Option<Step> {
        let (files, shown) = shown_of(&PATHS, &["docs"]);
        let names: Vec<_> =
            (0..shown.len()).filter_map(|row| Some(shown.node(row)?.name(&files))).collect();
        assert_eq!(names, ["docs", "a.md", "b.md", "src/main/java", "top"]);
        step(key, &shown, active, 2, 10)
    }

    #[test]
    fn up_and_down_go_from_row_to_row() {
        assert_eq!(pressed("ArrowDown", Some(0)), Some(Step::Go(1)));
        assert_eq!(pressed("ArrowUp", Some(3)), Some(Step::Go(2)));
        assert_eq!(pressed("ArrowDown", None), Some(Step::Go(2)));
        assert_eq!(pressed("Home", Some(3)), Some(Step::Go(0)));
        assert_eq!(pressed("End", Some(3)), Some(Step::Go(4)));
    }

    #[test]
    fn right_opens_and_then_enters() {
        assert_eq!(pressed("ArrowRight", Some(3)), Some(Step::Open(3)));
        assert_eq!(pressed("ArrowRight", Some(0)), Some(Step::Go(1)));
        assert_eq!(pressed("ArrowRight", Some(1)), Some(Step::Stay));
    }

    #[test]
    fn left_shuts_and_otherwise_leaves() {
        assert_eq!(pressed("ArrowLeft", Some(0)), Some(Step::Shut(0)));
        assert_eq!(pressed("ArrowLeft", Some(2)), Some(Step::Go(0)));
        assert_eq!(pressed("ArrowLeft", Some(3)), Some(Step::Stay));
        assert_eq!(pressed("ArrowLeft", Some(4)), Some(Step::Stay));
    }

    #[test]
    fn enter_and_space_press_and_a_star_opens_what_is_beside() {
        assert_eq!(pressed("Enter", Some(1)), Some(Step::Press(1)));
        assert_eq!(pressed(" ", Some(0)), Some(Step::Press(0)));
        assert_eq!(pressed("*", Some(3)), Some(Step::OpenAllBeside(3)));
        assert_eq!(pressed("Enter", None), None);
        assert_eq!(pressed("Tab", Some(1)), None);
    }
}
