//! Dragging a file or a folder into another folder. The keyboard does the same in the dialog of the details.

use std::time::Duration;

use leptos::prelude::*;
use project_files::split_path;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

use super::FolderTree;
use super::item::TreeItem;
use super::row::row_of;
use crate::pages::files::actions::Files;

/// The time after which a folder that something is held over opens.
const OPEN_AFTER: Duration = Duration::from_millis(700);

/// What is being dragged, and where it would go.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    item: RwSignal<Option<TreeItem>>,
    /// The folder below the pointer; the outermost is empty.
    target: RwSignal<Option<String>>,
}

impl Drag {
    pub(super) fn new() -> Self {
        Self { item: RwSignal::new(None), target: RwSignal::new(None) }
    }

    /// Says if what is dragged would go into this folder.
    pub(super) fn is_over(self, folder: &str) -> bool {
        self.target.with(|target| target.as_deref() == Some(folder))
    }
}

impl FolderTree {
    pub(super) fn drag_started(self, event: &DragEvent) {
        let Some(item) = row_of(event).and_then(|row| self.item_at(row)) else { return };
        if let Some(transfer) = event.data_transfer() {
            transfer.set_effect_allowed("move");
        }
        self.drag.item.set(Some(item));
    }

    pub(super) fn dragged_over(self, event: &DragEvent) {
        let row = row_of(event);
        let target = self.drag.item.with_untracked(|item| {
            let item = item.as_ref()?;
            let folder = self.folder_at(row);
            self.can_move(item, &folder).then_some(folder)
        });
        if target.is_some() {
            event.prevent_default();
        }
        if target == self.drag.target.get_untracked() {
            return;
        }
        self.drag.target.set(target.clone());
        if let Some(row) = row.filter(|_| target.is_some()) {
            let open = move || {
                if self.drag.target.try_get_untracked() == Some(target)
                    && matches!(self.item_at(row), Some(TreeItem::Folder(_)))
                {
                    self.set_open(&[row], true);
                }
            };
            set_timeout(open, OPEN_AFTER);
        }
    }

    /// The pointer is elsewhere, unless only another element of the tree is below it.
    pub(super) fn drag_left(self, event: &DragEvent) {
        let tree = event.current_target().and_then(|tree| tree.dyn_into::<Node>().ok());
        let entered = event.related_target().and_then(|entered| entered.dyn_into::<Node>().ok());
        if !tree.is_some_and(|tree| tree.contains(entered.as_ref())) {
            self.drag.target.set(None);
        }
    }

    pub(super) fn dropped(self, event: &DragEvent) {
        let target = self.drag.target.get_untracked();
        if let (Some(item), Some(folder)) = (self.drag.item.get_untracked(), target) {
            event.prevent_default();
            self.actions.move_into(&Files::from(item), &folder);
        }
        self.drag_ended();
    }

    pub(super) fn drag_ended(self) {
        self.drag.item.set(None);
        self.drag.target.set(None);
        self.list.focus();
    }

    /// The folder of a row, or that its file is in.
    fn folder_at(self, row: Option<usize>) -> String {
        match row.and_then(|row| self.item_at(row)) {
            Some(TreeItem::Folder(folder)) => folder,
            Some(TreeItem::File(file)) => {
                let path =
                    self.files.with_untracked(|listing| Some(listing.find(file)?.path.to_owned()));
                split_path(&path.unwrap_or_default()).0.trim_matches('/').to_owned()
            }
            None => String::new(),
        }
    }

    /// A folder does not go into itself, and nothing to where it is.
    fn can_move(self, item: &TreeItem, folder: &str) -> bool {
        match item {
            TreeItem::File(_) => {
                let row = self.row_of(item);
                row.is_some() && self.folder_at(row) != folder
            }
            TreeItem::Folder(moved) => {
                let is_within = folder.strip_prefix(&**moved);
                split_path(moved).0.trim_matches('/') != folder
                    && !is_within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        }
    }
}
