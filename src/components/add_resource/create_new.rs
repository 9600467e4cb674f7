//! Creating something new and linking it.

use dom_view::{View, view};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use neptun_api::{Issue, NewResource, ResourceType};
use wasm_bindgen::JsCast;

use super::adding::Adding;
use super::draft::{Draft, DraftField};
use super::prefill::prefill;
use crate::components::FormError;
use crate::format;
use crate::reactive::{callback, derived, effect, memo, signal};
use crate::ui::{Field, Icon, IconName};

/// The documented fields of the type. A field is judged once the user has left it, or tried to send.
#[component]
pub fn CreateNew(
    adding: Adding,
    draft: Draft,
    /// Leads to linking what exists.
    on_link: Callback<()>,
    on_cancel: Callback<()>,
) -> View {
    let resource_type = adding.resource_type;
    let submit = adding.create;
    let form = NodeRef::<html::Form>::new();
    let judged = signal(Vec::<&'static str>::new());
    let issues = memo(move || draft.body().err().unwrap_or_default());
    if resource_type == ResourceType::UserFiles {
        prefill(draft);
    }
    // What the server found wrong is being mended.
    let mut changed = false;
    effect(move || {
        draft.fields().for_each(|(_, value)| value.track());
        if changed {
            submit.clear_error();
        }
        changed = true;
    });

    let error_of = move |path: &'static str| {
        derived(move || {
            let ours = issues.with(|issues| message(issues, path));
            ours.filter(|_| judged.with(|judged| judged.contains(&path)))
                .or_else(|| submit.error().and_then(|error| error.issue(path).map(str::to_owned)))
        })
    };
    let judge = move |path| {
        callback(move |()| {
            if judged.with_untracked(|judged| !judged.contains(&path)) {
                judged.update(|judged| judged.push(path));
            }
        })
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        judged.set(draft.fields().map(|(field, _)| field.path).collect());
        match untrack(|| draft.body()) {
            Ok(body) => adding.send(submit, NewResource::Create(body)),
            Err(_) => {
                if let Some(form) = form.get_untracked() {
                    focus_first_invalid(form);
                }
            }
        }
    };
    // Said in plain words below, and at the fields.
    let mut said_elsewhere: Vec<_> = draft.fields().map(|(field, _)| field.path).collect();
    said_elsewhere.push(resource_type.link_key());
    let links_only =
        move || submit.error().is_some_and(|error| error.issue(resource_type.link_key()).is_some());
    let draw = move |(field, value): (&'static DraftField, RwSignal<String>)| {
        view! {
            <div class:half=field.is_half>
                <Field
                    label=field.label
                    kind=field.kind
                    value=value
                    error=error_of(field.path)
                    hint=field.hint
                    on_blur=judge(field.path)
                />
            </div>
        }
    };
    view! {
        <form class="form create-new" novalidate node_ref=form on:submit=send>
            {draft.fields().map(draw).collect::<View>()}
            <div role="alert">
                {move || {
                    links_only().then(|| view! { <LinksOnly resource_type=resource_type on_link=on_link /> })
                }}
            </div>
            <FormError submit=submit fields=said_elsewhere />
            <div class="form-actions">
                <button
                    type="button"
                    class="button"
                    disabled=move || adding.is_pending()
                    on:click=move |_| on_cancel.run(())
                >
                    "Cancel"
                </button>
                <button type="submit" class="button primary" disabled=move || adding.is_pending()>
                    {move || if submit.is_pending() { "Creating…" } else { "Create and link" }}
                </button>
            </div>
        </form>
    }
}

/// Some servers know only how to link: they ask for the id of what should exist already.
#[component]
fn LinksOnly(resource_type: ResourceType, on_link: Callback<()>) -> View {
    view! {
        <div class="form-error">
            <Icon name=IconName::Alert />
            <div>
                <p>
                    <strong>"This server can only link what exists. "</strong>
                    {format!(
                        "It cannot create a {} from here: create it in Neptun first, then link it.",
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

/// Takes the keyboard to the first field with an error, once that is marked as such.
fn focus_first_invalid(form: web_sys::HtmlFormElement) {
    request_animation_frame(move || {
        // The selector is well-formed, and focus fails only where nothing can have it.
        if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
            && let Ok(field) = field.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}
