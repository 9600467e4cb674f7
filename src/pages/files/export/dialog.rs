//! The dialog that exports the listed files, and that shows the progress of every export.

use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;

use super::actions::Actions;
use super::exporter::Exporter;
use super::source::{ExportScope, ExportSource};
use crate::format;
use crate::ui::Dialog;

#[component]
pub(super) fn ExportDialog(
    source: ExportSource,
    exporter: Exporter,
    busy: Memo<bool>,
    listing: RwSignal<bool>,
) -> impl IntoView {
    let close = move || {
        if busy.get_untracked() {
            exporter.cancel();
        } else {
            listing.set(false);
        }
    };
    let content = move || {
        if busy.get() {
            Either::Left(view! { <Working exporter=exporter /> })
        } else {
            Either::Right(view! { <Listed source=source exporter=exporter on_close=close /> })
        }
    };
    view! {
        <Dialog title="Export" on_close=close>
            {content}
        </Dialog>
    }
}

#[component]
fn Listed(
    source: ExportSource,
    exporter: Exporter,
    on_close: impl Fn() + 'static,
) -> impl IntoView {
    let scope = move || {
        if source.query.with(|query| query.is_unfiltered()) {
            "All files of the project:"
        } else {
            "The files that match the filter:"
        }
    };
    view! {
        <p class="dialog-text">{scope}</p>
        <div class="export-listed">
            <Actions source=source scope=ExportScope::Listed exporter=exporter />
        </div>
        <p class="dialog-text">
            "The .zip keeps the folders of the project. Markdown is one text with the path and content of each file, for a model to read. The number of tokens is an estimate."
        </p>
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| on_close()>
                "Close"
            </button>
        </div>
    }
}

#[component]
fn Working(exporter: Exporter) -> impl IntoView {
    let cancel = NodeRef::<html::Button>::new();
    Effect::new(move || {
        // The button that had the focus is gone.
        if let Some(cancel) = cancel.get() {
            // Fails only where nothing can have the focus.
            let _ = cancel.focus();
        }
    });
    let progress = move || exporter.progress.get();
    let words = move || {
        progress().map(|it| format!("{} of {}", format::bytes(it.done), format::bytes(it.total)))
    };
    let done = move || progress().map(|it| it.done.to_string());
    let of = move || progress().map(|it| it.total.max(1).to_string());
    view! {
        <p class="dialog-text">{words}</p>
        <progress class="export-progress" aria-label="Packing" max=of value=done></progress>
        <div class="form-actions">
            <button type="button" class="button" node_ref=cancel on:click=move |_| exporter.cancel()>
                "Cancel"
            </button>
        </div>
    }
}
