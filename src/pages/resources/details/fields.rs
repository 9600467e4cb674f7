//! Every documented field of a resource.

use leptos::prelude::*;
use neptun_api::Resource;

use super::chat_conversation::ChatConversationDetails;
use super::github_installation::GithubInstallationDetails;
use super::template_collection::TemplateCollectionDetails;
use super::user_file::UserFileDetails;

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
