//! The icon of each type of resources.

use neptun_api::ResourceType;

use crate::ui::IconName;

/// The icon of a type of resources.
pub const fn resource_icon(resource_type: ResourceType) -> IconName {
    match resource_type {
        ResourceType::UserFiles => IconName::UserFile,
        ResourceType::TemplateCollections => IconName::Collections,
        ResourceType::GithubInstallations => IconName::Github,
        ResourceType::ChatConversations => IconName::Chats,
    }
}
