//! Labelled fields, and those that every type has.

use dom_view::{Children, IntoView, View, view};
use leptos::prelude::*;
use neptun_api::{ResourceId, Timestamp, UserId};

use crate::session::Session;
use crate::ui::Moment;

/// A field with its label, for a list of facts. `wide` gives it a line of its own.
#[component]
pub fn Fact(label: &'static str, #[prop(optional)] wide: bool, children: Children) -> View {
    view! {
        <div class:wide=wide>
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A field that is a text, or a dash if the server sent none.
#[component]
pub fn TextFact(label: &'static str, text: Option<String>, #[prop(optional)] wide: bool) -> View {
    let text = text.filter(|text| !text.trim().is_empty());
    view! {
        <Fact label=label wide=wide>
            {match text {
                Some(text) => text.into_view(),
                None => view! { <span class="muted">"—"</span> },
            }}
        </Fact>
    }
}

/// The fields that every type has: dates, id and owner.
#[component]
pub fn CommonFacts(
    id: ResourceId,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    owner: Option<UserId>,
) -> View {
    let me = Session::expect().user_id_untracked();
    let owner = owner.map(|owner| match me == Some(owner) {
        true => format!("You (user {owner})"),
        false => format!("User {owner}"),
    });
    view! {
        <Fact label="Created"><Moment at=created_at /></Fact>
        <Fact label="Updated"><Moment at=updated_at /></Fact>
        <Fact label="Id">{id.to_string()}</Fact>
        <TextFact label="Owner" text=owner />
    }
}
