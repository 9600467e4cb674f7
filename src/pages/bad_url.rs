//! A URL that names no page.

use leptos::prelude::*;

use crate::ui::{Icon, IconName, PageHeading};
use routes::BadUrl;

/// Explains why the URL is wrong, and links to the nearest page that exists.
#[component]
pub fn BadUrlPage(bad: BadUrl) -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1">
            <section class="notice">
                <Icon name=IconName::Alert />
                <PageHeading title="Page not found" />
                <p>{bad.to_string()}</p>
                <div class="notice-actions">
                    <a class="button" href=bad.way_back.to_string()>
                        "Go back to safety"
                    </a>
                </div>
            </section>
        </main>
    }
}
