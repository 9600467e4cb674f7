//! What one can take files along as, with how much that is.

use dom_view::{View, view};
use leptos::prelude::*;

use super::chosen::{Availability, Source, Which};
use super::packer::{Form, Packer, Trouble};
use super::totals::totals;
use crate::format;
use crate::reactive::memo;
use crate::ui::{Icon, IconName};

/// What is more than this is saved instead of copied, in bytes. It is made within the click, before anything else is done; and what it
/// is pasted into stalls on much less.
const COPY_AT_MOST: usize = 2_000_000;

/// The files of a set in numbers, and buttons that take them.
#[component]
pub(super) fn Actions(source: Source, which: Which, packer: Packer) -> View {
    let totals = totals(source, which);
    let availability = memo(move || source.availability(which));
    let text = move || match availability.get() {
        Availability::Ready => totals.get().unwrap_or_default().words(),
        Availability::Waiting => {
            let received = format::bytes(source.files.received.get() as usize);
            format!("Waiting for the rest of the files, {received} so far")
        }
        Availability::Stopped => "Not all files are here: loading was stopped.".to_owned(),
    };
    let is_large =
        memo(move || totals.with(|totals| totals.is_some_and(|it| it.bytes > COPY_AT_MOST)));
    let trouble = memo(move || {
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
    let note = move || {
        let most = format::bytes(COPY_AT_MOST);
        is_large.get().then(|| view! { <p class="muted">{format!("More than {most} is downloaded instead of copied.")}</p> })
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
    let markdown = memo(move || !is_large.get() && trouble.get() != Some(Trouble::NoClipboard));
    let markdown = move || match markdown.get() {
        true => button(Form::Copy, IconName::Copy, "Copy as Markdown"),
        false => button(Form::Markdown, IconName::Download, "Download as Markdown"),
    };
    let load_rest = move || {
        (availability.get() == Availability::Stopped).then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| source.files.load_all()>
                    "Load all files"
                </button>
            }
        })
    };
    view! {
        <p class="taking-totals">{text}</p>
        {note}
        <p role="alert" class="taking-trouble">{problem}</p>
        <div class="taking-actions">
            {button(Form::Zip, IconName::Download, "Download as .zip")}
            {markdown}
            {load_rest}
        </div>
    }
}
