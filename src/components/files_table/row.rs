//! One slot of the grid: an element that draws a row now and another one later.
//!
//! Every key typed into the filter, and every row scrolled by, changes all or many of these. So a row is not a dozen closures that
//! each follow the same signals, but one that compares what it shows with what it is to show.

use std::sync::Arc;

use dom_view::{El, IntoView, View, ev};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};
use project_files::{Column, split_path};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Grid;
use crate::components::file_columns::column_class;
use crate::format;
use crate::reactive::{effect, memo};
use crate::time::{local_offset_minutes, now};

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

impl Drawn {
    fn new(grid: Grid, index: Option<usize>) -> Self {
        let file = index.and_then(|index| {
            let at = grid.rows.with(|rows| rows.get(index).copied())?;
            grid.files.load.value().with(|loaded| Some(Shown::of(loaded.as_ref()?.files.get(at)?)))
        });
        let id = file.as_ref().map(|file| file.id);
        Self {
            index,
            offset: grid.list.offset(index.unwrap_or_default()),
            is_selected: id.is_some() && grid.place.opened.get() == id,
            is_active: index.is_some() && grid.active_row.get() == index,
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

/// Draws the row that a slot has.
pub(super) fn slot(grid: Grid, index: Memo<Option<usize>>) -> View {
    let id = move || index.get_untracked().and_then(|index| grid.file_at(index));
    // Before the focus comes, which would make another row active.
    let press = move |_| grid.active.set(id());
    let click = move |click: MouseEvent| {
        // A click on the link is followed like any other link; with a key held it is the browser's.
        let with_key = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        if !with_key
            && !is_on_link(&click)
            && let Some(file) = id()
        {
            grid.place.open(file);
        }
    };
    let row = Row::new();
    let view = row.row.clone().on(ev::mousedown, press).on(ev::click, click).into_view();
    // A memo in between: an effect that reads two memos, of which the first depends on the second, can miss that only the second
    // has changed.
    let drawn = memo(move || Arc::new(Drawn::new(grid, index.get())));
    let mut before = Arc::default();
    effect(move || {
        let now = drawn.get();
        row.draw(&now, &before);
        before = now;
    });
    view
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

fn is_on_link(click: &MouseEvent) -> bool {
    let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_))))
}
