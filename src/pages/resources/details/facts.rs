//! Labelled fields, and the fields that all types share.

use leptos::prelude::*;
use neptun_api::{ResourceId, Timestamp, UserId};

use crate::api::session::Session;
use crate::ui::{DateTime, Name};

/// A field with its label, for a description list. `wide` gives it a line of its own.
#[component]
pub fn Fact(
    label: &'static str,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class:wide=wide>
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A text field, or a dash if the text is missing or blank.
#[component]
pub fn TextFact(
    label: &'static str,
    text: Option<String>,
    #[prop(optional)] wide: bool,
) -> impl IntoView {
    let text = text.filter(|text| !text.trim().is_empty());
    view! {
        <Fact label=label wide=wide>
            {match text {
                Some(text) => view! { <Name text=text /> }.into_any(),
                None => view! { <span class="muted">"—"</span> }.into_any(),
            }}
        </Fact>
    }
}

/// The fields that all types share: dates, id and owner.
#[component]
pub fn CommonFacts(
    id: ResourceId,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    owner: Option<UserId>,
) -> impl IntoView {
    let me = Session::expect().user_id_untracked();
    let owner = owner.map(|owner| {
        if me == Some(owner) { format!("You (user {owner})") } else { format!("User {owner}") }
    });
    view! {
        <Fact label="Created"><DateTime at=created_at /></Fact>
        <Fact label="Updated"><DateTime at=updated_at /></Fact>
        <Fact label="ID">{id.to_string()}</Fact>
        <TextFact label="Owner" text=owner />
    }
}
