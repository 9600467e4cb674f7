//! What narrows files to a category and a type: the values that occur, each with how often it does.

use dom_view::ev::value_of;
use dom_view::{View, view};
use leptos::prelude::*;
use project_files::{Facet, Query};

use crate::files_store::{FilesStore, LoadedFiles};
use crate::format;
use crate::reactive::{derived, memo};

/// The selects named "Category" and "Type".
#[component]
pub fn FacetSelects(
    files: FilesStore,
    /// What is chosen.
    chosen: Memo<Query>,
    /// What the values are counted for: it may follow later, where counting would be in the way.
    counted: Memo<Query>,
    on_category: Callback<Option<String>>,
    on_type: Callback<Option<String>>,
) -> View {
    let facets = move |count: fn(&LoadedFiles, &Query) -> Vec<Facet>| {
        memo(move || {
            files.load.value().with(|loaded| {
                counted.with(|query| {
                    loaded.as_ref().map(|loaded| count(loaded, query)).unwrap_or_default()
                })
            })
        })
    };
    view! {
        <FacetSelect
            label="Category"
            any="Any category"
            facets=facets(|loaded, query| loaded.files.categories(query))
            files=files
            chosen=derived(move || chosen.with(|query| query.category.clone()))
            on_choose=on_category
        />
        <FacetSelect
            label="Type"
            any="Any type"
            facets=facets(|loaded, query| loaded.files.types(query))
            files=files
            chosen=derived(move || chosen.with(|query| query.file_type.clone()))
            on_choose=on_type
        />
    }
}

#[component]
fn FacetSelect(
    label: &'static str,
    any: &'static str,
    facets: Memo<Vec<Facet>>,
    files: FilesStore,
    chosen: Signal<Option<String>>,
    on_choose: Callback<Option<String>>,
) -> View {
    // Only then are the values, and their counts, all there are.
    let complete = derived(move || {
        files.load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::are_all))
    });
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
            on:focus=move |_| files.ensure_all()
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
