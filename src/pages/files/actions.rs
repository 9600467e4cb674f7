//! What can be done with files, wherever they are shown: deleted, moved, described anew.

use leptos::prelude::*;
use neptun_api::FileId;
use project_files::is_in_folder;

use crate::api::Api;
use crate::state::deletions::Deletions;
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;
use crate::ui::Toasts;

/// Some files of the project.
#[derive(Debug, Clone, PartialEq)]
pub enum Files {
    /// These.
    Some(Vec<FileId>),
    /// All in a folder.
    InFolder(String),
}

/// The actions on files. A context of the page.
#[derive(Clone, Copy)]
pub struct FileActions {
    pub(super) api: Api,
    pub(super) files: FilesStore,
    pub(super) toasts: Toasts,
    url: FilesUrl,
    deletions: Deletions,
    /// The files whose details are being edited.
    pub(super) edited: RwSignal<Option<Files>>,
}

impl FileActions {
    /// Provides the actions to everything below.
    pub(super) fn provide(files: FilesStore, url: FilesUrl) -> Self {
        let actions = Self {
            api: Api::expect(),
            files,
            toasts: Toasts::expect(),
            url,
            deletions: Deletions::expect(),
            edited: RwSignal::new(None),
        };
        provide_context(actions);
        actions
    }

    /// The actions that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens the dialog that edits the details of files.
    pub fn edit_details(self, files: Files) {
        self.edited.set(Some(files));
    }

    /// Deletes files, which can be undone for a while.
    pub fn delete(self, files: &Files) {
        let files = self.with_paths(files);
        let opened = self.url.opened.get_untracked();
        if files.iter().any(|(file, _)| Some(*file) == opened) {
            self.url.close();
        }
        self.deletions.delete(self.files.project(), files);
    }

    /// The files that are meant, with their paths.
    pub(super) fn with_paths(self, files: &Files) -> Vec<(FileId, String)> {
        let found = self.files.with_untracked(|listing| {
            let rows: Vec<usize> = match files {
                Files::Some(files) => {
                    files.iter().filter_map(|file| listing.index_of(*file)).collect()
                }
                Files::InFolder(folder) => {
                    let is_in = |row: &usize| is_in_folder(listing.path(*row), folder);
                    (0..listing.len()).filter(is_in).collect()
                }
            };
            let file = |row: usize| Some((listing.id_of(row)?, listing.path(row).to_owned()));
            Some(rows.into_iter().filter_map(file).collect())
        });
        found.unwrap_or_default()
    }
}
