//! The rows that are drawn: slots, each an element that draws a row now and another one later.
//!
//! Every key typed into the filter, and every row scrolled by, changes many of them. So they are not a thousand closures that
//! follow the same signals, but one, which compares what each row says with what it is to say.

use std::sync::Arc;

use dom_view::El;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};
use project_files::{Column, ProjectFiles, split_path};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Grid;
use crate::components::file_columns::column_class;
use crate::format;
use crate::reactive::effect;
use crate::time::{local_offset_minutes, now};
use crate::ui::Window;

/// What a row shows of a file.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    id: FileId,
    path: String,
    /// Where the file's name begins in the path.
    name_at: usize,
    category: String,
    kind: String,
    language: String,
    size: String,
    created: Option<Timestamp>,
}

impl Shown {
    fn of(file: &ProjectFile) -> Self {
        Self {
            id: file.id,
            path: file.original_path.clone(),
            name_at: split_path(&file.original_path).0.len(),
            category: file.context_file_category.clone().unwrap_or_default(),
            kind: file.context_file_type.clone(),
            language: file.language.clone().unwrap_or_default(),
            size: format::bytes(file.text.len()),
            created: file.created_at,
        }
    }

    /// What a narrow list shows in place of the columns.
    fn summary(&self) -> String {
        let known = [&*self.category, &*self.kind, &*self.size];
        let known: Vec<_> = known.into_iter().filter(|fact| !fact.is_empty()).collect();
        known.join(" · ")
    }
}

/// The id of the element that draws a row.
pub(super) fn element_id(row: usize) -> String {
    format!("file-row-{row}")
}

/// What the elements of a row say.
#[derive(Debug, Default, PartialEq)]
struct Drawn {
    /// The row; nothing if there are not that many.
    index: Option<usize>,
    offset: String,
    is_selected: bool,
    is_active: bool,
    href: String,
    file: Option<Shown>,
}

/// What all rows depend on.
struct Seen {
    rows: Arc<[usize]>,
    opened: Option<FileId>,
    active_row: Option<usize>,
    window: Window,
}

impl Drawn {
    fn new(grid: Grid, seen: &Seen, files: Option<&ProjectFiles>, slot: usize) -> Self {
        let index = seen.window.row_of_slot(slot);
        let file = index.and_then(|index| Some(Shown::of(files?.get(*seen.rows.get(index)?)?)));
        let id = file.as_ref().map(|file| file.id);
        Self {
            index,
            offset: seen.window.offset(index.unwrap_or_default()),
            is_selected: id.is_some() && seen.opened == id,
            is_active: index.is_some() && seen.active_row == index,
            href: id.map(|id| grid.place.url_of(id).to_string()).unwrap_or_default(),
            file,
        }
    }
}

/// The elements of a row.
struct Row {
    row: El,
    link: El,
    folder: El,
    name: El,
    summary: El,
    category: El,
    kind: El,
    language: El,
    size: El,
    time: El,
}

/// Keeps as many slots in the list as it has, and draws in them what they are to show.
pub(super) fn draw_rows(grid: Grid) {
    let mut slots: Vec<(Row, Drawn)> = Vec::new();
    effect(move || {
        let files = grid.files.load.value();
        files.track();
        // In this order: see `VirtualList::window`. The links have the query.
        grid.place.query.track();
        let seen = Seen {
            rows: grid.rows.get(),
            opened: grid.place.opened.get(),
            active_row: grid.active_row.get(),
            window: grid.list.window(),
        };
        let Some(list) = grid.list.rows.get() else { return };
        while slots.len() < seen.window.slots {
            let row = Row::new();
            row.row.append_to(&list);
            slots.push((row, Drawn::default()));
        }
        files.with_untracked(|loaded| {
            let files = loaded.as_ref().map(|loaded| &loaded.files);
            for (slot, (row, drawn)) in slots.iter_mut().enumerate() {
                let now = Drawn::new(grid, &seen, files, slot);
                if now != *drawn {
                    row.draw(&now, drawn);
                    *drawn = now;
                }
            }
        });
    });
}

/// The row that an event in the list is about.
pub(super) fn row_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[role=row]").ok()??;
    // The heads are the first row for those who count.
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

/// Whether an event is about the link of a row.
pub(super) fn is_on_link(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_))))
}

impl Row {
    fn new() -> Self {
        let el = |tag, class| El::new(tag).fixed("class", class);
        let cell = |column: Column, number| {
            let class = column_class(column);
            el("div", class).fixed("role", "gridcell").fixed("aria-colindex", number)
        };
        let (folder, name) = (el("span", "folder"), el("span", "name"));
        let link = el("a", "file-path").fixed("tabindex", "-1");
        let link = link.element(folder.clone()).element(name.clone());
        let summary = el("span", "summary").fixed("aria-hidden", "true");
        let time = El::new("time");
        let category = cell(Column::Category, "2");
        let kind = cell(Column::Type, "3");
        let language = cell(Column::Language, "4");
        let size = cell(Column::Size, "5");
        let row = el("div", "files-row")
            .fixed("role", "row")
            .fixed("hidden", "")
            .element(cell(Column::Path, "1").element(link.clone()).element(summary.clone()))
            .element(category.clone())
            .element(kind.clone())
            .element(language.clone())
            .element(size.clone())
            .element(cell(Column::Created, "6").element(time.clone()));
        Self { row, link, folder, name, summary, category, kind, language, size, time }
    }

    /// Changes what is not as it was.
    fn draw(&self, now: &Drawn, before: &Drawn) {
        if now.index != before.index {
            self.row.set("hidden", now.index.is_none().then_some(""));
            self.row.set("id", now.index.map(element_id).as_deref());
            self.row.set("aria-rowindex", now.index.map(|row| (row + 2).to_string()).as_deref());
        }
        if now.offset != before.offset {
            self.row.set_style("transform", &now.offset);
        }
        if now.is_active != before.is_active {
            self.row.set_class("active", now.is_active);
        }
        self.row.set("aria-selected", Some(if now.is_selected { "true" } else { "false" }));
        if now.href != before.href {
            self.link.set("href", Some(&now.href));
        }
        // An empty slot is hidden, whatever it says.
        if let Some(file) = now.file.as_ref().filter(|_| now.file != before.file) {
            self.draw_file(file);
        }
    }

    fn draw_file(&self, file: &Shown) {
        let (folder, name) = file.path.split_at(file.name_at);
        self.link.set("title", Some(&file.path));
        self.folder.set_text(folder);
        self.name.set_text(name);
        self.summary.set_text(&file.summary());
        self.category.set_text(&file.category);
        self.kind.set_text(&file.kind);
        self.language.set_text(&file.language);
        self.size.set_text(&file.size);
        let exactly = file.created.map(|at| format::absolute_time(at, local_offset_minutes(at)));
        self.time.set("datetime", file.created.map(|at| at.to_string()).as_deref());
        self.time.set("title", exactly.as_deref());
        let created = file.created.map(|at| format::relative_time(at, now()));
        self.time.set_text(&created.unwrap_or_default());
    }
}
