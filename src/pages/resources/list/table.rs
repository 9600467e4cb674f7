//! The table of the resources of one type.

mod head;
mod rows;
mod sort;

use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceId, ResourceType};
use routes::Route;
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlElement, KeyboardEvent, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

pub use rows::{Row, rows};
pub use sort::RowSort;

use crate::format;
use crate::pages::resources::account_picture::AccountPicture;
use crate::pages::resources::list::selection::RowSelection;
use crate::pages::resources::list::url::ListUrl;
use crate::pages::resources::sharing::Sharing;
use crate::shortcuts::{DELETE, pressed};
use crate::state::navigation::{Navigation, is_plain_click};
use crate::ui::{Age, Name, name, plain_name};
use head::ColumnHead;
use rows::{Cell, Column, columns};

/// A table named by the type. A click anywhere in a row opens the resource's page; the keyboard finds a link on its name.
/// Space selects a row, Delete removes it or those that are selected, arrow keys lead to the next row. The rows of `added` resources, and
/// those that could not be removed, are highlighted for a while and scrolled to.
// The roles repeat those of the elements: on a narrow screen rows are laid out as blocks, and Safari then drops the
// table semantics.
#[component]
pub fn ResourceTable(
    project: ProjectId,
    resource_type: ResourceType,
    url: ListUrl,
    rows: Memo<Vec<Row>>,
    #[prop(into)] added: Signal<Vec<ResourceId>>,
    selection: RowSelection,
    on_remove: Callback<Vec<ResourceId>>,
) -> impl IntoView {
    let columns = columns(resource_type);
    let scroll_to_first = |ids: Signal<Vec<ResourceId>>| {
        Effect::new(move || {
            if let Some(id) = ids.with(|ids| ids.first().copied()) {
                // A frame later: the dialog that added it gives the focus back first, which scrolls too.
                request_animation_frame(move || scroll_to(id));
            }
        })
    };
    scroll_to_first(added);
    scroll_to_first(selection.returned.into());
    let is_selected = move |row: &Row| selection.is_selected(row.id);
    let all = move || rows.with(|rows| rows.iter().all(is_selected));
    let some = move || !all() && rows.with(|rows| rows.iter().any(is_selected));
    let select_all = view! {
        <label class="row-check">
            <input
                type="checkbox"
                aria-label="Select all listed"
                prop:checked=all
                prop:indeterminate=some
                on:change=move |_| rows.with_untracked(|rows| selection.toggle_all(rows))
            />
        </label>
    };
    let mut select_all = Some(select_all.into_any());
    // By key, in a row.
    let key_pressed = Callback::new(move |(event, id): (KeyboardEvent, ResourceId)| {
        let key = pressed(&event);
        let neighbour = |step: isize| {
            let to = rows.with_untracked(|rows| {
                let at = rows.iter().position(|row| row.id == id)?.checked_add_signed(step)?;
                rows.get(at).map(|row| row.id)
            });
            to.is_some_and(focus_row)
        };
        match &*key {
            " " => selection.toggle(id),
            key if DELETE.contains(&key) => {
                let selected = untrack(|| selection.selected());
                on_remove.run(if selected.is_empty() { vec![id] } else { selected });
            }
            "Escape" => selection.clear(),
            "ArrowDown" if neighbour(1) => {}
            "ArrowUp" if neighbour(-1) => {}
            _ => return,
        }
        event.prevent_default();
    });
    view! {
        <table class="resource-table" role="table" aria-label=format::resource_heading(resource_type)>
            <thead role="rowgroup">
                <tr role="row">
                    {columns
                        .iter()
                        .enumerate()
                        .map(|(index, column)| view! { <ColumnHead url=url index=index column=column check=select_all.take() /> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                // Keyed by the whole row: it is static, so a changed resource needs a new one.
                <For each=move || rows.get() key=Row::clone let:row>
                    <TableRow
                        url=Route::resource(project, resource_type, row.id)
                        row=row
                        columns=columns
                        added=added
                        selection=selection
                        on_key=key_pressed
                    />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn TableRow(
    row: Row,
    columns: &'static [Column],
    url: Route,
    added: Signal<Vec<ResourceId>>,
    selection: RowSelection,
    on_key: Callback<(KeyboardEvent, ResourceId)>,
) -> impl IntoView {
    let navigation = Navigation::expect();
    let id = row.id;
    let href = url.to_string();
    let open = move |click: MouseEvent| {
        if is_meant_for_row(&click) {
            navigation.push(&url);
        }
    };
    let picture = row
        .picture
        .map(|picture| view! { <AccountPicture name=row.name.clone() url=picture.url size=20 /> });
    let check_label = format!("Select {}", plain_name(&row.name));
    view! {
        <tr
            role="row"
            id=row_id(id)
            class:just-added=move || added.with(|added| added.contains(&id))
            class:returned=move || selection.returned.with(|returned| returned.contains(&id))
            class:selected=move || selection.is_selected(id)
            on:click=open
            on:keydown=move |event| on_key.run((event, id))
        >
            <td role="cell" class="name">
                <label class="row-check">
                    <input
                        type="checkbox"
                        aria-label=check_label
                        prop:checked=move || selection.is_selected(id)
                        on:change=move |_| selection.toggle(id)
                    />
                </label>
                {picture}
                <a href=href><Name text=row.name /></a>
            </td>
            {row
                .cells
                .into_iter()
                .zip(&columns[1..])
                .map(|(cell, column)| {
                    view! {
                        <td role="cell" class=column.class data-label=column.label>
                            {draw(cell)}
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}

fn draw(cell: Cell) -> AnyView {
    match cell {
        Cell::Text(None) => view! { <span class="absent">"—"</span> }.into_any(),
        Cell::Text(Some(text)) => name(&text).into_any(),
        Cell::Size(size) => format::bytes(size).into_any(),
        Cell::Shared(shared) => view! { <Sharing shared=shared /> }.into_any(),
        Cell::DateTime(at) => view! { <Age at=at /> }.into_any(),
    }
}

fn row_id(id: ResourceId) -> String {
    format!("resource-{id}")
}

/// Focuses a row's link. Returns false if there is none.
pub fn focus_row(id: ResourceId) -> bool {
    let link = document().query_selector(&format!("#{} a", row_id(id))).ok().flatten();
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    link.is_some_and(|link| link.focus().is_ok())
}

fn scroll_to(id: ResourceId) {
    if let Some(row) = document().get_element_by_id(&row_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A click opens its row unless it is on a link or the checkbox, asks for a new tab or ends a text selection.
fn is_meant_for_row(click: &MouseEvent) -> bool {
    let target: Option<web_sys::Element> = click.target().and_then(|target| target.dyn_into().ok());
    let on_control = target.is_some_and(|target| matches!(target.closest("a, label"), Ok(Some(_))));
    let is_selecting = window()
        .get_selection()
        .is_ok_and(|selection| selection.is_some_and(|selection| !selection.is_collapsed()));
    is_plain_click(click) && !on_control && !is_selecting
}
