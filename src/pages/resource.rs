//! Under construction in this very commit series.
use leptos::prelude::*;
/// Placeholder.
#[component]
pub fn ResourcePage(
    resource_type: neptun_api::ResourceType,
    id: neptun_api::ResourceId,
) -> impl IntoView {
    view! { <main id="main"></main> }
}
