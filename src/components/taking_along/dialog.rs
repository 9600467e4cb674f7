//! The dialog that takes the listed files along, and that shows how it goes whichever files they are.

use dom_view::{View, view};
use leptos::html;
use leptos::prelude::*;

use super::actions::Actions;
use super::chosen::{Source, Which};
use super::packer::Packer;
use crate::format;
use crate::reactive::effect;
use crate::ui::Dialog;

/// The dialog.
#[component]
pub(super) fn TakingDialog(
    source: Source,
    packer: Packer,
    busy: Memo<bool>,
    listing: RwSignal<bool>,
) -> View {
    let close = move || match busy.get_untracked() {
        true => packer.cancel(),
        false => listing.set(false),
    };
    let content = move || match busy.get() {
        true => view! { <Working packer=packer /> },
        false => view! { <Listed source=source packer=packer close=close /> },
    };
    view! {
        <Dialog title="Take along" on_close=close>
            {content}
        </Dialog>
    }
}

/// What there is to take.
#[component]
fn Listed(source: Source, packer: Packer, close: impl Fn() + Copy + 'static) -> View {
    let which = move || match source.query.with(|query| query.is_unfiltered()) {
        true => "All files of the project:",
        false => "The files that match the filter:",
    };
    view! {
        <p class="dialog-text">{which}</p>
        <div class="taking-listed">
            <Actions source=source which=Which::Listed packer=packer />
        </div>
        <p class="dialog-text">
            "The .zip has the folders of the project. Markdown is one text with the path and the content of each file, for a model to read; how many tokens that is differs a little from model to model."
        </p>
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| close()>
                "Close"
            </button>
        </div>
    }
}

/// How it goes.
#[component]
fn Working(packer: Packer) -> View {
    let cancel = NodeRef::<html::Button>::new();
    effect(move || {
        // What had the focus before is gone.
        if let Some(cancel) = cancel.get() {
            let _ = cancel.focus();
        }
    });
    let progress = move || packer.progress.get();
    let words = move || {
        progress().map(|it| format!("{} of {}", format::bytes(it.done), format::bytes(it.of)))
    };
    let done = move || progress().map(|it| it.done.to_string());
    let of = move || progress().map(|it| it.of.max(1).to_string());
    view! {
        <p class="dialog-text">{words}</p>
        <progress class="taking-progress" aria-label="Packing" max=of value=done></progress>
        <div class="form-actions">
            <button type="button" class="button" node_ref=cancel on:click=move |_| packer.cancel()>
                "Cancel"
            </button>
        </div>
    }
}
