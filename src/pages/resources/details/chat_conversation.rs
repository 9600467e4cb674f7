//! The fields of a chat conversation.

use leptos::prelude::*;
use neptun_api::ChatConversation;

use super::facts::{CommonFacts, Fact, TextFact};
use crate::ui::CopyButton;

/// The fields, the model whole and in its two parts.
#[component]
pub fn ChatConversationDetails(chat: ChatConversation) -> impl IntoView {
    let (publisher, name) = chat.model_parts();
    let (publisher, name) = (publisher.map(str::to_owned), name.to_owned());
    let model = chat.model;
    let copied = model.clone();
    view! {
        <dl class="facts resource-facts">
            <TextFact label="Name" text=Some(chat.name) />
            <TextFact label="Publisher" text=publisher />
            <TextFact label="Model name" text=Some(name) />
            <Fact label="Model" wide=true>
                <span class="fact-line">
                    <code>{model}</code>
                    <CopyButton label="Copy model" copied="Model copied" text=move || copied.clone() />
                </span>
            </Fact>
            <CommonFacts
                id=chat.id
                created_at=chat.created_at
                updated_at=chat.updated_at
                owner=chat.neptun_user_id
            />
        </dl>
    }
}
