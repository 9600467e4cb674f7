//! The row of a folder or a file.
//!
//! Unlike the cells of a grid, the items of a tree do not say which row they are, so those who go through the page without the
//! keyboard of the tree need the elements in the order of the rows: scrolling moves the elements of its slots.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use neptun_api::FileId;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::FolderTree;
use crate::format;
use crate::ui::{name, plain_name};

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

/// The texts and attributes of a row.
#[derive(Clone, Default, PartialEq)]
struct Item {
    /// The file; nothing for a folder.
    file: Option<FileId>,
    href: Option<String>,
    path: String,
    /// The name, and for those who do not see the columns the size too.
    label: String,
    name: String,
    size: String,
    level: usize,
    position: usize,
    siblings: usize,
    /// Nothing for a file.
    is_open: Option<bool>,
}

/// The row that the slot of a number draws.
#[component]
pub(super) fn TreeRow(tree: FolderTree, number: usize) -> impl IntoView {
    let slot = tree.list.slot(number);
    let item = Memo::new(move |last: Option<&Item>| {
        // An empty slot is hidden, and keeps its texts: soon it may draw the same file again. It has its elements from the start,
        // so that scrolling makes none.
        slot.row.get().and_then(|row| tree.item(row)).or_else(|| last.cloned()).unwrap_or_default()
    });
    let is_selected = Memo::new(move |_| {
        let file = item.with(|item| item.file)?;
        Some(tree.url.opened.get() == Some(file))
    });
    let is_drop_target = Memo::new(move |_| {
        item.with(|item| item.is_open.is_some() && tree.drag.is_over(&item.path))
    });
    let attribute = move |of: fn(&Item) -> String| move || item.with(of);
    let level = attribute(|item| item.level.to_string());
    let text = |is: bool| if is { "true" } else { "false" };
    view! {
        <div
            class="files-row tree-row"
            class:drop-target=move || is_drop_target.get()
            class:active=move || slot.is_active(tree.active_row)
            role="treeitem"
            draggable="true"
            id=move || slot.row.get().map(element_id)
            hidden=move || slot.is_empty()
            style:top=move || slot.top()
            style:--level=level
            aria-label=attribute(|item| item.label.clone())
            // Leptos has no name for this one.
            {..custom_attribute("aria-level", level)}
            aria-posinset=attribute(|item| item.position.to_string())
            aria-setsize=attribute(|item| item.siblings.to_string())
            aria-expanded=move || item.with(|item| item.is_open.map(text))
            aria-selected=move || is_selected.get().map(text)
        >
            {move || item.with(content)}
        </div>
    }
}

fn content(item: &Item) -> impl IntoView + use<> {
    view! {
        <a class="file-path" tabindex="-1" href=item.href.clone() title=plain_name(&item.path).into_owned()>
            <span class="name">{name(&item.name)}</span>
        </a>
        <span class="tree-size">{item.size.clone()}</span>
    }
}

impl FolderTree {
    /// The folder or file of a row.
    fn item(self, row: usize) -> Option<Item> {
        self.files.with(|listing| {
            self.shown.with(|shown| {
                let node = shown.node(row)?;
                let file = node.file().and_then(|file| listing.get(file));
                let name = match node.name(listing) {
                    "" => "No name",
                    name => name,
                };
                let (size, size_in_words) = match file {
                    Some(file) => {
                        let size = format::bytes(file.size);
                        (size.clone(), size)
                    }
                    None => {
                        let in_words = format::counted(node.files, "file", "files");
                        (format::count(node.files), in_words)
                    }
                };
                Some(Item {
                    file: file.map(|file| file.id),
                    href: file.map(|file| self.url.url_of(file.id).to_string()),
                    path: node.path(listing).to_owned(),
                    label: format!("{}, {size_in_words}", plain_name(name)),
                    name: name.to_owned(),
                    size,
                    level: node.level,
                    position: node.position,
                    siblings: node.siblings,
                    is_open: node.is_folder().then(|| shown.is_open(row)),
                })
            })
        })
    }
}
