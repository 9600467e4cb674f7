//! A labelled input with its hint and its error.

use std::time::Duration;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlFormElement};

use crate::ui::dialog::next_id;

/// The kind of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// An email address.
    Email,
    /// A password that exists.
    Password,
    /// A password that is being chosen.
    NewPassword,
    /// A secret that no password manager keeps.
    Secret,
    /// Digits.
    Number,
    /// Many lines, shown in monospace.
    Code,
    /// Some sentences.
    Prose,
    /// One of a few texts.
    Choice(&'static [&'static str]),
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password | Self::NewPassword | Self::Secret => "password",
            _ => "text",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Email => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            _ => "off",
        }
    }
}

/// Returns true while a button is being pressed. An error that appears at that moment moves the button away from under the pointer, and
/// the click is lost; a button that sends the form looks at every field itself.
fn is_button_pressed() -> bool {
    document().query_selector("button:active").is_ok_and(|button| button.is_some())
}

/// Keeps the browser from sending a form, and has its fields read again: a password manager may have filled them without an event.
pub fn take_submit(event: &SubmitEvent) {
    event.prevent_default();
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(fields) = form.and_then(|form| form.query_selector_all("[name]").ok()) else { return };
    for at in 0..fields.length() {
        if let (Some(field), Ok(event)) = (fields.item(at), Event::new("input")) {
            // Fails only for an event that is being dispatched already.
            let _ = field.dispatch_event(&event);
        }
    }
}

/// An input named `label`. The error stands below it, is tied to it, and is announced when it appears.
#[component]
pub fn Field(
    #[prop(into)] label: String,
    /// The name of its value, by which a password manager remembers it.
    name: &'static str,
    kind: FieldKind,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    /// Help for filling it in; an empty text is none.
    #[prop(into, optional)]
    hint: Option<String>,
    /// The id of a `<datalist>` of values that the field offers.
    #[prop(optional_no_strip)]
    list: Option<&'static str>,
    /// Called when the user leaves the field.
    #[prop(into, optional)]
    on_blur: Option<Callback<()>>,
    /// Gives the field the focus as soon as it is there.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let hint = hint.filter(|hint| !hint.is_empty());
    let id = format!("field-{}", next_id());
    let error_id = format!("{id}-error");
    let hint_id = format!("{id}-hint");
    let has_hint = hint.is_some();
    let described_by = || {
        let (error_id, hint_id) = (error_id.clone(), has_hint.then(|| hint_id.clone()));
        move || {
            let error = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<_> = [error, hint_id.clone()].into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let invalid = move || move || error.with(Option::is_some).then_some("true");
    let blurred = move |_| {
        if let Some(on_blur) = on_blur {
            // Firefox tells of the press after the field has been left.
            set_timeout(
                move || {
                    if !is_button_pressed() {
                        // A field that is taken away while it has the focus is left too, and then nobody listens any more.
                        on_blur.try_run(());
                    }
                },
                Duration::ZERO,
            );
        }
    };
    let read = move |event: Event| {
        let new = event_target_value(&event);
        value.maybe_update(|value| {
            let is_changed = *value != new;
            *value = new;
            is_changed
        });
    };
    let input = match kind {
        FieldKind::Code | FieldKind::Prose => view! {
            <textarea
                id=id.clone()
                name=name
                class:code=kind == FieldKind::Code
                rows=if kind == FieldKind::Code { "8" } else { "3" }
                spellcheck=if kind == FieldKind::Code { "false" } else { "true" }
                autofocus=autofocus
                aria-invalid=invalid()
                aria-describedby=described_by()
                prop:value=value
                on:input=read
                on:blur=blurred
            ></textarea>
        }
        .into_any(),
        FieldKind::Choice(options) => view! {
            <select
                id=id.clone()
                name=name
                autofocus=autofocus
                aria-invalid=invalid()
                aria-describedby=described_by()
                prop:value=value
                on:change=move |event| value.set(event_target_value(&event))
                on:blur=blurred
            >
                {options
                    .iter()
                    .map(|option| view! { <option value=*option>{*option}</option> })
                    .collect_view()}
            </select>
        }
        .into_any(),
        _ => view! {
            <input
                id=id.clone()
                name=name
                type=kind.input_type()
                autocomplete=kind.autocomplete()
                list=list
                inputmode=(kind == FieldKind::Number).then_some("numeric")
                autofocus=autofocus
                aria-invalid=invalid()
                aria-describedby=described_by()
                prop:value=value
                on:input=read
                on:blur=blurred
            />
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {input}
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <div aria-live="polite">
                {move || {
                    error.get().map(|error| view! { <p class="field-error" id=error_id.clone()>{error}</p> })
                }}
            </div>
        </div>
    }
}
