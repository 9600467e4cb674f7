//! The rows that are drawn: slots, each an element that draws a row now and another one later.
//!
//! Every key typed into the filter, and every row scrolled by, changes many of them. So they are not a thousand closures that
//! follow the same signals, but one, which compares what each row says with what it is to say.

use std::sync::Arc;

use dom_view::{El, KeptAttribute, KeptText};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};
use project_files::{Column, split_path};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Grid;
use crate::components::file_columns::column_class;
use crate::format;
use crate::reactive::effect;
use crate::time::{local_offset_minutes, now};
use crate::ui::{Slot, Window};

/// The id of the element that draws a row.
pub(super) fn element_id(row: usize) -> String {
    format!("file-row-{row}")
}

/// What all rows depend on.
struct Seen {
    rows: Arc<[usize]>,
    selected: Arc<[FileId]>,
    opened: Option<FileId>,
    active_row: Option<usize>,
    window: Window,
}

/// A slot: the elements of a row, and what they say.
struct Row {
    slot: Slot,
    created: Option<Timestamp>,
    number: KeptAttribute,
    selected: KeptAttribute,
    checked: KeptAttribute,
    current: KeptAttribute,
    href: KeptAttribute,
    path: KeptAttribute,
    folder: KeptText,
    name: KeptText,
    summary: KeptText,
    category: KeptText,
    kind: KeptText,
    language: KeptText,
    size: KeptText,
    time: El,
    age: KeptText,
}

/// Keeps as many slots in the list as it has, and draws in them what they are to show.
pub(super) fn draw_rows(grid: Grid) {
    let mut slots: Vec<Row> = Vec::new();
    effect(move || {
        let files = grid.files.load.value();
        files.track();
        // In this order: see `VirtualList::window`. The links have the query.
        grid.place.query.track();
        let seen = Seen {
            rows: grid.rows.get(),
            selected: grid.taking.selected(),
            opened: grid.place.opened.get(),
            active_row: grid.active_row.get(),
            window: grid.list.window(),
        };
        let Some(list) = grid.list.rows.get() else { return };
        while slots.len() < seen.window.slots {
            let row = Row::new(slots.len());
            row.slot.append_to(&list);
            slots.push(row);
        }
        files.with_untracked(|loaded| {
            let files = loaded.as_ref().map(|loaded| &loaded.files);
            for (slot, row) in slots.iter_mut().enumerate() {
                let index = seen.window.row_of_slot(slot);
                row.place(index, &seen);
                // An empty slot is hidden, whatever it says.
                let file = index.and_then(|index| files?.get(*seen.rows.get(index)?));
                if let Some(file) = file {
                    let is_selected = seen.selected.binary_search(&file.id).is_ok();
                    let is_selected = Some(if is_selected { "true" } else { "false" });
                    row.selected.set(is_selected);
                    row.checked.set(is_selected);
                    row.current.set((seen.opened == Some(file.id)).then_some("true"));
                    row.href.set(Some(&grid.place.url_of(file.id).to_string()));
                    row.draw(file);
                }
            }
        });
    });
}

/// The row that an event in the list is about.
pub(super) fn row_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[role=row]").ok()??;
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

/// Whether an event is about an element of a row, or something in it.
pub(super) fn is_on(event: &MouseEvent, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

impl Row {
    fn new(slot: usize) -> Self {
        let el = |tag, class| El::new(tag).fixed("class", class);
        let cell = |column: Column, number| {
            let class = column_class(column);
            el("div", class).fixed("role", "gridcell").fixed("aria-colindex", number)
        };
        let (folder, name) = (el("span", "folder"), el("span", "name"));
        let link = el("a", "file-path").fixed("tabindex", "-1");
        let link = link.element(folder.clone()).element(name.clone());
        // Named by the path beside it, whichever that is: a name of its own would be one more thing to change with every row. It
        // cannot have the focus; the grid has, and its Space key.
        let (check_id, link_id) = (format!("file-check-{slot}"), format!("file-link-{slot}"));
        let link = link.fixed("id", &link_id);
        let check = el("span", "file-check")
            .fixed("id", &check_id)
            .fixed("role", "checkbox")
            .fixed("aria-label", "Select")
            .fixed("aria-labelledby", &format!("{check_id} {link_id}"));
        let summary = el("span", "summary").fixed("aria-hidden", "true");
        let time = El::new("time");
        let category = cell(Column::Category, "2");
        let kind = cell(Column::Type, "3");
        let language = cell(Column::Language, "4");
        let size = cell(Column::Size, "5");
        let element = el("div", "files-row")
            .fixed("role", "row")
            .element(
                cell(Column::Path, "1")
                    .element(check.clone())
                    .element(link.clone())
                    .element(summary.clone()),
            )
            .element(category.clone())
            .element(kind.clone())
            .element(language.clone())
            .element(size.clone())
            .element(cell(Column::Created, "6").element(time.clone()));
        Self {
            created: None,
            number: KeptAttribute::of(&element, "aria-rowindex"),
            selected: KeptAttribute::of(&element, "aria-selected"),
            checked: KeptAttribute::of(&check, "aria-checked"),
            current: KeptAttribute::of(&element, "aria-current"),
            slot: Slot::new(element),
            href: KeptAttribute::of(&link, "href"),
            path: KeptAttribute::of(&link, "title"),
            folder: KeptText::in_element(&folder),
            name: KeptText::in_element(&name),
            summary: KeptText::in_element(&summary),
            category: KeptText::in_element(&category),
            kind: KeptText::in_element(&kind),
            language: KeptText::in_element(&language),
            size: KeptText::in_element(&size),
            age: KeptText::in_element(&time),
            time,
        }
    }

    /// Puts it where a row is, or hides it.
    fn place(&mut self, index: Option<usize>, seen: &Seen) {
        if self.slot.place(index, &seen.window, seen.active_row, element_id) {
            // The heads are the first row for those who count.
            self.number.set(index.map(|row| (row + 2).to_string()).as_deref());
        }
    }

    /// Shows a file.
    fn draw(&mut self, file: &ProjectFile) {
        let (folder, name) = split_path(&file.original_path);
        let category = file.context_file_category.as_deref().unwrap_or_default();
        let size = format::bytes(file.text.len());
        self.path.set(Some(&file.original_path));
        self.folder.say(folder);
        self.name.say(name);
        self.summary.say(&summary([category, &file.context_file_type, &size]));
        self.category.say(category);
        self.kind.say(&file.context_file_type);
        self.language.say(file.language.as_deref().unwrap_or_default());
        self.size.say(&size);
        if file.created_at != self.created {
            self.created = file.created_at;
            self.draw_time(file.created_at);
        }
    }

    fn draw_time(&mut self, created: Option<Timestamp>) {
        let exactly = created.map(|at| format::absolute_time(at, local_offset_minutes(at)));
        self.time.set("datetime", created.map(|at| at.to_string()).as_deref());
        self.time.set("title", exactly.as_deref());
        let age = created.map(|at| format::relative_time(at, now()));
        self.age.say(&age.unwrap_or_default());
    }
}

/// What a narrow list shows in place of the columns.
fn summary(facts: [&str; 3]) -> String {
    let known: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    known.join(" · ")
}
