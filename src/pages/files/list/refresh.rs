//! The button that asks the server for changes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::files_store::FilesStore;
use crate::ui::{Icon, IconName, Toasts};

/// Loads the list again if it has changed. It stays on screen meanwhile.
#[component]
pub fn RefreshButton(files: FilesStore) -> impl IntoView {
    let toasts = Toasts::expect();
    let is_refreshing = RwSignal::new(false);
    let refresh = move |_| {
        if is_refreshing.get_untracked() {
            return;
        }
        is_refreshing.set(true);
        spawn_local(async move {
            if files.refresh().await {
                toasts.success("Files are up to date");
            }
            is_refreshing.try_set(false);
        });
    };
    view! {
        <button
            type="button"
            class="button quiet icon-only"
            class:busy=move || is_refreshing.get()
            aria-label="Refresh"
            title="Refresh"
            class:unseen=move || !files.is_complete()
            on:click=refresh
        >
            <Icon name=IconName::Retry />
        </button>
    }
}
