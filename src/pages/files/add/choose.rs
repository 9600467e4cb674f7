//! Choosing, dropping and pasting files.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, Element};

use super::AddFiles;
use super::entries;
use super::form::{Form, Step};
use crate::ui::{Icon, IconName};

/// The buttons, with a description of the other ways as long as there are no files. Files and text are also taken from the clipboard.
#[component]
pub(super) fn Choose(form: Form, adding: AddFiles) -> impl IntoView {
    let paste = window_event_listener(ev::paste, move |event| paste(form, adding, &event));
    on_cleanup(move || paste.remove());
    let write = move |_| form.step.set(Step::Write);
    view! {
        <div class="add-choose" class:first=move || !form.has_files()>
            <div class="add-buttons">
                <FileButton form=form label="Choose files" icon=IconName::File is_folder=false />
                <FileButton form=form label="Choose a folder" icon=IconName::Tree is_folder=true />
                <button type="button" class="button" on:click=write>
                    <Icon name=IconName::UserFile />
                    "Write a new file"
                </button>
            </div>
            <p class="muted">
                "Or drop files, folders or a .zip, or paste files or text. Only text files can be added, up to 64 MB each."
            </p>
        </div>
        <p role="status" class="muted add-status">
            {move || form.is_collecting().then_some("Reading folders and archives…")}
        </p>
        <div role="alert">
            {move || {
                let problems = form.problems.get();
                problems
                    .into_iter()
                    .map(|problem| {
                        view! {
                            <div class="form-error">
                                <Icon name=IconName::Alert />
                                <p>{problem}</p>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// A button that opens the browser's dialog for files or for a folder.
#[component]
fn FileButton(form: Form, label: &'static str, icon: IconName, is_folder: bool) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            input.set_webkitdirectory(is_folder);
        }
    });
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            form.add_chosen(entries::files_of(&files));
        }
        // Otherwise the same files could not be chosen a second time.
        input.set_value("");
    };
    view! {
        <button type="button" class="button" on:click=open>
            <Icon name=icon />
            {label}
        </button>
        <input
            type="file"
            hidden=true
            multiple=true
            node_ref=input
            on:change=chosen
        />
    }
}

/// Takes files or a text from the clipboard, unless they are pasted into a field.
fn paste(form: Form, adding: AddFiles, event: &ClipboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_field =
        target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"));
    let Some(transfer) = event.clipboard_data().filter(|_| !is_field) else { return };
    if transfer.types().includes(&JsValue::from("Files"), 0) {
        event.prevent_default();
        adding.take(&transfer);
    } else if let Ok(text) = transfer.get_data("text/plain")
        && !text.is_empty()
    {
        event.prevent_default();
        form.written_text.set(text);
        form.step.set(Step::Write);
    }
}
