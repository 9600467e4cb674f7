//! The filters of the list: a text, a category, a type. And its sort order, for a list that is too narrow for column heads.

use leptos::prelude::*;
use leptos_use_signal_debounce_throttle::signal_debounced;

use super::columns::{all_sorts, sort_label};
use super::empty::FilterChips;
use crate::components::FacetSelects;
use crate::state::files_url::FilesUrl;
use crate::state::project::ProjectData;

/// Facets are counted once the filters have not changed for this long: nobody reads the counts while typing, and counting
/// must not delay the rows.
const COUNT_DEBOUNCE_MS: f64 = 400.0;

/// Narrows the list. The filters are kept in the URL.
#[component]
pub fn FileFilters(
    url: FilesUrl,
    data: ProjectData,
    /// Offers to clear the filters, where nothing else does.
    #[prop(into)]
    clearable: Signal<bool>,
) -> impl IntoView {
    let query = url.query;
    view! {
        <div class="file-filters">
            <input
                type="search"
                aria-label="Filter files"
                placeholder="Filter files"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.with(|query| query.text.clone())
                on:input=move |event| url.type_text(event_target_value(&event))
            />
            <FacetSelects
                files=data.files
                chosen=query
                counted=signal_debounced(query, COUNT_DEBOUNCE_MS)
                on_category=Callback::new(move |value| {
                    url.change_query(|query| query.category = value);
                })
                on_type=Callback::new(move |value| {
                    url.change_query(|query| query.file_type = value);
                })
            />
            <Show when=move || {
                query.with(|query| query.language.is_some() || query.created.is_some())
            }><FilterChips url=url /></Show>
            <Show when=move || clearable.get() && query.with(|query| !query.is_unfiltered())>
                <ClearFilters url=url />
            </Show>
        </div>
    }
}

/// Removes every filter; the sort order stays.
#[component]
pub fn ClearFilters(url: FilesUrl) -> impl IntoView {
    let clear = move |_| url.change_query(|query| *query = query.unfiltered());
    view! {
        <button type="button" class="button" on:click=clear>
            "Clear filters"
        </button>
    }
}

/// The sort order, where there are no column heads to click on.
#[component]
pub fn SortSelect(url: FilesUrl) -> impl IntoView {
    let options = all_sorts()
        .map(|sort| {
            let selected = move || url.query.with(|query| query.sort == sort);
            view! { <option value=sort.to_string() prop:selected=selected>{sort_label(sort)}</option> }
        })
        .collect_view();
    view! {
        <select
            aria-label="Sort"
            class="sort-select"
            on:change=move |event| {
                if let Ok(sort) = event_target_value(&event).parse() {
                    url.change_query(|query| query.sort = sort);
                }
            }
        >
            {options}
        </select>
    }
}
