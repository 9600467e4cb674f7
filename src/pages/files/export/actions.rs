//! The export buttons, with the size of the export.

use leptos::prelude::*;

use super::exporter::{ExportFailure, ExportTarget, Exporter};
use super::source::{Availability, ExportScope, ExportSource};
use super::totals::totals;
use crate::format;
use crate::ui::{Icon, IconName, copy_error};

/// A larger text is downloaded instead of copied: programs stall on pasting much less.
const MAX_COPY_BYTES: usize = 2_000_000;

/// The size of a set of files, and buttons that export them.
#[component]
pub(super) fn Actions(
    source: ExportSource,
    scope: ExportScope,
    exporter: Exporter,
) -> impl IntoView {
    let totals = totals(source, scope);
    let availability = Memo::new(move |_| source.availability(scope));
    let text = move || match availability.get() {
        Availability::Ready => totals.get().unwrap_or_default().words(),
        Availability::Waiting => {
            let received = format::bytes(source.files.received.get() as usize);
            format!("Loading the remaining files… {received} so far")
        }
        Availability::Stopped => "Loading was stopped. Some files are missing.".to_owned(),
    };
    let is_large = Memo::new(move |_| {
        totals.with(|totals| totals.is_some_and(|it| it.bytes > MAX_COPY_BYTES))
    });
    let failure = Memo::new(move |_| {
        exporter.failure.with(|failure| {
            failure.as_ref().filter(|(with, _)| *with == scope).map(|(_, failure)| failure.clone())
        })
    });
    let problem = move || match failure.get()? {
        ExportFailure::NoClipboard => {
            Some(format!("{} You can download it instead.", copy_error()))
        }
        ExportFailure::Other(text) => Some(text),
    };
    let button = move |target: ExportTarget, icon: IconName, label: &'static str| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || availability.get() != Availability::Ready
                on:click=move |_| exporter.start(scope, target)
            >
                <Icon name=icon />
                {label}
            </button>
        }
    };
    let can_copy =
        Memo::new(move |_| !is_large.get() && failure.get() != Some(ExportFailure::NoClipboard));
    let markdown = move || {
        if can_copy.get() {
            button(ExportTarget::Clipboard, IconName::Copy, "Copy as Markdown")
        } else {
            button(ExportTarget::Markdown, IconName::Download, "Download as Markdown")
        }
    };
    view! {
        <p class="export-totals">{text}</p>
        <Show when=move || is_large.get()>
            <p class="muted">
                {format!(
                    "More than {} is downloaded instead of copied.",
                    format::bytes(MAX_COPY_BYTES),
                )}
            </p>
        </Show>
        <p role="alert" class="export-failure">{problem}</p>
        <div class="export-actions">
            {button(ExportTarget::Zip, IconName::Download, "Download as .zip")}
            {markdown}
            <Show when=move || availability.get() == Availability::Stopped>
                <button type="button" class="button" on:click=move |_| source.files.load_all()>
                    "Load all files"
                </button>
            </Show>
        </div>
    }
}
