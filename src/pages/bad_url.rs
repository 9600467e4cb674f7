//! A URL that names no page.

use dom_view::{View, view};
use leptos::prelude::*;

use crate::ui::{Icon, IconName, PageHeading};
use crate::urls::BadUrl;

/// Says what is wrong with the URL, and leads to the nearest page that exists.
#[component]
pub fn BadUrlPage(bad: BadUrl) -> View {
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
