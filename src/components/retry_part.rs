//! The way on after a part of the app could not be loaded.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::is_outdated;
use crate::ui::{Icon, IconName};

/// "Try again", or "Reload" if the app has been updated since the page was opened: then its parts have other names.
#[component]
pub fn RetryPart(
    /// The action of "Try again".
    retry: Callback<()>,
) -> impl IntoView {
    let needs_reload = RwSignal::new(false);
    spawn_local(async move {
        if is_outdated().await {
            // The user may have left the page.
            needs_reload.try_set(true);
        }
    });
    let try_again = move || {
        view! {
            <button type="button" class="button" on:click=move |_| retry.run(())>
                <Icon name=IconName::Retry />
                "Try again"
            </button>
        }
    };
    view! {
        <Show when=move || needs_reload.get() fallback=try_again>
            <ReloadButton />
        </Show>
    }
}

/// Reloads the page.
#[component]
pub fn ReloadButton(
    /// Its text.
    #[prop(default = "Reload")]
    label: &'static str,
) -> impl IntoView {
    let reload = |_| {
        // Fails only in a page that is about to go.
        let _ = window().location().reload();
    };
    view! {
        <button type="button" class="button" on:click=reload>
            <Icon name=IconName::Retry />
            {label}
        </button>
    }
}
