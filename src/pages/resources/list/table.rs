//! The table of the resources of one type.

mod head;
mod rows;
mod sort;

use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceId, ResourceType};
use routes::Route;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

pub use rows::{Row, rows};
pub use sort::RowSort;

use crate::format;
use crate::pages::resources::account_picture::AccountPicture;
use crate::pages::resources::list::url::ListUrl;
use crate::pages::resources::sharing::Sharing;
use crate::state::navigation::{Navigation, is_plain_click};
use crate::ui::{Age, Name, name};
use head::ColumnHead;
use rows::{Cell, Column, columns};

/// A table named by the type. A click anywhere in a row opens the resource's page; the keyboard finds a link on its name.
/// The row of the `added` resource is highlighted for a while and scrolled to.
// The roles repeat those of the elements: on a narrow screen rows are laid out as blocks, and Safari then drops the
// table semantics.
#[component]
pub fn ResourceTable(
    project: ProjectId,
    resource_type: ResourceType,
    url: ListUrl,
    #[prop(into)] rows: Signal<Vec<Row>>,
    #[prop(into)] added: Signal<Option<ResourceId>>,
) -> impl IntoView {
    let columns = columns(resource_type);
    Effect::new(move |_| {
        if let Some(id) = added.get() {
            // A frame later: the dialog that added it gives the focus back first, which scrolls too.
            request_animation_frame(move || scroll_to(id));
        }
    });
    view! {
        <table class="resource-table" role="table" aria-label=format::resource_heading(resource_type)>
            <thead role="rowgroup">
                <tr role="row">
                    {columns
                        .iter()
                        .enumerate()
                        .map(|(index, column)| view! { <ColumnHead url=url index=index column=column /> })
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
    added: Signal<Option<ResourceId>>,
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
    view! {
        <tr role="row" id=row_id(id) class:just-added=move || added.get() == Some(id) on:click=open>
            <td role="cell" class="name">
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

fn scroll_to(id: ResourceId) {
    if let Some(row) = document().get_element_by_id(&row_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A click opens its row unless it is on a link, asks for a new tab or ends a text selection.
fn is_meant_for_row(click: &MouseEvent) -> bool {
    let target: Option<web_sys::Element> = click.target().and_then(|target| target.dyn_into().ok());
    let on_link = target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some()));
    let is_selecting = window()
        .get_selection()
        .is_ok_and(|selection| selection.is_some_and(|selection| !selection.is_collapsed()));
    is_plain_click(click) && !on_link && !is_selecting
}
