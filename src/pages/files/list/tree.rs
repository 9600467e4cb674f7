//! The tree of a project's files.

mod focus;
mod folders;
mod item;
mod keys;
mod letters;
mod row;
mod shown;

use std::sync::Arc;
use std::time::Duration;

use folders::{Folders, remembered};
use item::TreeItem;
use keys::{Step, step};
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use letters::Letters;
use project_files::listing::Listing;
use project_files::listing::tree::{Node, Tree};
use row::TreeRow;
use shown::Shown;

use super::drag::{Drag, folder_of};
use crate::components::part;
use crate::pages::files::actions::{FileActions, Files};
use crate::pages::files::rows::Rows;
use crate::shortcuts::{DELETE, DETAILS, pressed};
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;
use crate::state::project::ProjectData;
use crate::ui::{Align, VirtualList};

/// The time after which a folder that something is held over opens.
const OPEN_AFTER: Duration = Duration::from_millis(700);

part! {
    /// [`FilesTree`], in the part `tree`.
    pub fn files_tree(url: FilesUrl, rows: Rows) -> (List, tree) {
        <FilesTree url=url rows=rows />
    }
}

/// The state that the parts of the tree share.
#[derive(Clone, Copy)]
struct FolderTree {
    url: FilesUrl,
    files: FilesStore,
    actions: FileActions,
    folders: RwSignal<Folders>,
    /// The rows: everything that is in no closed folder.
    shown: Memo<Shown>,
    list: VirtualList,
    /// The file or folder that the keyboard is at. Not a row: folders that are opened above move it along.
    active: RwSignal<Option<TreeItem>>,
    /// The row of that.
    active_row: Memo<Option<usize>>,
    letters: StoredValue<Letters>,
    drag: Drag,
}

/// The files in their folders: one stop of the Tab key, with the keys of a tree within.
#[component]
pub fn FilesTree(url: FilesUrl, rows: Rows) -> impl IntoView {
    let ProjectData { id, files, .. } = ProjectData::expect();
    let folders = remembered(id);
    let tree = Memo::new(move |_| {
        let tree = files.with(|listing| Some(rows.with(|rows| Tree::new(listing, rows))));
        tree.map(Arc::new)
    });
    let shown = Memo::new(move |_| {
        let text = url.query.with(|query| query.text.trim().to_owned());
        let shown = files.with(|listing| {
            let tree = tree.get()?;
            let rows = folders.with(|folders| {
                let is_all = |node: &Node| node.level == 1 && node.siblings == 1;
                tree.visible(|node| folders.is_open(node.path(listing), is_all(node), &text))
            });
            Some(Shown::new(tree, rows))
        });
        shown.unwrap_or_default()
    });
    let active = RwSignal::new(None);
    let this = FolderTree {
        url,
        files,
        actions: FileActions::expect(),
        folders,
        shown,
        list: VirtualList::new(Signal::derive(move || shown.with(Shown::len))),
        active,
        active_row: Memo::new(move |_| {
            active.with(|active| {
                let active = active.as_ref()?;
                files.with(|listing| shown.with(|shown| active.row(listing, shown)))
            })
        }),
        letters: StoredValue::new(Letters::default()),
        drag: Drag::new(files),
    };
    this.follow_opened();
    this.stay_where_the_user_is();

    let press = move |press: MouseEvent| {
        if let Some(row) = row::row_of(&press)
            && press.button() == 0
        {
            this.activate(row);
        }
    };
    // The link that was pressed has the focus, and would stay behind with it when its row is used for another one. Not any earlier:
    // nothing can be dragged whose focus is taken away while it is pressed.
    let release = move |_| this.list.focus();
    let click = move |click: MouseEvent| {
        // With a key held, the click on a link is the browser's.
        let with_key = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        if let Some(row) = row::row_of(&click).filter(|_| !with_key) {
            click.prevent_default();
            this.press(row);
        }
    };
    let list = this.list;
    let active_descendant = move || {
        let row = this.active_row.get().filter(|row| list.is_drawn(*row))?;
        Some(row::element_id(row))
    };
    let focused = move |_| {
        if this.active_row.get_untracked().is_none() {
            this.activate(list.first_in_sight());
        }
    };
    view! {
        <div
            node_ref=list.viewport
            class="files-grid files-tree"
            class:drop-target=move || this.drag.is_over("")
            role="tree"
            aria-label="Project files"
            aria-activedescendant=active_descendant
            tabindex="0"
            on:scroll=move |_| list.scrolled()
            on:focus=focused
            on:keydown=move |event| this.key_pressed(&event)
            on:dragstart=move |event| this.drag_started(&event)
            on:dragenter=move |event| this.dragged_over(&event)
            on:dragover=move |event| this.dragged_over(&event)
            on:dragleave=move |event| this.drag.leave(&event)
            on:drop=move |event| {
                if let Some((files, folder)) = this.drag.drop(&event) {
                    this.actions.move_into(&files, &folder);
                }
            }
            on:dragend=move |_| {
                this.drag.end();
                list.focus();
            }
        >
            <div
                node_ref=list.rows
                class="files-rows"
                role="none"
                translate="no"
                style:height=move || list.height()
                on:mousedown=press
                on:mouseup=release
                on:click=click
            >
                <For
                    each=move || list.ordered_slots()
                    key=|number| *number
                    children=move |number| view! { <TreeRow tree=this number=number /> }
                />
            </div>
        </div>
    }
}

impl FolderTree {
    fn drag_started(self, event: &DragEvent) {
        if let Some(item) = row::row_of(event).and_then(|row| self.item_at(row)) {
            self.drag.start(item.into());
        }
    }

    fn dragged_over(self, event: &DragEvent) {
        let row = row::row_of(event);
        let folder = self.folder_at(row);
        let has_come = self.drag.over(event, Some(folder.clone()));
        if let Some(row) = row.filter(|_| has_come) {
            let open = move || {
                if untrack(|| self.drag.is_over(&folder))
                    && matches!(self.item_at(row), Some(TreeItem::Folder(_)))
                {
                    self.set_open(&[row], true);
                }
            };
            set_timeout(open, OPEN_AFTER);
        }
    }

    /// The folder of a row, or that its file is in.
    fn folder_at(self, row: Option<usize>) -> String {
        match row.and_then(|row| self.item_at(row)) {
            Some(TreeItem::Folder(folder)) => folder,
            Some(TreeItem::File(file)) => {
                let folder =
                    |listing: &Listing| Some(folder_of(listing.find(file)?.path).to_owned());
                self.files.with_untracked(folder).unwrap_or_default()
            }
            None => String::new(),
        }
    }

    /// Reads the files and the rows, untracked.
    fn with<T>(self, ask: impl FnOnce(&Listing, &Shown) -> Option<T>) -> Option<T> {
        self.files.with_untracked(|listing| self.shown.with_untracked(|shown| ask(listing, shown)))
    }

    /// The file or folder of a row.
    fn item_at(self, row: usize) -> Option<TreeItem> {
        self.with(|files, shown| TreeItem::of(files, shown.node(row)?))
    }

    /// The row of a file or folder, if it is in no closed folder.
    fn row_of(self, item: &TreeItem) -> Option<usize> {
        self.with(|files, shown| item.row(files, shown))
    }

    fn activate(self, row: usize) {
        if let Some(item) = self.item_at(row) {
            self.active.set(Some(item));
        }
    }

    /// Opens a file; opens or closes a folder.
    fn press(self, row: usize) {
        match self.item_at(row) {
            Some(TreeItem::File(file)) => self.url.open(file),
            Some(TreeItem::Folder(_)) => {
                let is_open = self.shown.with_untracked(|shown| shown.is_open(row));
                self.set_open(&[row], !is_open);
            }
            None => {}
        }
    }

    /// Opens or closes folders.
    fn set_open(self, rows: &[usize], open: bool) {
        let text = self.url.query.with_untracked(|query| query.text.trim().to_owned());
        let paths = self.with(|files, shown| {
            let nodes = rows.iter().filter_map(|row| shown.node(*row));
            let paths = nodes.flat_map(|node| node.folders(files));
            Some(paths.map(str::to_owned).collect::<Vec<_>>())
        });
        let paths = paths.unwrap_or_default();
        self.folders.update(|folders| folders.set_open(paths, open, &text));
    }

    fn key_pressed(self, event: &KeyboardEvent) {
        let name = pressed(event);
        let is_delete = DELETE.contains(&&*name);
        if (is_delete || DETAILS.contains(&&*name))
            && let Some(item) = self.active.get_untracked()
        {
            event.prevent_default();
            let files = Files::from(item);
            if is_delete {
                self.actions.delete(&files);
            } else {
                self.actions.edit_details(files);
            }
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (key, active) = (event.key(), self.active_row.get_untracked());
        let list = self.list;
        let step = self
            .shown
            .with_untracked(|shown| step(&key, shown, active, list.first_in_sight(), list.page()));
        match step.or_else(|| self.letter_typed(&key, active)) {
            Some(Step::Go(row)) => {
                self.activate(row);
                list.reveal(row, Align::Nearest);
            }
            Some(Step::Press(row)) => self.press(row),
            Some(Step::Open(row)) => self.set_open(&[row], true),
            Some(Step::Shut(row)) => self.set_open(&[row], false),
            Some(Step::OpenAllBeside(row)) => {
                let rows = self.shown.with_untracked(|shown| shown.siblings(row));
                self.set_open(&rows, true);
                if let Some(row) = self.active_row.get_untracked() {
                    list.reveal(row, Align::Nearest);
                }
            }
            Some(Step::Stay) => {}
            None => return,
        }
        event.prevent_default();
    }

    /// The step to the next name that begins with the typed letters.
    fn letter_typed(self, key: &str, active: Option<usize>) -> Option<Step> {
        self.letters.try_update_value(|letters| {
            self.with(|files, shown| {
                let name = |row| shown.node(row).map_or("", |node| node.name(files));
                letters.typed(key, shown.len(), active, name)
            })
        })?
    }
}
