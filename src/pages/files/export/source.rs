//! The files to export.

use leptos::prelude::*;
use neptun_api::FileId;
use project_files::listing::ListQuery;

use crate::pages::files::rows::Rows;
use crate::state::files_store::{FilesStore, LoadedFiles};
use crate::state::selection::Selection;

/// A set of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExportScope {
    /// The files in the filtered list.
    Listed,
    /// The selected files, including those that the filters hide.
    Selected,
}

/// The loading state of a set of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Availability {
    Ready,
    /// Some are being loaded.
    Waiting,
    /// Some are missing, and none is being loaded.
    Stopped,
}

/// The list that files are exported from.
#[derive(Clone, Copy)]
pub(super) struct ExportSource {
    pub(super) files: FilesStore,
    pub(super) query: Memo<ListQuery>,
    pub(super) rows: Rows,
    pub(super) selection: Selection,
}

impl ExportSource {
    /// The files of a set in the order of the list, and the length of their texts in bytes.
    pub(super) fn files_in(self, scope: ExportScope) -> (Vec<FileId>, usize) {
        let files = self.files.with(|listing| {
            let indices = match scope {
                ExportScope::Listed => self.rows.with(|rows| rows.to_vec()),
                ExportScope::Selected => {
                    // Independent of the filters.
                    let query = self.query.with_untracked(ListQuery::unfiltered);
                    let selected = self.selection.selected();
                    let is_selected = |file: &usize| {
                        let id = listing.id_of(*file);
                        id.is_some_and(|id| selected.binary_search(&id).is_ok())
                    };
                    listing.rows(&query).into_iter().filter(is_selected).collect()
                }
            };
            let bytes = indices.iter().map(|file| listing.size(*file)).sum();
            Some((indices.iter().filter_map(|file| listing.id_of(*file)).collect(), bytes))
        });
        files.unwrap_or_default()
    }

    /// The loading state of a set of files.
    pub(super) fn availability(self, scope: ExportScope) -> Availability {
        let is_pending = self.files.is_pending();
        let is_there = self
            .files
            .loaded
            .with(|loaded| loaded.as_ref().is_some_and(|loaded| self.is_loaded(scope, loaded)));
        match (is_there, is_pending) {
            (true, _) => Availability::Ready,
            (false, true) => Availability::Waiting,
            (false, false) => Availability::Stopped,
        }
    }

    fn is_loaded(self, scope: ExportScope, loaded: &LoadedFiles) -> bool {
        match scope {
            ExportScope::Listed => self.query.with(|query| loaded.cover(query)),
            ExportScope::Selected => {
                let is_there = |id: &FileId| loaded.listing.index_of(*id).is_some();
                // A selected file that is not among all files has been deleted.
                loaded.is_complete() || self.selection.selected().iter().all(is_there)
            }
        }
    }

    /// The ids of the listed files. Does not subscribe to anything.
    pub(super) fn listed_ids(self) -> Vec<FileId> {
        let ids = self.files.with_untracked(|listing| {
            let id = |row: &usize| listing.id_of(*row);
            Some(self.rows.with_untracked(|rows| rows.iter().filter_map(id).collect()))
        });
        ids.unwrap_or_default()
    }
}
