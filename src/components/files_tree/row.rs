//! The rows that are drawn: slots, each an element that draws a row now and another one later, as in the grid.
//!
//! Only that here the elements are in the order of the rows. A cell of a grid says in which row it is; what a tree says of its
//! items does not tell those who go through the page without the keyboard of the tree what comes next.

use dom_view::{El, KeptAttribute, KeptText};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::FileId;
use project_files::ProjectFiles;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::FolderTree;
use super::shown::Shown;
use crate::format;
use crate::reactive::effect;
use crate::ui::{Slot, Window};

const ID: &str = "tree-row-";

/// The id of the element that draws a row.
pub(super) fn element_id(row: usize) -> String {
    format!("{ID}{row}")
}

/// The row that an event in the tree is about.
pub(super) fn row_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let item = target.closest("[role=treeitem]").ok()??;
    item.id().strip_prefix(ID)?.parse().ok()
}

/// What all rows depend on.
struct Seen {
    shown: Shown,
    opened: Option<FileId>,
    active_row: Option<usize>,
    window: Window,
}

/// A slot: the elements of a row, and what they say.
struct Row {
    element: El,
    slot: Slot,
    level: usize,
    /// What it is called by those who do not see the columns.
    label: KeptAttribute,
    level_said: KeptAttribute,
    position: KeptAttribute,
    siblings: KeptAttribute,
    expanded: KeptAttribute,
    selected: KeptAttribute,
    href: KeptAttribute,
    path: KeptAttribute,
    name: KeptText,
    size: KeptText,
}

/// Keeps as many slots in the tree as it has, and draws in them what they are to show.
pub(super) fn draw_rows(tree: FolderTree) {
    let mut slots: Vec<Row> = Vec::new();
    // The slot that stands first in the page.
    let mut first = 0;
    effect(move || {
        let files = tree.files.load.value();
        files.track();
        // In this order: see `VirtualList::window`. The links have the query.
        tree.place.query.track();
        let seen = Seen {
            shown: tree.shown.get(),
            opened: tree.place.opened.get(),
            active_row: tree.active_row.get(),
            window: tree.list.window(),
        };
        let Some(list) = tree.list.rows.get() else { return };
        if slots.len() < seen.window.slots {
            slots.resize_with(seen.window.slots, Row::new);
            slots.iter().for_each(|row| row.slot.append_to(&list));
            first = 0;
        }
        first = put_in_order(&slots, first, seen.window.first_slot(), &list);
        files.with_untracked(|loaded| {
            let Some(loaded) = loaded else { return };
            for (slot, row) in slots.iter_mut().enumerate() {
                let index = seen.window.row_of_slot(slot);
                row.slot.place(index, &seen.window, seen.active_row, element_id);
                // An empty slot is hidden, whatever it says.
                if let Some(index) = index {
                    row.draw(index, &loaded.files, &seen, tree);
                }
            }
        });
    });
}

/// Moves slots from one end of the page to the other so that it begins with `wanted`; the shorter way.
fn put_in_order(slots: &[Row], first: usize, wanted: usize, list: &Element) -> usize {
    let count = slots.len().max(1);
    let downwards = (wanted + count - first) % count;
    if downwards <= count / 2 {
        (0..downwards).for_each(|at| slots[(first + at) % count].slot.append_to(list));
    } else {
        let upwards = 1..=count - downwards;
        upwards.for_each(|at| slots[(first + count - at) % count].slot.prepend_to(list));
    }
    wanted
}

impl Row {
    fn new() -> Self {
        let el = |tag, class| El::new(tag).fixed("class", class);
        let (name, size) = (el("span", "name"), el("span", "tree-size"));
        let link = el("a", "file-path").fixed("tabindex", "-1").element(name.clone());
        let element = el("div", "files-row tree-row")
            .fixed("role", "treeitem")
            .element(link.clone())
            .element(size.clone());
        Self {
            slot: Slot::new(element.clone()),
            level: 0,
            label: KeptAttribute::of(&element, "aria-label"),
            level_said: KeptAttribute::of(&element, "aria-level"),
            position: KeptAttribute::of(&element, "aria-posinset"),
            siblings: KeptAttribute::of(&element, "aria-setsize"),
            expanded: KeptAttribute::of(&element, "aria-expanded"),
            selected: KeptAttribute::of(&element, "aria-selected"),
            element,
            href: KeptAttribute::of(&link, "href"),
            path: KeptAttribute::of(&link, "title"),
            name: KeptText::in_element(&name),
            size: KeptText::in_element(&size),
        }
    }

    /// Shows what is in a row.
    fn draw(&mut self, index: usize, files: &ProjectFiles, seen: &Seen, tree: FolderTree) {
        let Some(node) = seen.shown.node(index) else { return };
        let file = node.file().and_then(|file| files.get(file));
        let name = match node.name(files) {
            "" => "No name",
            name => name,
        };
        let said = |is: bool| Some(if is { "true" } else { "false" });
        let (size, size_in_words) = match file {
            Some(file) => {
                let size = format::bytes(file.text.len());
                (size.clone(), size)
            }
            None => (format::count(node.files), format::counted(node.files, "file", "files")),
        };
        self.label.set(Some(&format!("{name}, {size_in_words}")));
        if node.level != self.level {
            self.level = node.level;
            let level = node.level.to_string();
            self.level_said.set(Some(&level));
            self.element.set_style("--level", &level);
        }
        self.position.set(Some(&node.position.to_string()));
        self.siblings.set(Some(&node.siblings.to_string()));
        self.expanded.set(said(seen.shown.is_open(index)).filter(|_| node.is_folder()));
        self.selected.set(file.and_then(|file| said(seen.opened == Some(file.id))));
        self.href.set(file.map(|file| tree.place.url_of(file.id).to_string()).as_deref());
        self.path.set(Some(node.path(files)));
        self.name.say(name);
        self.size.say(&size);
    }
}
