//! Under construction in this very commit series.
use leptos::prelude::*;
/// Placeholder.
#[component]
pub fn FilesPage() -> impl IntoView {
    view! { <main id="main"></main> }
}
