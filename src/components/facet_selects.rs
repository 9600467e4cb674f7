//! Selects that narrow files to a category and a type: the values that occur, each with its count.

use leptos::prelude::*;
use project_files::listing::{Facet, ListQuery, Listing};

use crate::format;
use crate::state::files_store::FilesStore;
use crate::ui::plain_name;

/// The selects named "Category" and "Type".
#[component]
pub fn FacetSelects(
    files: FilesStore,
    /// The filters that are set.
    #[prop(into)]
    chosen: Signal<ListQuery>,
    /// The filters that values are counted for. They may lag behind `chosen` where counting would delay typing.
    #[prop(into)]
    counted: Signal<ListQuery>,
    on_category: Callback<Option<String>>,
    on_type: Callback<Option<String>>,
) -> impl IntoView {
    let facets = move |count: fn(&Listing, &ListQuery) -> Vec<Facet>| {
        Memo::new(move |_| {
            let facets = files.with(|listing| counted.with(|query| Some(count(listing, query))));
            facets.unwrap_or_default()
        })
    };
    view! {
        <FacetSelect
            label="Category"
            any="Any category"
            facets=facets(Listing::categories)
            files=files
            chosen=Memo::new(move |_| chosen.with(|query| query.category.clone()))
            on_choose=on_category
        />
        <FacetSelect
            label="Type"
            any="Any type"
            facets=facets(Listing::types)
            files=files
            chosen=Memo::new(move |_| chosen.with(|query| query.file_type.clone()))
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
    chosen: Memo<Option<String>>,
    on_choose: Callback<Option<String>>,
) -> impl IntoView {
    // Until all files are loaded, a count of zero means nothing.
    let complete = Memo::new(move |_| files.is_complete());
    let options = move || {
        let chosen = chosen.get();
        let complete = complete.get();
        let mut options = facets.get();
        // The chosen value stays visible even if no file has it.
        if let Some(chosen) = &chosen
            && !options.iter().any(|option| option.value == *chosen)
        {
            options.push(Facet { value: chosen.clone(), count: 0 });
        }
        let option = |option: Facet| {
            let selected = chosen.as_ref() == Some(&option.value);
            let label = if option.count == 0 && !complete {
                plain_name(&option.value).into_owned()
            } else {
                format!("{} ({})", plain_name(&option.value), format::count(option.count))
            };
            view! { <option value=option.value prop:selected=selected>{label}</option> }
        };
        options.into_iter().map(option).collect_view()
    };
    view! {
        <select
            aria-label=label
            class:on=move || chosen.with(Option::is_some)
            on:focus=move |_| files.ensure_all()
            on:change=move |event| {
                let value = event_target_value(&event);
                on_choose.run(Some(value).filter(|value| !value.is_empty()));
            }
        >
            <option value="" prop:selected=move || chosen.with(Option::is_none)>{any}</option>
            {options}
        </select>
    }
}
