//! The fields of a template collection.

use leptos::prelude::*;
use neptun_api::TemplateCollection;

use super::facts::{CommonFacts, Fact, TextFact};
use crate::pages::resources::sharing::Sharing;
use crate::ui::CopyButton;

/// The fields, with an explanation of sharing.
#[component]
pub fn TemplateCollectionDetails(collection: TemplateCollection) -> impl IntoView {
    let meaning = if collection.is_shared {
        "Anyone with the share ID can view this collection."
    } else {
        "Only you can view this collection. The share ID does not work until you share it."
    };
    let share_id = collection.share_uuid;
    let copied = share_id.clone();
    view! {
        <dl class="facts resource-facts">
            <TextFact label="Name" text=Some(collection.name) />
            <TextFact label="Description" text=collection.description wide=true />
            <Fact label="Sharing" wide=true>
                <span class="fact-line">
                    <Sharing shared=collection.is_shared />
                    <span class="muted">{meaning}</span>
                </span>
            </Fact>
            <Fact label="Share ID" wide=true>
                <span class="fact-line">
                    <code>{share_id}</code>
                    <CopyButton
                        label="Copy share ID"
                        copied="Share ID copied"
                        text=move || copied.clone()
                    />
                </span>
            </Fact>
            <CommonFacts
                id=collection.id
                created_at=collection.created_at
                updated_at=collection.updated_at
                owner=collection.neptun_user_id
            />
        </dl>
    }
}
