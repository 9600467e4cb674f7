//! Writing a new file.

use std::rc::Rc;

use leptos::ev::{ClipboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use project_files::new_files::{Candidate, path_in_project, with_line_ends_of, with_pasted};
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
    let area = NodeRef::<html::Textarea>::new();
    // A text area would make every line end of what is pasted a \n.
    let pasted = move |event: ClipboardEvent| {
        let data = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        let (Some(data), Some(area)) = (data, area.get_untracked()) else { return };
        if !data.contains('\r') {
            return;
        }
        let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        let (start, end) = (place(area.selection_start()), place(area.selection_end()));
        let left = area.text_length() - end;
        event.prevent_default();
        text.update(|text| *text = with_pasted(text, start as usize..end as usize, &data));
        // The cursor goes behind it. The browser would leave it at the end.
        text.with_untracked(|text| area.set_value(text));
        let cursor = area.text_length() - left;
        // Fails only for inputs of other kinds.
        let _ = area.set_selection_range(cursor, cursor);
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
                    node_ref=area
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
