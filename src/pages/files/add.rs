//! Adds files to the project. The page opens the dialog and takes what is dropped on it; the dialog is a part of the app of its own.

mod choose;
mod dialog;
mod entries;
mod form;
mod review;
mod review_row;
mod source;
mod upload;
mod write;
mod zip_file;

use dialog::AddFilesDialog;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, DragEvent, Node};

use crate::components::part;
use crate::state::project::ProjectData;

part! {
    /// [`AddFilesDialog`], in the part `add`.
    pub fn add_files_dialog(adding: AddFiles, data: ProjectData) -> (Dialog, add) {
        <AddFilesDialog adding=adding data=data />
    }
}

/// Opens the dialog, and holds what is dropped on the page until the dialog takes it.
#[derive(Clone, Copy)]
pub struct AddFiles {
    is_open: RwSignal<bool>,
    /// Files are being dragged over the page.
    is_dragging: RwSignal<bool>,
    /// Entries of a file system, or files where the browser has no entries for them.
    dropped: StoredValue<Vec<JsValue>, LocalStorage>,
    /// Counts the drops.
    drops: RwSignal<u32>,
}

impl AddFiles {
    /// A closed dialog.
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            is_dragging: RwSignal::new(false),
            dropped: StoredValue::new_local(Vec::new()),
            drops: RwSignal::new(0),
        }
    }

    /// Returns true while the dialog is open.
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// Opens the dialog.
    pub fn open(self) {
        self.is_open.set(true);
    }

    /// Returns true if dropped files wait for the dialog.
    fn has_dropped(self) -> bool {
        self.drops.track();
        self.dropped.with_value(|dropped| !dropped.is_empty())
    }

    /// Closes the dialog, or shows another one for the files that were dropped while this one sent its own.
    fn close(self) {
        self.is_open.set(false);
        if untrack(|| self.has_dropped()) {
            request_animation_frame(move || {
                self.is_open.try_set(true);
            });
        }
    }

    /// Returns true while files are dragged over the page.
    pub fn is_dragging(self) -> bool {
        self.is_dragging.get()
    }

    /// Files are over the page: without this, the browser would leave it for a file that is dropped.
    pub fn drag_over(self, event: &DragEvent) {
        if files_of(event).is_some() {
            event.prevent_default();
            self.is_dragging.set(true);
        }
    }

    /// They are elsewhere, unless only another element of the page is below them.
    pub fn drag_leave(self, event: &DragEvent) {
        let page = event.current_target().and_then(|page| page.dyn_into::<Node>().ok());
        let entered = event.related_target().and_then(|entered| entered.dyn_into::<Node>().ok());
        if !page.is_some_and(|page| page.contains(entered.as_ref())) {
            self.is_dragging.set(false);
        }
    }

    /// Takes dropped files, which can only be had within the event.
    pub fn drop_files(self, event: &DragEvent) {
        self.is_dragging.set(false);
        let Some(dropped) = files_of(event) else { return };
        event.prevent_default();
        self.take(&dropped);
        self.open();
    }

    /// Takes dropped or pasted files.
    fn take(self, transfer: &DataTransfer) {
        let items = transfer.items();
        let items = (0..items.length()).filter_map(|at| items.get(at));
        let items = items.filter(|item| item.kind() == "file").filter_map(|item| {
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) => Some(JsValue::from(entry)),
                _ => item.get_as_file().ok().flatten().map(JsValue::from),
            }
        });
        self.dropped.update_value(|dropped| dropped.extend(items));
        self.drops.update(|drops| *drops += 1);
    }
}

/// The dragged things, if there are files among them.
fn files_of(event: &DragEvent) -> Option<DataTransfer> {
    let transfer = event.data_transfer()?;
    transfer.types().includes(&"Files".into(), 0).then_some(transfer)
}
