//! The form that creates a resource and links it.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use neptun_api::{Issue, ResourceType};
use wasm_bindgen::JsCast;

use super::draft::{Draft, DraftField};
use super::form::AddResourceForm;
use super::prefill::prefill;
use crate::components::{FormActions, FormError};
use crate::format;
use crate::ui::{Field, Icon, IconName, take_submit};

/// The documented fields of the type. The error of a field shows once the user has left it, or tried to send.
#[component]
pub fn CreateNew(
    form: AddResourceForm,
    draft: Draft,
    /// Opens the tab that links an existing resource.
    on_link: Callback<()>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let resource_type = form.resource_type;
    let submit = form.create;
    let form_element = NodeRef::<html::Form>::new();
    let touched = RwSignal::new(Vec::<&'static str>::new());
    let issues = Memo::new(move |_| draft.body().err().unwrap_or_default());
    if resource_type == ResourceType::UserFiles {
        prefill(draft);
    }
    // The server's error is about the values as they were sent.
    Effect::watch(
        move || draft.fields().for_each(|(_, value)| value.track()),
        move |_, _, _| submit.clear_error(),
        false,
    );

    let error_of = move |path: &'static str| {
        Signal::derive(move || {
            let ours = issues.with(|issues| message(issues, path));
            ours.filter(|_| touched.with(|touched| touched.contains(&path)))
                .or_else(|| submit.error().and_then(|error| error.issue(path).map(str::to_owned)))
        })
    };
    let touch = move |path| {
        Callback::new(move |()| {
            if touched.with_untracked(|touched| !touched.contains(&path)) {
                touched.update(|touched| touched.push(path));
            }
        })
    };
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        touched.set(draft.fields().map(|(field, _)| field.path).collect());
        match untrack(|| draft.body()) {
            Ok(body) => form.send_new(body),
            Err(_) => {
                if let Some(form) = form_element.get_untracked() {
                    focus_first_invalid(form);
                }
            }
        }
    };
    // Shown at the fields, and in plain words by `LinksOnly`.
    let mut shown_elsewhere: Vec<_> = draft.fields().map(|(field, _)| field.path).collect();
    shown_elsewhere.push(resource_type.link_key());
    let links_only =
        move || submit.error().is_some_and(|error| error.issue(resource_type.link_key()).is_some());
    let draw = move |(field, value): (&'static DraftField, RwSignal<String>)| {
        // A live server knows no description of a chat conversation, and would drop it.
        let is_dropped = move || {
            let is_chat = resource_type == ResourceType::ChatConversations;
            is_chat && field.path == "description" && form.api.only_links()
        };
        view! {
            <div class:half=field.is_half hidden=is_dropped>
                <Field
                    label=field.label
                    name=field.path
                    kind=field.kind
                    value=value
                    error=error_of(field.path)
                    hint=field.hint
                    on_blur=touch(field.path)
                />
            </div>
        }
    };
    view! {
        <Show when=move || !form.api.can_create(resource_type)>
            <LinksOnly resource_type=resource_type on_link=on_link />
        </Show>
        <form
            class="form create-new"
            hidden=move || !form.api.can_create(resource_type)
            novalidate
            node_ref=form_element
            on:submit=send
        >
            {draft.fields().map(draw).collect_view()}
            <div role="alert">
                {move || {
                    links_only().then(|| view! { <LinksOnly resource_type=resource_type on_link=on_link /> })
                }}
            </div>
            <FormError submit=submit fields=shown_elsewhere />
            <FormActions
                submit=submit
                on_cancel=on_cancel
                action="Create and link"
                doing="Creating…"
                is_blocked=Signal::derive(move || form.is_pending())
            />
        </form>
    }
}

/// Some servers can only link: they ask for the id of an existing resource.
#[component]
fn LinksOnly(resource_type: ResourceType, on_link: Callback<()>) -> impl IntoView {
    view! {
        <div class="form-error">
            <Icon name=IconName::Alert />
            <div>
                <p>
                    <strong>"This server can only link what exists. "</strong>
                    {format!(
                        "It cannot create a {}. Create it in Neptun first, then link it.",
                        format::resource_singular(resource_type),
                    )}
                </p>
                <button type="button" class="button" on:click=move |_| on_link.run(())>
                    "Link existing instead"
                </button>
            </div>
        </div>
    }
}

fn message(issues: &[Issue], path: &str) -> Option<String> {
    issues.iter().find(|issue| issue.path == path).map(|issue| issue.message.clone())
}

/// Focuses the first field with an error, once it is marked as such.
fn focus_first_invalid(form: web_sys::HtmlFormElement) {
    request_animation_frame(move || {
        // The selector is well-formed, and `focus` fails only for an element that cannot have it.
        if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
            && let Ok(field) = field.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}
