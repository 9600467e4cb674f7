//! The files before and after the opened one, in the order of the list.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use neptun_api::FileId;

use crate::shortcuts::{NEXT_FILE, PREVIOUS_FILE, pressed};
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;

/// The files that `k` and `j` lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Neighbours {
    pub(super) previous: Option<FileId>,
    pub(super) next: Option<FileId>,
}

/// The neighbours of a file; none if the filters hide it.
pub(super) fn neighbours(files: FilesStore, url: FilesUrl, file: FileId) -> Memo<Neighbours> {
    Memo::new(move |_| {
        let found = url.query.with(|query| {
            files.with(|listing| {
                let rows = listing.rows(query);
                let at = listing.position(&rows, file)?;
                let id = |at: usize| listing.id_of(*rows.get(at)?);
                Some(Neighbours { previous: at.checked_sub(1).and_then(id), next: id(at + 1) })
            })
        });
        found.unwrap_or_default()
    })
}

/// The file that a key leads to.
pub(super) fn file_for_key(event: &KeyboardEvent, neighbours: Neighbours) -> Option<FileId> {
    match &*pressed(event) {
        _ if event.default_prevented() => None,
        keys if NEXT_FILE.contains(&keys) => neighbours.next,
        keys if PREVIOUS_FILE.contains(&keys) => neighbours.previous,
        _ => None,
    }
}
