//! Grey shapes in the place of content that is being loaded, so that nothing jumps when it arrives.

use leptos::prelude::*;

/// Rows of a list or table.
#[component]
pub fn RowsSkeleton(#[prop(default = 8)] rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton-rows" role="status" aria-label="Loading">
            {(0..rows).map(|_| view! { <div class="skeleton"></div> }).collect_view()}
        </div>
    }
}

/// A list that fills what is left of the page.
#[component]
pub fn ListSkeleton() -> impl IntoView {
    view! {
        <div class="list-skeleton">
            <RowsSkeleton rows=16 />
        </div>
    }
}

/// A whole page.
#[component]
pub fn PageSkeleton() -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1" aria-busy="true">
            <div class="skeleton heading"></div>
            <RowsSkeleton />
        </main>
    }
}

/// The viewer while the file is loading.
#[component]
pub fn FileViewerSkeleton() -> impl IntoView {
    view! {
        <section class="viewer" aria-label="Opening the file" aria-busy="true">
            <div class="viewer-loading">
                <div class="skeleton heading"></div>
                <RowsSkeleton rows=14 />
            </div>
        </section>
    }
}
