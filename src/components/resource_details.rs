//! Every documented field of a resource.

mod chat_conversation;
mod facts;
mod github_installation;
mod template_collection;
mod user_file;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::Resource;

use chat_conversation::ChatConversationDetails;
use github_installation::GithubInstallationDetails;
use template_collection::TemplateCollectionDetails;
use user_file::UserFileDetails;

/// All that is known of a resource, each field labelled.
#[component]
pub fn ResourceDetails(resource: Resource) -> View {
    match resource {
        Resource::UserFile(file) => view! { <UserFileDetails file=file /> },
        Resource::TemplateCollection(collection) => {
            view! { <TemplateCollectionDetails collection=collection /> }
        }
        Resource::GithubInstallation(installation) => {
            view! { <GithubInstallationDetails installation=installation /> }
        }
        Resource::ChatConversation(chat) => {
            view! { <ChatConversationDetails chat=chat /> }
        }
    }
}
