//! Writing a new file.

use std::rc::Rc;

use leptos::ev::{ClipboardEvent, SubmitEvent};
use leptos::prelude::*;
use project_files::new_files::{Candidate, path_in_project, with_line_ends_of};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::form::{Form, Step};
use super::source::Source;
use crate::ui::{Field, FieldKind};

const PATH: &str = "original_path";

/// Focuses the path: a browser heeds `autofocus` only in a dialog that opens.
fn focus_path() {
    request_animation_frame(|| {
        let field = document().query_selector(&format!("dialog input[name={PATH}]"));
        // The selector is well-formed, and `focus` fails only for an element that cannot have it.
        if let Ok(Some(field)) = field
            && let Ok(field) = field.dyn_into::<HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}

/// A form for a path and a text, which is sent as it was typed or pasted.
#[component]
pub(super) fn WriteFile(form: Form) -> impl IntoView {
    let (path, text) = (form.written_path, form.written_text);
    let attempted = RwSignal::new(false);
    focus_path();
    let error = Signal::derive(move || {
        let is_missing =
            attempted.get() && path.with(|path| path_in_project(path.trim()).is_empty());
        is_missing.then(|| "Required".to_owned())
    });
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        let path_in_project = path_in_project(path.get_untracked().trim());
        if path_in_project.is_empty() {
            return;
        }
        let text = text.try_update(std::mem::take).unwrap_or_default();
        let candidate =
            Candidate { path: path_in_project, size: text.len() as u64, is_wanted: true };
        form.add_text((candidate, Source::Text(Rc::from(text))));
        path.set(String::new());
        form.step.set(Step::Review);
    };
    let typed = move |event| {
        let typed = event_target_value(&event);
        text.update(|text| *text = with_line_ends_of(text, &typed));
    };
    // A text area takes the line ends out of what is pasted. As long as it is empty, this keeps them.
    let pasted = move |event: ClipboardEvent| {
        let data = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(data) = data.filter(|_| text.with_untracked(String::is_empty)) {
            event.prevent_default();
            text.set(data);
        }
    };
    view! {
        <form class="form" novalidate on:submit=take>
            <Field
                label="Path"
                name=PATH
                kind=FieldKind::Text
                value=path
                error=error
                hint="For example /docs/notes.md"
            />
            <div class="field">
                <label for="add-text">"Text"</label>
                <textarea
                    id="add-text"
                    class="code"
                    rows="14"
                    spellcheck="false"
                    prop:value=text
                    on:input=typed
                    on:paste=pasted
                ></textarea>
            </div>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| form.step.set(Step::Review)>
                    "Back"
                </button>
                <button type="submit" class="button primary">
                    "Continue"
                </button>
            </div>
        </form>
    }
}
