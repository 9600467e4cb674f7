//! The values that the files of the project have already, which the fields for new values offer.

use leptos::prelude::*;
use project_files::languages;
use project_files::listing::{Facet, ListQuery, Listing};

use crate::state::files_store::FilesStore;

/// The id of the list of categories.
pub(super) const CATEGORIES: &str = "known-categories";
/// The id of the list of types.
pub(super) const TYPES: &str = "known-types";
/// The id of the list of languages.
pub(super) const LANGUAGES: &str = "known-languages";

/// The lists, which inputs refer to by their ids.
#[component]
pub(super) fn KnownValues(files: FilesStore) -> impl IntoView {
    let list = move |id: &'static str, values: fn(&Listing, &ListQuery) -> Vec<Facet>| {
        let options = move || {
            let facets = files.with(|listing| Some(values(listing, &ListQuery::default())));
            let facets = facets.unwrap_or_default().into_iter();
            facets.map(|facet| view! { <option value=facet.value></option> }).collect_view()
        };
        view! { <datalist id=id>{options}</datalist> }
    };
    view! {
        {list(CATEGORIES, Listing::categories)}
        {list(TYPES, Listing::types)}
        <datalist id=LANGUAGES>
            {languages().map(|language| view! { <option value=language></option> }).collect_view()}
        </datalist>
    }
}
