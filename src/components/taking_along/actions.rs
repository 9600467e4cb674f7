//! The export buttons, with the size of the export.

use leptos::prelude::*;

use super::chosen::{Availability, Source, Which};
use super::packer::{Form, Packer, Trouble};
use super::totals::totals;
use crate::format;
use crate::ui::{Icon, IconName};

/// A larger text is downloaded instead of copied: it is made synchronously, within the click, and programs stall on pasting much less.
const MAX_COPY_BYTES: usize = 2_000_000;

/// The size of a set of files, and buttons that export them.
#[component]
pub(super) fn Actions(source: Source, which: Which, packer: Packer) -> impl IntoView {
    let totals = totals(source, which);
    let availability = Memo::new(move |_| source.availability(which));
    let text = move || match availability.get() {
        Availability::Ready => totals.get().unwrap_or_default().words(),
        Availability::Waiting => {
            let received = format::bytes(source.files.received.get() as usize);
            format!("Waiting for the rest of the files, {received} so far")
        }
        Availability::Stopped => "Not all files are here: loading was stopped.".to_owned(),
    };
    let is_large = Memo::new(move |_| {
        totals.with(|totals| totals.is_some_and(|it| it.bytes > MAX_COPY_BYTES))
    });
    let trouble = Memo::new(move |_| {
        packer.trouble.with(|trouble| {
            trouble.as_ref().filter(|(with, _)| *with == which).map(|(_, trouble)| trouble.clone())
        })
    });
    let problem = move || match trouble.get()? {
        Trouble::NoClipboard => {
            Some("Your browser did not allow copying. You can download it instead.")
        }
        Trouble::Other(text) => Some(text),
    };
    let button = move |form: Form, icon: IconName, label: &'static str| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || availability.get() != Availability::Ready
                on:click=move |_| packer.start(which, form)
            >
                <Icon name=icon />
                {label}
            </button>
        }
    };
    let can_copy =
        Memo::new(move |_| !is_large.get() && trouble.get() != Some(Trouble::NoClipboard));
    let markdown = move || {
        if can_copy.get() {
            button(Form::Copy, IconName::Copy, "Copy as Markdown")
        } else {
            button(Form::Markdown, IconName::Download, "Download as Markdown")
        }
    };
    view! {
        <p class="taking-totals">{text}</p>
        <Show when=move || is_large.get()>
            <p class="muted">
                {format!(
                    "More than {} is downloaded instead of copied.",
                    format::bytes(MAX_COPY_BYTES),
                )}
            </p>
        </Show>
        <p role="alert" class="taking-trouble">{problem}</p>
        <div class="taking-actions">
            {button(Form::Zip, IconName::Download, "Download as .zip")}
            {markdown}
            <Show when=move || availability.get() == Availability::Stopped>
                <button type="button" class="button" on:click=move |_| source.files.load_all()>
                    "Load all files"
                </button>
            </Show>
        </div>
    }
}
