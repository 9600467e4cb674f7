//! What the URL says about the search, and how the page changes it.

use leptos::prelude::*;
use neptun_api::{FileId, ProjectId};
use project_files::search::SearchQuery;

use crate::navigation::Navigation;
use crate::urls::{AppUrl, FilesView, Lines, ProjectPage, SearchText};

/// What is searched for, and where: all of it is the URL's.
#[derive(Clone, Copy)]
pub(super) struct SearchPlace {
    navigation: Navigation,
    project: ProjectId,
    /// The search.
    pub(super) query: Memo<SearchQuery>,
}

impl SearchPlace {
    /// Follows the URL.
    pub(super) fn new(project: ProjectId) -> Self {
        let navigation = Navigation::expect();
        let query = Memo::new(move |last: Option<&SearchQuery>| match navigation.place() {
            Ok(AppUrl::Project(_, ProjectPage::Search(text))) => text.read(),
            // On the way to another page: nothing is worth searching anew.
            _ => last.cloned().unwrap_or_default(),
        });
        Self { navigation, project, query }
    }

    /// Changes the search, in place of the present entry of the browser's history.
    pub(super) fn change(self, change: impl FnOnce(&mut SearchQuery)) {
        self.navigation.replace(&self.changed(change));
    }

    /// Changes the search as it is typed.
    pub(super) fn typed(self, change: impl FnOnce(&mut SearchQuery)) {
        self.navigation.replace_typed(&self.changed(change));
    }

    fn changed(self, change: impl FnOnce(&mut SearchQuery)) -> AppUrl {
        let mut query = self.query.get_untracked();
        change(&mut query);
        AppUrl::Project(self.project, ProjectPage::Search(SearchText::of(&query)))
    }

    /// Whether another page is about to take over.
    pub(super) fn is_left(self) -> bool {
        !matches!(
            self.navigation.page_untracked(),
            Some(AppUrl::Project(_, ProjectPage::Search(_)))
        )
    }

    /// Where a file is opened, at a line.
    pub(super) fn url_of(self, file: FileId, line: Option<usize>) -> AppUrl {
        let lines = line.and_then(|line| Lines::new(line, line));
        let view = FilesView { file: Some(file), lines, ..FilesView::default() };
        AppUrl::Project(self.project, ProjectPage::Files(view))
    }
}
