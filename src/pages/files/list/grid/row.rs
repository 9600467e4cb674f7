//! The row of a file.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::{FileId, Timestamp};
use project_files::listing::{Column, FileEntry};
use project_files::split_path;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Grid;
use crate::format;
use crate::pages::files::list::columns::column_class;
use crate::pages::files::list::drag::folder_of;
use crate::state::clock::Clock;
use crate::time::local_offset_minutes;
use crate::ui::{name, plain_name};

/// The id of the element that draws a row.
pub(super) fn element_id(row: usize) -> String {
    format!("file-row-{row}")
}

/// The row that an event in the list is about.
pub(super) fn row_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[role=row]").ok()??;
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

/// Returns true if an event is about an element of a row, or about something in it.
pub(super) fn is_on(event: &MouseEvent, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// The texts of a row.
#[derive(Clone, Default, PartialEq)]
struct Texts {
    /// Nothing if the slot has not drawn a row yet.
    file: Option<FileId>,
    href: String,
    path: String,
    category: String,
    file_type: String,
    language: String,
    size: String,
    created: Option<Timestamp>,
}

impl Texts {
    fn new(file: FileEntry<'_>, href: String) -> Self {
        Self {
            file: Some(file.id),
            href,
            path: file.path.to_owned(),
            category: file.category.unwrap_or_default().to_owned(),
            file_type: file.file_type.to_owned(),
            language: file.language.unwrap_or_default().to_owned(),
            size: format::bytes(file.size),
            created: file.created_at,
        }
    }
}

/// The row that the slot of a number draws. Scrolling and every key typed into the filter change the texts of many rows, so each row has one memo
/// and the cells follow that in two closures, not in one for each text.
#[component]
pub(super) fn FileRow(grid: Grid, number: usize) -> impl IntoView {
    // Named by the path beside it, whichever that is: a name of its own would be one more thing to change with every row. It
    // cannot have the focus; the grid has, and its Space key.
    let (check_id, link_id) = (format!("file-check-{number}"), format!("file-link-{number}"));
    let check_name = format!("{check_id} {link_id}");
    let (slot, clock) = (grid.list.slot(number), Clock::expect());
    let texts = Memo::new(move |last: Option<&Texts>| {
        let texts = grid.files.with(|listing| {
            let index = grid.rows.with(|rows| rows.get(slot.row.get()?).copied())?;
            let file = listing.get(index)?;
            Some(Texts::new(file, grid.url.url_of(file.id).to_string()))
        });
        // An empty slot is hidden, and keeps its texts: soon it may draw the same file again. It has its elements from the start,
        // so that scrolling makes none.
        texts.or_else(|| last.cloned()).unwrap_or_default()
    });
    let file = Memo::new(move |_| texts.with(|texts| texts.file));
    let is_selected = Memo::new(move |_| {
        let file = file.get();
        file.is_some_and(|file| grid.selection.selected().binary_search(&file).is_ok())
    });
    let is_opened = Memo::new(move |_| file.get().is_some() && file.get() == grid.url.opened.get());
    let is_drop_target = Memo::new(move |_| {
        texts.with(|texts| texts.file.is_some() && grid.drag.is_over(folder_of(&texts.path)))
    });
    let selected = move || if is_selected.get() { "true" } else { "false" };
    view! {
        <div
            class="files-row"
            class:active=move || slot.is_active(grid.active_row)
            class:drop-target=move || is_drop_target.get()
            role="row"
            id=move || slot.row.get().map(element_id)
            hidden=move || slot.is_empty()
            style:top=move || slot.top()
            // The heads are the first row for those who count.
            aria-rowindex=move || slot.row.get().map(|row| (row + 2).to_string())
            aria-selected=selected
            aria-current=move || is_opened.get().then_some("true")
        >
            <div class=column_class(Column::Path) role="gridcell" aria-colindex="1">
                <span
                    id=check_id
                    class="file-check"
                    role="checkbox"
                    aria-label="Select"
                    aria-labelledby=check_name
                    aria-checked=selected
                ></span>
                {move || texts.with(|texts| path(texts, link_id.clone()))}
            </div>
            {move || texts.with(|texts| cells(texts, clock.now()))}
        </div>
    }
}

/// The path, and all that a narrow list shows beside it.
fn path(texts: &Texts, link_id: String) -> impl IntoView + use<> {
    let (folder, file) = split_path(&texts.path);
    let facts = [&*texts.category, &*texts.file_type, &*texts.size];
    view! {
        <a id=link_id class="file-path" tabindex="-1" href=texts.href.clone() title=plain_name(&texts.path).into_owned()>
            <span class="folder">{name(folder)}</span>
            <span class="name">{name(file)}</span>
        </a>
        <span class="summary" aria-hidden="true">{summary(facts)}</span>
    }
}

/// The other columns.
fn cells(texts: &Texts, now: Timestamp) -> impl IntoView + use<> {
    let cell = |column, index, text: &str| {
        view! {
            <div class=column_class(column) role="gridcell" aria-colindex=index>
                {name(text)}
            </div>
        }
    };
    let created = texts.created;
    let exactly = created.map(|at| format::absolute_time(at, local_offset_minutes(at)));
    view! {
        {cell(Column::Category, "2", &texts.category)}
        {cell(Column::Type, "3", &texts.file_type)}
        {cell(Column::Language, "4", &texts.language)}
        {cell(Column::Size, "5", &texts.size)}
        <div class=column_class(Column::Created) role="gridcell" aria-colindex="6">
            <time datetime=created.map(|at| at.to_string()) title=exactly>
                {created.map(|at| format::relative_time(at, now))}
            </time>
        </div>
    }
}

/// The known facts in one line.
fn summary(facts: [&str; 3]) -> String {
    let known: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    known.join(" · ")
}
