//! What narrows the list: a text, a category, a type. And its order, for a list that is too narrow for column heads.

use std::time::Duration;

use dom_view::ev::value_of;
use dom_view::{View, view};
use leptos::prelude::*;

use super::file_columns::{all_sorts, sort_label};
use super::{FacetSelects, Note};
use crate::chunks;
use crate::files_place::FilesPlace;
use crate::project_data::ProjectData;
use crate::reactive::{callback, memo, settled};

/// How long filters have to stay as they are before their counts are worked out: nobody reads them while typing, and counting
/// must not keep the rows waiting.
const COUNT_AFTER: Duration = Duration::from_millis(400);

/// Narrows the list. Everything is kept in the URL.
#[component]
pub fn FileFilters(
    place: FilesPlace,
    data: ProjectData,
    /// Whether to offer to clear the filters. Not where something else offers it already.
    #[prop(into)]
    clearable: Signal<bool>,
) -> View {
    let query = place.query;
    let settled = settled(query, COUNT_AFTER);
    let counted = memo(move || settled.get());
    let is_filtered = memo(move || query.with(|query| !query.is_unfiltered()));
    let has_others =
        memo(move || query.with(|query| query.language.is_some() || query.created.is_some()));
    view! {
        <div class="file-filters">
            <input
                type="search"
                aria-label="Filter files"
                placeholder="Filter files"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.with(|query| query.text.clone())
                on:input=move |event| place.type_text(value_of(&event))
            />
            <FacetSelects
                files=data.files
                chosen=query
                counted=counted
                on_category=callback(move |value| place.change_query(|query| query.category = value))
                on_type=callback(move |value| place.change_query(|query| query.file_type = value))
            />
            {move || has_others.get().then(|| chunks::list_note(Note::Filters, place))}
            {move || (is_filtered.get() && clearable.get()).then(|| view! { <ClearFilters place=place /> })}
        </div>
    }
}

/// Takes every filter away; the order stays.
#[component]
pub fn ClearFilters(place: FilesPlace) -> View {
    let clear = move |_| place.change_query(|query| *query = query.unfiltered());
    view! {
        <button type="button" class="button" on:click=clear>
            "Clear filters"
        </button>
    }
}

/// The order, where there are no column heads to click on.
#[component]
pub fn SortSelect(place: FilesPlace) -> View {
    let options = all_sorts()
        .map(|sort| {
            let selected = move || place.query.with(|query| query.sort == sort);
            view! { <option value=sort.to_string() prop:selected=selected>{sort_label(sort)}</option> }
        })
        .collect::<View>();
    view! {
        <select
            aria-label="Sort"
            class="sort-select"
            on:change=move |event| {
                if let Ok(sort) = value_of(&event).parse() {
                    place.change_query(|query| query.sort = sort);
                }
            }
        >
            {options}
        </select>
    }
}
