//! The search in the URL, and its changes.

use leptos::prelude::*;
use neptun_api::{FileId, ProjectId};
use project_files::contents::search::SearchQuery;
use routes::{FilesRoute, LineRange, ProjectRoute, Route};
use web_sys::Element;

use crate::state::navigation::Navigation;

/// The search: all of it is in the URL.
#[derive(Clone, Copy)]
pub(super) struct SearchUrl {
    navigation: Navigation,
    project: ProjectId,
    /// The search.
    pub(super) query: Memo<SearchQuery>,
}

impl SearchUrl {
    /// Follows the URL.
    pub(super) fn new(project: ProjectId) -> Self {
        let navigation = Navigation::expect();
        let query = Memo::new(move |last: Option<&SearchQuery>| match navigation.route() {
            Ok(Route::Project(_, ProjectRoute::Search(query))) => query,
            // Another page is about to replace this one: the last search stays.
            _ => last.cloned().unwrap_or_default(),
        });
        Self { navigation, project, query }
    }

    /// Changes the search. Replaces the current entry of the browser's history.
    pub(super) fn change(self, change: impl FnOnce(&mut SearchQuery)) {
        self.navigation.replace(&self.changed(change));
    }

    /// Changes the search as it is typed.
    pub(super) fn typed(self, change: impl FnOnce(&mut SearchQuery)) {
        self.navigation.replace_typed(&self.changed(change));
    }

    fn changed(self, change: impl FnOnce(&mut SearchQuery)) -> Route {
        let mut query = self.query.get_untracked();
        change(&mut query);
        Route::Project(self.project, ProjectRoute::Search(query))
    }

    /// The element that had the focus when the page was left.
    pub(super) fn focus_before_navigation(self) -> Option<Element> {
        self.navigation.focus_before_navigation()
    }

    /// Tells if another page is about to replace this one.
    pub(super) fn is_left(self) -> bool {
        !matches!(
            self.navigation.page_untracked(),
            Some(Route::Project(_, ProjectRoute::Search(_)))
        )
    }

    /// The URL of a file, at a line.
    pub(super) fn url_of(self, file: FileId, line: Option<u32>) -> Route {
        let lines = line.and_then(|line| LineRange::new(line as usize, line as usize));
        let view = FilesRoute { file: Some(file), lines, ..FilesRoute::default() };
        Route::Project(self.project, ProjectRoute::Files(view))
    }
}
