//! The progress of loading a project's files.

use std::time::Duration;

use leptos::prelude::*;

use crate::format;
use crate::state::files_store::FilesStore;

/// The progress is shown if loading takes longer than this.
const NOT_INSTANT: Duration = Duration::from_millis(400);

/// After a moment: the bytes that have arrived, and "Cancel". Once loading is cancelled: a way to go on. Once it is complete: how
/// many files are missing because they could not be read.
#[component]
pub fn LoadingFiles(files: FilesStore) -> impl IntoView {
    let slow = RwSignal::new(false);
    let pending = Memo::new(move |_| files.is_pending());
    Effect::new(move || {
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
    let stopped =
        Memo::new(move |_| files.is_partial() && !pending.get() && files.error().is_none());
    let skipped = Memo::new(move |_| files.skipped());
    let is_slow = Memo::new(move |_| pending.get() && slow.get());
    view! {
        <Show when=move || is_slow.get()>
            <span class="loading-files">
                <span class="spinner" aria-hidden="true"></span>
                <span class="muted count" translate="no">{move || format::bytes(files.received.get() as usize)}</span>
                <button type="button" class="button" on:click=move |_| files.stop()>
                    "Cancel"
                </button>
            </span>
        </Show>
        <Show when=move || stopped.get()>
            <LoadingStopped files=files />
        </Show>
        <Show when=move || skipped.get() != 0>
            <span class="muted" role="status" translate="no">
                {move || format!("{} could not be read", format::counted(skipped.get(), "file", "files"))}
            </span>
        </Show>
    }
}

/// Says that only a part of the files is loaded, and offers the rest.
#[component]
pub fn LoadingStopped(files: FilesStore) -> impl IntoView {
    view! {
        <span class="loading-files">
            <span class="muted">"Loading was stopped."</span>
            <button type="button" class="button" on:click=move |_| files.load_all()>
                "Load all files"
            </button>
        </span>
    }
}
