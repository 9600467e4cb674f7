//! The four kinds of resources that can be linked to a project.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the four kinds of linked resources. Its text form is the `resource_type` segment of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ResourceType {
    /// Files that a user keeps outside of projects.
    UserFiles,
    /// Collections of templates.
    TemplateCollections,
    /// Installations of the Neptun GitHub app.
    GithubInstallations,
    /// Conversations with a model.
    ChatConversations,
}

/// A text that names none of the four types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidResourceType;

impl fmt::Display for InvalidResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a resource type is one of user-files, template-collections, github-installations, \
             chat-conversations",
        )
    }
}

impl std::error::Error for InvalidResourceType {}

impl ResourceType {
    /// All types, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::UserFiles,
        Self::TemplateCollections,
        Self::GithubInstallations,
        Self::ChatConversations,
    ];

    /// The segment of a path, for example `user-files`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserFiles => "user-files",
            Self::TemplateCollections => "template-collections",
            Self::GithubInstallations => "github-installations",
            Self::ChatConversations => "chat-conversations",
        }
    }

    /// The key under which the body that links an existing object names it.
    pub const fn link_key(self) -> &'static str {
        match self {
            Self::UserFiles => "user_file_id",
            Self::TemplateCollections => "template_collection_id",
            Self::GithubInstallations => "github_installation_id",
            Self::ChatConversations => "chat_conversation_id",
        }
    }
}

impl fmt::Display for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ResourceType {
    type Err = InvalidResourceType;

    fn from_str(text: &str) -> Result<Self, InvalidResourceType> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(InvalidResourceType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_json_agree_and_round_trip() {
        for kind in ResourceType::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!("files".parse::<ResourceType>(), Err(InvalidResourceType));
        assert_eq!("User-Files".parse::<ResourceType>(), Err(InvalidResourceType));
    }
}
