//! The folders that are open.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use leptos::prelude::*;
use neptun_api::ProjectId;

thread_local! {
    /// Those of each project, for as long as the app runs: who comes back to a tree finds it as it was.
    static REMEMBERED: RefCell<HashMap<ProjectId, ArcRwSignal<Folders>>> = RefCell::default();
}

/// The folders of a project as they were left.
pub(super) fn remembered(project: ProjectId) -> RwSignal<Folders> {
    REMEMBERED.with_borrow_mut(|all| {
        let folders = all.entry(project).or_insert_with(|| ArcRwSignal::new(Folders::default()));
        folders.clone().into()
    })
}

/// The folders that the user has opened and shut. Usually folders are shut; while files are filtered by a text they are open, so that all that
/// match are to be seen, and so is a folder that everything is in.
#[derive(Debug, Default)]
pub(super) struct Folders {
    opened: HashSet<String>,
    /// Those that were shut although they would be open, and the text that it was for.
    shut: HashSet<String>,
    text: String,
}

impl Folders {
    /// Returns true if a folder is open while files are filtered by a text; an empty text is no filter. `is_all` is true for a folder that
    /// everything is in.
    pub(super) fn is_open(&self, path: &str, is_all: bool, text: &str) -> bool {
        if is_all || !text.is_empty() {
            return self.text != text || !self.shut.contains(path);
        }
        self.opened.contains(path)
    }

    /// Opens folders or shuts them.
    pub(super) fn set_open(&mut self, paths: Vec<String>, open: bool, text: &str) {
        if self.text != text {
            text.clone_into(&mut self.text);
            self.shut.clear();
        }
        for path in paths {
            if open {
                self.shut.remove(&path);
                self.opened.insert(path);
            } else {
                self.opened.remove(&path);
                self.shut.insert(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(folders: &mut Folders, path: &str, open: bool, text: &str) {
        folders.set_open(vec![path.to_owned()], open, text);
    }

    #[test]
    fn folders_are_shut_until_they_are_opened() {
        let mut folders = Folders::default();
        assert!(!folders.is_open("src", false, ""));
        set(&mut folders, "src", true, "");
        assert!(folders.is_open("src", false, "") && !folders.is_open("docs", false, ""));
        set(&mut folders, "src", false, "");
        assert!(!folders.is_open("src", false, ""));
    }

    #[test]
    fn a_folder_with_everything_in_it_is_open_until_it_is_shut() {
        let mut folders = Folders::default();
        assert!(folders.is_open("src", true, ""));
        set(&mut folders, "src", false, "");
        assert!(!folders.is_open("src", true, ""));
        set(&mut folders, "src", true, "");
        assert!(folders.is_open("src", true, ""));
    }

    #[test]
    fn a_text_opens_all_folders_and_each_can_be_shut_for_that_text() {
        let mut folders = Folders::default();
        set(&mut folders, "src", true, "");
        set(&mut folders, "docs", false, "");
        assert!(folders.is_open("src", false, "berth") && folders.is_open("docs", false, "berth"));
        set(&mut folders, "docs", false, "berth");
        assert!(folders.is_open("src", false, "berth") && !folders.is_open("docs", false, "berth"));
        assert!(folders.is_open("docs", false, "berths"));
        // Without a text, they are as they were before.
        assert!(folders.is_open("src", false, "") && !folders.is_open("docs", false, ""));
    }
}
