//! The way on after a part of the app could not be loaded.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ServerVersion, server_version};
use crate::ui::{Icon, IconName};

/// "Try again", which also happens when the network returns; or "Reload" if that cannot help.
#[component]
pub fn RetryPart(
    /// The action of "Try again".
    retry: Callback<()>,
    /// The same server would answer in vain: the browser asks it no more.
    #[prop(optional)]
    is_given_up: bool,
) -> impl IntoView {
    let needs_reload = RwSignal::new(false);
    spawn_local(async move {
        // After an update of the app its parts have other names.
        if server_version().await.is_some_and(|it| is_given_up || it == ServerVersion::Other) {
            // The user may have left the page.
            needs_reload.try_set(true);
        }
    });
    let online = window_event_listener(ev::online, move |_| retry.run(()));
    on_cleanup(move || online.remove());
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
