//! What narrows the list: a text, a category, a type. And its order, for a list that is too narrow for column heads.

use std::time::Duration;

use dom_view::ev::value_of;
use dom_view::{View, view};
use leptos::prelude::*;
use project_files::{Facet, Query};

use super::file_columns::{all_sorts, sort_label};
use crate::files_place::FilesPlace;
use crate::files_store::LoadedFiles;
use crate::format;
use crate::project_data::ProjectData;
use crate::reactive::{callback, derived, memo, settled};

/// How long filters have to stay as they are before their counts are worked out.
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
    let (query, files) = (place.query, data.files);
    // Nobody reads the counts while typing, and counting must not keep the rows waiting.
    let counted = settled(query, COUNT_AFTER);
    let facets = move |count: fn(&LoadedFiles, &Query) -> Vec<Facet>| {
        memo(move || {
            files.load.value().with(|loaded| {
                counted.with(|query| {
                    loaded.as_ref().map(|loaded| count(loaded, query)).unwrap_or_default()
                })
            })
        })
    };
    let categories = facets(|loaded, query| loaded.files.categories(query));
    let types = facets(|loaded, query| loaded.files.types(query));
    // Only then are the values, and their counts, all there are.
    let complete = derived(move || data.files_count().is_some());
    let is_filtered = memo(move || query.with(|query| !query.is_unfiltered()));
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
            <FacetSelect
                label="Category"
                any="Any category"
                facets=categories
                complete=complete
                chosen=derived(move || query.with(|query| query.category.clone()))
                on_open=callback(move |()| files.ensure_all())
                on_choose=callback(move |value| place.change_query(|query| query.category = value))
            />
            <FacetSelect
                label="Type"
                any="Any type"
                facets=types
                complete=complete
                chosen=derived(move || query.with(|query| query.file_type.clone()))
                on_open=callback(move |()| files.ensure_all())
                on_choose=callback(move |value| place.change_query(|query| query.file_type = value))
            />
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

/// The values that occur, each with how often it does.
#[component]
pub fn FacetSelect(
    label: &'static str,
    any: &'static str,
    facets: Memo<Vec<Facet>>,
    complete: Signal<bool>,
    chosen: Signal<Option<String>>,
    on_open: Callback<()>,
    on_choose: Callback<Option<String>>,
) -> View {
    let options = move || {
        let chosen = chosen.get();
        let mut options = facets.get();
        // What is chosen stays to be seen even if no file has it.
        if let Some(chosen) = &chosen
            && !options.iter().any(|option| option.value == *chosen)
        {
            options.push(Facet { value: chosen.clone(), count: 0 });
        }
        let complete = complete.get();
        let option = |option: Facet| {
            let selected = chosen.as_ref() == Some(&option.value);
            let label = match option.count == 0 && !complete {
                true => option.value.clone(),
                false => format!("{} ({})", option.value, format::count(option.count)),
            };
            view! { <option value=option.value prop:selected=selected>{label}</option> }
        };
        options.into_iter().map(option).collect::<View>()
    };
    view! {
        <select
            aria-label=label
            class:on=move || chosen.with(Option::is_some)
            on:focus=move |_| on_open.run(())
            on:change=move |event| {
                let value = value_of(&event);
                on_choose.run(Some(value).filter(|value| !value.is_empty()));
            }
        >
            <option value="" prop:selected=move || chosen.with(Option::is_none)>{any}</option>
            {options}
        </select>
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
