//! Every documented field of a resource.

mod chat_conversation;
mod facts;
mod github_installation;
mod template_collection;
mod user_file;

use leptos::prelude::*;
use neptun_api::Resource;

use chat_conversation::ChatConversationDetails;
use github_installation::GithubInstallationDetails;
use template_collection::TemplateCollectionDetails;
use user_file::UserFileDetails;

/// The fields of a resource, each with its label.
#[component]
pub fn ResourceDetails(resource: Resource) -> impl IntoView {
    match resource {
        Resource::UserFile(file) => view! { <UserFileDetails file=file /> }.into_any(),
        Resource::TemplateCollection(collection) => {
            view! { <TemplateCollectionDetails collection=collection /> }.into_any()
        }
        Resource::GithubInstallation(installation) => {
            view! { <GithubInstallationDetails installation=installation /> }.into_any()
        }
        Resource::ChatConversation(chat) => {
            view! { <ChatConversationDetails chat=chat /> }.into_any()
        }
    }
}
