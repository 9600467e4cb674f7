//! Under construction in this very commit series.
use leptos::prelude::*;
/// Placeholder.
#[component]
pub fn ResourcesPage(resource_type: neptun_api::ResourceType) -> impl IntoView {
    view! { <main id="main"></main> }
}
