//! A URL that names no page.

use leptos::prelude::*;
use routes::BadUrl;

use crate::ui::{Icon, IconName, PageHeading};

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
                    <a class="button" href=bad.nearest_page.to_string()>
                        "Back to all projects"
                    </a>
                </div>
            </section>
        </main>
    }
}
