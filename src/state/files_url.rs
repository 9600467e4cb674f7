//! The URL of the files page: reads and changes it.

use leptos::prelude::*;
use neptun_api::{FileId, ProjectId};
use project_files::listing::ListQuery;
use routes::{FilesRoute, LineRange, ProjectRoute, Route};

use crate::state::navigation::Navigation;

/// The opened file, its marked lines, the filters and the order. All of it is the URL's.
#[derive(Clone, Copy)]
pub struct FilesUrl {
    navigation: Navigation,
    project: ProjectId,
    view: Memo<FilesRoute>,
    /// Filters and order.
    pub query: Memo<ListQuery>,
    /// The opened file.
    pub opened: Memo<Option<FileId>>,
    /// The section that a link to a file leads to, until the file is shown.
    section: StoredValue<Option<(FileId, String)>>,
}

impl FilesUrl {
    /// Follows the URL.
    pub fn new(project: ProjectId) -> Self {
        let navigation = Navigation::expect();
        let view = Memo::new(move |last: Option<&FilesRoute>| match navigation.route() {
            Ok(Route::Project(_, ProjectRoute::Files(view))) => view,
            // On the way to another page: nothing is worth drawing anew.
            _ => last.cloned().unwrap_or_default(),
        });
        Self {
            navigation,
            project,
            view,
            query: Memo::new(move |_| view.with(|view| view.query.clone())),
            opened: Memo::new(move |_| view.with(|view| view.file)),
            section: StoredValue::new(None),
        }
    }

    /// The marked lines of a file, if it is the opened one.
    pub fn lines_of(self, file: FileId) -> Option<LineRange> {
        self.view.with(|view| view.lines.filter(|_| view.file == Some(file)))
    }

    /// Where a file is opened, with the filters as they are.
    pub fn url_of(self, file: FileId) -> Route {
        self.url(FilesRoute { file: Some(file), query: self.query.get(), lines: None })
    }

    /// The list without an opened file, with the filters as they are.
    pub fn list_url(self) -> Route {
        self.url(FilesRoute { file: None, query: self.query.get(), lines: None })
    }

    /// Opens a file, unless it is.
    pub fn open(self, file: FileId) {
        if self.opened.get_untracked() != Some(file) {
            self.navigation.push(&untrack(|| self.url_of(file)));
        }
    }

    /// Opens a file and marks lines of it.
    pub fn open_at(self, file: FileId, lines: LineRange) {
        let query = self.query.get_untracked();
        self.navigation.push(&self.url(FilesRoute { file: Some(file), query, lines: Some(lines) }));
    }

    /// Opens a file at a section.
    pub fn open_section(self, file: FileId, section: String) {
        self.section.set_value(Some((file, section)));
        self.open(file);
    }

    /// Takes the section to show of a file that is being opened.
    pub fn take_section(self, opened: FileId) -> Option<String> {
        let section = self.section.try_update_value(Option::take).flatten();
        section.filter(|(file, _)| *file == opened).map(|(_, section)| section)
    }

    /// Opens another file in place of the opened one: who turns from file to file wants one step back to the list.
    pub fn turn_to(self, file: FileId) {
        self.navigation.replace(&untrack(|| self.url_of(file)));
    }

    /// Where the page is, with the opened file and its marked lines.
    pub fn here(self) -> Route {
        self.url(self.view.get())
    }

    /// Closes the opened file.
    pub fn close(self) {
        if self.opened.get_untracked().is_some() {
            self.navigation.push(&untrack(|| self.list_url()));
        }
    }

    /// Changes filters or order, in place of the present entry of the browser's history.
    pub fn change_query(self, change: impl FnOnce(&mut ListQuery)) {
        let mut view = self.view.get_untracked();
        change(&mut view.query);
        self.navigation.replace(&self.url(view));
    }

    /// Changes the words of the filter, as they are typed.
    pub fn type_text(self, text: String) {
        let mut view = self.view.get_untracked();
        view.query.text = text;
        self.navigation.replace_typed(&self.url(view));
    }

    /// Marks lines of the opened file, in place of the present entry of the browser's history.
    pub fn mark(self, lines: LineRange) {
        let mut view = self.view.get_untracked();
        view.lines = Some(lines);
        self.navigation.replace(&self.url(view));
    }

    fn url(self, view: FilesRoute) -> Route {
        Route::Project(self.project, ProjectRoute::Files(view))
    }
}
