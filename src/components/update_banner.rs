//! The banner for a new version of the app.

use leptos::prelude::*;

use crate::components::ReloadButton;
use crate::state::app_update::AppUpdate;

/// A line below the header when the server has a new version. Nothing is reloaded unasked.
#[component]
pub fn UpdateBanner() -> impl IntoView {
    let update = AppUpdate::expect();
    let banner = || {
        view! {
            <p class="banner">
                "There is a new version of Neptun." <ReloadButton label="Reload to update" />
            </p>
        }
    };
    view! { <div role="status">{move || update.is_there().then(banner)}</div> }
}
