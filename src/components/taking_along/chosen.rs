//! The files to export.

use leptos::prelude::*;
use neptun_api::FileId;
use project_files::listing::ListQuery;

use crate::components::Rows;
use crate::files_store::{FilesStore, LoadedFiles};
use crate::taking::Taking;

/// A set of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
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
pub(super) struct Source {
    pub(super) files: FilesStore,
    pub(super) query: Memo<ListQuery>,
    pub(super) rows: Rows,
    pub(super) taking: Taking,
}

impl Source {
    /// The files of a set in the order of the list: indices into the loaded files.
    pub(super) fn chosen(self, which: Which) -> Vec<usize> {
        match which {
            Which::Listed => self.rows.with(|rows| rows.to_vec()),
            Which::Selected => self.loaded(|loaded| {
                // Independent of the filters.
                let query = self.query.with_untracked(ListQuery::unfiltered);
                let selected = self.taking.selected();
                let is_selected = |file: &usize| {
                    let file = loaded.files.get(*file);
                    file.is_some_and(|file| selected.binary_search(&file.id).is_ok())
                };
                loaded.files.rows(&query).into_iter().filter(is_selected).collect()
            }),
        }
    }

    /// The loading state of a set of files.
    pub(super) fn availability(self, which: Which) -> Availability {
        let pending = self.files.load.is_pending();
        let is_there = match which {
            Which::Listed => {
                self.loaded(|loaded| self.query.with(|query| loaded.cover_query(query)))
            }
            Which::Selected => self.loaded(|loaded| {
                let is_there = |id: &FileId| loaded.files.find(*id).is_some();
                let all_there = || self.taking.selected().iter().all(is_there);
                // A selected file that is not among all files has been deleted.
                loaded.are_all() || all_there()
            }),
        };
        match (is_there, pending) {
            (true, _) => Availability::Ready,
            (false, true) => Availability::Waiting,
            (false, false) => Availability::Stopped,
        }
    }

    /// The ids of the listed files. Does not subscribe to anything.
    pub(super) fn listed_ids(self) -> Vec<FileId> {
        untrack(|| {
            self.loaded(|loaded| {
                let id = |row: &usize| Some(loaded.files.get(*row)?.id);
                self.rows.with(|rows| rows.iter().filter_map(id).collect())
            })
        })
    }

    /// Reads the loaded files.
    pub(super) fn loaded<T: Default>(self, look: impl FnOnce(&LoadedFiles) -> T) -> T {
        self.files.load.value().with(|loaded| loaded.as_ref().map(look)).unwrap_or_default()
    }
}
