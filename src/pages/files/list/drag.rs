//! Dragging files or a folder into another folder, in the list and in the tree. The keyboard does the same in the dialog of the details.

use leptos::prelude::*;
use project_files::listing::Listing;
use project_files::split_path;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

use crate::pages::files::actions::Files;
use crate::state::files_store::FilesStore;

/// What is being dragged, and where it would go.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    files: FilesStore,
    dragged: RwSignal<Option<Files>>,
    /// The folder below the pointer; the outermost is empty.
    target: RwSignal<Option<String>>,
}

impl Drag {
    pub(super) fn new(files: FilesStore) -> Self {
        let (dragged, target) = (RwSignal::new(None), RwSignal::new(None));
        Self { files, dragged, target }
    }

    /// Says if what is dragged would go into this folder.
    pub(super) fn is_over(self, folder: &str) -> bool {
        self.target.try_with(|target| target.as_deref() == Some(folder)).unwrap_or(false)
    }

    /// These are dragged from now on.
    pub(super) fn start(self, dragged: Files) {
        self.dragged.set(Some(dragged));
    }

    /// The pointer is over a folder, or something in it. Returns true if it has come there just now, and what is dragged can go there.
    pub(super) fn over(self, event: &DragEvent, folder: Option<String>) -> bool {
        let target = self.dragged.with_untracked(|dragged| {
            folder.filter(|folder| dragged.as_ref().is_some_and(|it| self.can_move(it, folder)))
        });
        if target.is_some() {
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                transfer.set_drop_effect("move");
            }
        }
        let is_new = target != self.target.get_untracked();
        let is_there = target.is_some();
        if is_new {
            self.target.set(target);
        }
        is_new && is_there
    }

    /// The pointer is elsewhere, unless only another element of the list is below it.
    pub(super) fn leave(self, event: &DragEvent) {
        let list = event.current_target().and_then(|list| list.dyn_into::<Node>().ok());
        let entered = event.related_target().and_then(|entered| entered.dyn_into::<Node>().ok());
        if !list.is_some_and(|list| list.contains(entered.as_ref())) {
            self.target.set(None);
        }
    }

    /// What was dragged is dropped: it goes into a folder.
    pub(super) fn drop(self, event: &DragEvent) -> Option<(Files, String)> {
        let dropped = self.dragged.get_untracked().zip(self.target.get_untracked());
        if dropped.is_some() {
            event.prevent_default();
        }
        self.end();
        dropped
    }

    /// Nothing is dragged any more.
    pub(super) fn end(self) {
        self.dragged.set(None);
        self.target.set(None);
    }

    /// A folder does not go into itself, and nothing to where it is.
    fn can_move(self, dragged: &Files, folder: &str) -> bool {
        match dragged {
            Files::Some(files) => {
                let is_elsewhere = |listing: &Listing| {
                    let paths = files.iter().filter_map(|file| listing.find(*file));
                    Some(paths.into_iter().any(|file| folder_of(file.path) != folder))
                };
                self.files.with_untracked(is_elsewhere).unwrap_or(false)
            }
            Files::InFolder(moved) => {
                let is_within = folder.strip_prefix(&**moved);
                folder_of(moved) != folder
                    && !is_within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        }
    }
}

/// The folder that a path is in; the outermost is empty.
pub(super) fn folder_of(path: &str) -> &str {
    split_path(path).0.trim_matches('/')
}
