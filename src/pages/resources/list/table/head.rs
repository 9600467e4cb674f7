//! The column heads, which sort.

use leptos::prelude::*;
use project_files::listing::Direction;

use super::rows::Column;
use crate::pages::resources::list::url::ListUrl;
use crate::ui::{Icon, IconName};

/// The head of a column.
#[component]
pub fn ColumnHead(
    url: ListUrl,
    index: usize,
    column: &'static Column,
    /// Stands before the name.
    check: Option<AnyView>,
) -> impl IntoView {
    let direction = Memo::new(move |_| {
        url.sort.get().filter(|sort| sort.column == index).map(|sort| sort.direction)
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
    view! {
        <th role="columnheader" scope="col" class=column.class aria-sort=aria_sort>
            {check}
            <button type="button" class="sort" on:click=move |_| url.sort_by(index)>
                {column.label}
                {arrow}
            </button>
        </th>
    }
}
