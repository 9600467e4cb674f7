//! One slot of the grid: an element that draws a row now and another one later.

use dom_view::{View, view};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};
use project_files::{Column, split_path};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Grid;
use crate::components::file_columns::column_class;
use crate::format;
use crate::reactive::memo;
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

#[component]
pub(super) fn Row(grid: Grid, index: Memo<Option<usize>>) -> View {
    let shown = memo(move || {
        let at = grid.rows.with(|rows| rows.get(index.get()?).copied())?;
        grid.files.load.value().with(|loaded| Some(Shown::of(loaded.as_ref()?.files.get(at)?)))
    });
    let id = memo(move || shown.with(|shown| shown.as_ref().map(|shown| shown.id)));
    let text = move |get: fn(&Shown) -> &str| {
        move || shown.with(|shown| shown.as_ref().map(|shown| get(shown).to_owned()))
    };
    let summary = move || shown.with(|shown| shown.as_ref().map(Shown::summary));
    let href = move || id.get().map(|id| grid.place.url_of(id).to_string());
    let created = memo(move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.created)));
    let exactly =
        move || created.get().map(|at| format::absolute_time(at, local_offset_minutes(at)));
    let selected = move || match id.get().is_some_and(|id| grid.place.opened.get() == Some(id)) {
        true => "true",
        false => "false",
    };
    let active = move || index.get().is_some_and(|row| grid.active_row.get() == Some(row));

    // Before the focus comes, which would make another row active.
    let press = move |_| grid.active.set(id.get_untracked());
    let click = move |click: MouseEvent| {
        // A click on the link is followed like any other link; with a key held it is the browser's.
        let with_key = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        if !with_key
            && !is_on_link(&click)
            && let Some(file) = id.get_untracked()
        {
            grid.place.open(file);
        }
    };
    view! {
        <div
            class="files-row"
            class:active=active
            role="row"
            id=move || index.get().map(element_id)
            aria-rowindex=move || index.get().map(|row| (row + 2).to_string())
            aria-selected=selected
            hidden=move || index.get().is_none()
            style:transform=move || grid.list.offset(index.get().unwrap_or_default())
            on:mousedown=press
            on:click=click
        >
            <div class=column_class(Column::Path) role="gridcell" aria-colindex="1">
                <a class="file-path" tabindex="-1" href=href title=text(|shown| &shown.path)>
                    <span class="folder">{text(|shown| &shown.path[..shown.name_at])}</span>
                    <span class="name">{text(|shown| &shown.path[shown.name_at..])}</span>
                </a>
                <span class="summary" aria-hidden="true">{summary}</span>
            </div>
            <div class=column_class(Column::Category) role="gridcell" aria-colindex="2">
                {text(|shown| &shown.category)}
            </div>
            <div class=column_class(Column::Type) role="gridcell" aria-colindex="3">
                {text(|shown| &shown.kind)}
            </div>
            <div class=column_class(Column::Language) role="gridcell" aria-colindex="4">
                {text(|shown| &shown.language)}
            </div>
            <div class=column_class(Column::Size) role="gridcell" aria-colindex="5">
                {text(|shown| &shown.size)}
            </div>
            <div class=column_class(Column::Created) role="gridcell" aria-colindex="6">
                <time datetime=move || created.get().map(|at| at.to_string()) title=exactly>
                    {move || created.get().map(|at| format::relative_time(at, now()))}
                </time>
            </div>
        </div>
    }
}

fn is_on_link(click: &MouseEvent) -> bool {
    let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_))))
}
