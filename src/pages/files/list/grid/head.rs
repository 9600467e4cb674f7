//! The column heads, which sort.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use project_files::listing::{Column, Direction};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Grid;
use crate::pages::files::list::columns::{column_class, column_label};
use crate::state::selection::SelectionAction;
use crate::ui::{Icon, IconName};

/// The row of column heads. By keyboard it is above the first row: the arrow keys lead to it and through it.
#[component]
pub(super) fn Head(grid: Grid) -> impl IntoView {
    let head =
        |(at, column): (usize, Column)| view! { <ColumnHead grid=grid column=column at=at + 1 /> };
    let key_pressed = move |event: KeyboardEvent| {
        let here = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let heads = heads(grid);
        let at = heads.iter().position(|head| head.is_same_node(here.as_deref()));
        let to = match (&*event.key(), at) {
            ("ArrowLeft", Some(at)) => at.checked_sub(1),
            ("ArrowRight", Some(at)) => Some(at + 1),
            ("Home", _) => Some(0),
            ("End", _) => heads.len().checked_sub(1),
            ("ArrowDown", _) => {
                grid.list.focus();
                None
            }
            // These press the button, and lead to no row.
            ("Enter" | " ", _) => return event.stop_propagation(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(head) = to.and_then(|to| heads.get(to)) {
            // Fails only where nothing can have the focus.
            let _ = head.focus();
        }
    };
    view! {
        <div node_ref=grid.head class="files-row files-head" role="row" aria-rowindex="1" on:keydown=key_pressed>
            {(0..).zip(Column::ALL).map(head).collect_view()}
        </div>
    }
}

#[component]
fn ColumnHead(grid: Grid, column: Column, at: usize) -> impl IntoView {
    let url = grid.url;
    let direction = Memo::new(move |_| {
        url.query.with(|query| (query.sort.column == column).then_some(query.sort.direction))
    });
    let aria_sort = move || {
        direction.get().map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let arrow = move || {
        let icon = match direction.get()? {
            Direction::Ascending => IconName::ArrowUp,
            Direction::Descending => IconName::ArrowDown,
        };
        Some(view! { <Icon name=icon /> })
    };
    let sort = move |_| url.change_query(|query| query.sort = query.sort.toggled(column));
    let check = (column == Column::Path).then(|| {
        let checked = move || grid.selection.select_all_state().checked();
        view! {
            <button
                type="button"
                class="file-check"
                role="checkbox"
                aria-checked=checked
                aria-label="Select all listed files"
                tabindex="-1"
                on:click=move |_| grid.selection.dispatch(SelectionAction::ToggleListed)
            ></button>
        }
    });
    view! {
        <div class=column_class(column) role="columnheader" aria-colindex=at.to_string() aria-sort=aria_sort>
            {check}
            <button type="button" tabindex="-1" on:click=sort>
                {column_label(column)}
                {arrow}
            </button>
        </div>
    }
}

/// Moves the focus to the head that the list is sorted by, or to the first one; says whether there is any to be seen.
pub(super) fn focus_sorted(grid: Grid) -> bool {
    let heads = heads(grid);
    // The last one, because what selects all is beside what sorts by path.
    let sorted = heads
        .iter()
        .rfind(|head| head.parent_element().is_some_and(|head| head.has_attribute("aria-sort")));
    sorted.or(heads.first()).is_some_and(|head| head.focus().is_ok())
}

/// The buttons of the columns that there is room for.
fn heads(grid: Grid) -> Vec<HtmlElement> {
    let Some(head) = grid.head.get_untracked() else { return Vec::new() };
    let cells = head.children();
    let mut heads = Vec::new();
    for at in 0..cells.length() {
        let mut next = cells.item(at).and_then(|cell| cell.first_element_child());
        while let Some(child) = next {
            next = child.next_element_sibling();
            if let Ok(button) = child.dyn_into::<HtmlElement>()
                && button.offset_width() > 0
            {
                heads.push(button);
            }
        }
    }
    heads
}
