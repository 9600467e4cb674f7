//! How the files of a project come.

use std::time::Duration;

use dom_view::{IntoView, View, view};
use leptos::prelude::*;

use crate::files_store::{FilesStore, LoadedFiles};
use crate::format;
use crate::reactive::{effect, memo, signal};

/// Loading that takes longer than this is worth a word.
const NOT_INSTANT: Duration = Duration::from_millis(400);

/// After a moment: how much has come, and a way to stop it. Once it is stopped, a way to go on.
#[component]
pub fn LoadingFiles(files: FilesStore) -> View {
    let load = files.load;
    let slow = signal(false);
    let pending = memo(move || load.is_pending());
    effect(move || {
        slow.set(false);
        if pending.get() {
            set_timeout(
                move || {
                    slow.try_set(true);
                },
                NOT_INSTANT,
            );
        }
    });
    let stopped = memo(move || {
        let incomplete =
            load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_cut));
        incomplete && !pending.get() && load.error().is_none()
    });
    let drawn = move || match (pending.get() && slow.get(), stopped.get()) {
        (true, _) => view! {
            <span class="loading-files">
                <span class="spinner" aria-hidden="true"></span>
                <span class="muted count">{move || format::bytes(files.received.get() as usize)}</span>
                <button type="button" class="button" on:click=move |_| files.cancel()>
                    "Cancel"
                </button>
            </span>
        },
        (false, true) => view! { <LoadingStopped files=files /> },
        (false, false) => View::Empty,
    };
    drawn.into_view()
}

/// Says that only a part has come, and offers the rest.
#[component]
pub fn LoadingStopped(files: FilesStore) -> View {
    view! {
        <span class="loading-files">
            <span class="muted">"Loading was stopped."</span>
            <button type="button" class="button" on:click=move |_| files.load_all()>
                "Load all files"
            </button>
        </span>
    }
}
