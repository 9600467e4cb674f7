//! The grid of a project's files.

mod head;
mod row;

use head::Head;
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use neptun_api::FileId;
use project_files::listing::Listing;
use row::FileRow;

use super::drag::{Drag, folder_of};
use crate::pages::files::actions::{FileActions, Files};
use crate::pages::files::rows::Rows;
use crate::shortcuts::{DELETE, DETAILS, SHIFT, pressed};
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;
use crate::state::selection::{Selection, SelectionAction};
use crate::ui::{Align, VirtualList, row_for_key};

/// The state that the parts of the grid share.
#[derive(Clone, Copy)]
struct Grid {
    url: FilesUrl,
    files: FilesStore,
    rows: Rows,
    selection: Selection,
    actions: FileActions,
    list: VirtualList,
    /// The file that the keyboard is at. A file and not a row: filtering and sorting move it along.
    active: RwSignal<Option<FileId>>,
    /// The row of that file.
    active_row: Memo<Option<usize>>,
    drag: Drag,
    /// The column heads.
    head: NodeRef<html::Div>,
}

/// The list of files: a grid that is one stop of the Tab key, with the arrow keys, Home, End and the page keys within. A click opens a
/// file; with Ctrl or Cmd it selects it, with Shift everything up to it. Files are dragged into the folder of another one by their links.
#[component]
pub fn FilesTable(
    url: FilesUrl,
    files: FilesStore,
    rows: Rows,
    selection: Selection,
) -> impl IntoView {
    let active = RwSignal::new(None);
    let grid = Grid {
        url,
        files,
        rows,
        selection,
        actions: FileActions::expect(),
        list: VirtualList::new(Signal::derive(move || rows.with(|rows| rows.len()))),
        active,
        active_row: Memo::new(move |_| active.get().and_then(|id| position(files, rows, id))),
        drag: Drag::new(files),
        head: NodeRef::new(),
    };
    grid.follow_opened();
    grid.stay_where_the_user_is();

    // Before the grid is focused, which would make another row active.
    let press = move |press: MouseEvent| {
        if press.shift_key() {
            // Without this the browser would select text.
            press.prevent_default();
            grid.list.focus();
        } else if let Some(row) = row::row_of(&press) {
            grid.activate(row);
        }
    };
    let click = move |click: MouseEvent| {
        let Some(file) = row::row_of(&click).and_then(|row| grid.file_at(row)) else { return };
        if click.shift_key() {
            click.prevent_default();
            grid.extend_to(file);
        } else if click.ctrl_key() || click.meta_key() || row::is_on(&click, "[role=checkbox]") {
            click.prevent_default();
            selection.dispatch(SelectionAction::Toggle(file));
        } else if !click.alt_key() && !row::is_on(&click, "a") {
            // A click on the link is followed like any other link.
            url.open(file);
        }
    };
    let list = grid.list;
    let row_count = move || (rows.with(|rows| rows.len()) + 1).to_string();
    let active_descendant = move || {
        let row = grid.active_row.get().filter(|row| list.is_drawn(*row))?;
        Some(row::element_id(row))
    };
    let focused = move |_| {
        if grid.active_row.get_untracked().is_none() {
            grid.activate(list.first_in_sight());
        }
    };
    view! {
        <div
            node_ref=list.viewport
            class="files-grid"
            role="grid"
            aria-label="Project files"
            aria-multiselectable="true"
            aria-rowcount=row_count
            aria-colcount="6"
            aria-activedescendant=active_descendant
            tabindex="0"
            on:scroll=move |_| list.scrolled()
            on:focus=focused
            on:keydown=move |event| grid.key_pressed(&event)
            on:dragstart=move |event| grid.drag_started(&event)
            on:dragenter=move |event| grid.dragged_over(&event)
            on:dragover=move |event| grid.dragged_over(&event)
            on:dragleave=move |event| grid.drag.leave(&event)
            on:drop=move |event| {
                if let Some((Files::Some(files), folder)) = grid.drag.drop(&event) {
                    selection.dispatch(SelectionAction::Move(files, folder));
                }
            }
            on:dragend=move |_| {
                grid.drag.end();
                list.focus();
            }
        >
            <Head grid=grid />
            <div
                node_ref=list.rows
                class="files-rows"
                role="rowgroup"
                translate="no"
                style:height=move || list.height()
                on:mousedown=press
                on:click=click
            >
                <For
                    each=move || list.slots()
                    key=|number| *number
                    children=move |number| view! { <FileRow grid=grid number=number /> }
                />
            </div>
        </div>
    }
}

impl Grid {
    /// The file of a row.
    fn file_at(self, row: usize) -> Option<FileId> {
        let index = self.rows.with_untracked(|rows| rows.get(row).copied())?;
        self.files.with_untracked(|listing| listing.id_of(index))
    }

    fn activate(self, row: usize) {
        if let Some(file) = self.file_at(row) {
            self.active.set(Some(file));
        }
    }

    /// A link is dragged: its file, with the others that are selected if it is one of them.
    fn drag_started(self, event: &DragEvent) {
        let Some(file) = row::row_of(event).and_then(|row| self.file_at(row)) else { return };
        if row::is_on(event, "a") {
            let selected = untrack(|| self.selection.selected());
            let is_selected = selected.binary_search(&file).is_ok();
            self.drag.start(Files::Some(if is_selected { selected.to_vec() } else { vec![file] }));
        }
    }

    /// A file stands for the folder that it is in.
    fn dragged_over(self, event: &DragEvent) {
        let file = row::row_of(event).and_then(|row| self.file_at(row));
        let folder = file.and_then(|file| {
            let folder = |listing: &Listing| Some(folder_of(listing.find(file)?.path).to_owned());
            self.files.with_untracked(folder)
        });
        self.drag.over(event, folder);
    }

    /// Selects everything from the active file to another one, which becomes the active one.
    fn extend_to(self, file: FileId) {
        let from = self.active.get_untracked().unwrap_or(file);
        self.active.set(Some(file));
        self.selection.dispatch(SelectionAction::Extend(from, file));
    }

    /// When the file at a row is deleted, the one below it takes its place.
    fn stay_at_row(self, row: Option<usize>) {
        let Some(row) = row else { return };
        let next = self.file_at(row + 1).or_else(|| self.file_at(row.checked_sub(1)?));
        if untrack(|| !self.selection.has_selected()) {
            self.active.set(next);
        }
    }

    /// The action on the selection that a key stands for.
    fn action_for_key(self, key: &str, active: Option<usize>) -> Option<SelectionAction> {
        match key {
            "Mod+a" => Some(SelectionAction::SelectListed),
            " " => active.and_then(|row| self.file_at(row)).map(SelectionAction::Toggle),
            "Escape" => untrack(|| self.selection.has_selected()).then_some(SelectionAction::Clear),
            _ => None,
        }
    }

    fn key_pressed(self, event: &KeyboardEvent) {
        let (name, active) = (pressed(event), self.active_row.get_untracked());
        if let Some(action) = self.action_for_key(&name, active) {
            event.prevent_default();
            self.selection.dispatch(action);
            return;
        }
        let is_delete = DELETE.contains(&&*name);
        if is_delete || DETAILS.contains(&&*name) {
            event.prevent_default();
            self.selection.when_known(move || self.delete_or_describe(is_delete));
            return;
        }
        if name == "Enter" {
            if let Some(file) = active.and_then(|row| self.file_at(row)) {
                event.prevent_default();
                self.url.open(file);
            }
            return;
        }
        if name == "ArrowUp" && active == Some(0) && head::focus_sorted(self) {
            event.prevent_default();
            return;
        }
        let (key, shift) = match name.strip_prefix(SHIFT) {
            Some(key) => (key, true),
            None => (&*name, false),
        };
        let list = self.list;
        let count = self.rows.with_untracked(|rows| rows.len());
        let row = row_for_key(key, active, list.first_in_sight(), count, list.page());
        if let Some(row) = row {
            event.prevent_default();
            match self.file_at(row).filter(|_| shift) {
                Some(file) => self.extend_to(file),
                None => self.activate(row),
            }
            list.reveal(row, Align::Nearest);
            // A click may have left the focus on a link, which is about to become the link of another row.
            list.focus();
        }
    }

    /// Deletes the selected files, or edits their details; without any, the active one's.
    fn delete_or_describe(self, is_delete: bool) {
        let active = self.active_row.get_untracked();
        let selected = untrack(|| self.selection.selected());
        let files = match &*selected {
            [] => active.and_then(|row| self.file_at(row)).into_iter().collect(),
            selected => selected.to_vec(),
        };
        if is_delete {
            self.stay_at_row(active);
            if !selected.is_empty() {
                self.selection.dispatch(SelectionAction::Clear);
            }
            self.actions.delete(&Files::Some(files));
        } else if !files.is_empty() {
            self.actions.edit_details(Files::Some(files));
        }
    }

    /// The opened file is the active one and in sight. When it is closed the focus, which was in it, comes back.
    fn follow_opened(self) {
        let (mut followed, mut to_reveal) = (None, None);
        Effect::new(move || {
            let opened = self.url.opened.get();
            if !self.list.is_measured() {
                return;
            }
            let before = std::mem::replace(&mut followed, opened);
            if opened != before {
                to_reveal = opened;
                if opened.is_some() {
                    self.active.set(opened);
                }
            }
            // It may still be on its way.
            if let Some(row) = to_reveal.and_then(|file| position(self.files, self.rows, file)) {
                to_reveal = None;
                self.list.reveal_soon(move || Some(row));
            }
            if opened.is_none() && before.is_some() {
                self.list.take_focus_back();
            }
        });
    }

    /// Another query starts at the top. Apart from that, what is in sight stays there when files come in above it.
    fn stay_where_the_user_is(self) {
        let mut shown = self.url.query.get_untracked();
        let follow = move || {
            let query = self.url.query.get();
            self.rows.track();
            std::mem::replace(&mut shown, query) != shown
        };
        // At the top stays the first file, whichever that is by now.
        let at = move || {
            let row = self.list.first_in_sight();
            self.file_at(row).filter(|_| row > 0).map(|file| (row, file))
        };
        let row_of = move |file: &FileId| position(self.files, self.rows, *file);
        self.list.stay_in_place(follow, at, row_of);
    }
}

/// The row of a file.
fn position(files: FilesStore, rows: Rows, file: FileId) -> Option<usize> {
    files.with(|listing| rows.with(|rows| listing.position(rows, file)))
}
