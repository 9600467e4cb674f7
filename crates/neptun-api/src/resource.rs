//! The four kinds of linked resources, as they are listed and shown.
//!
//! A field that a live server may leave out or send as `null` is optional; our own server sends every field.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{ResourceId, ResourceType, Timestamp, UserId, lenient};

/// A file that a user keeps outside of projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserFile {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: ResourceId,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub title: Option<String>,
    /// The whole content.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub text: Option<String>,
    /// For example `typescript`.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub language: Option<String>,
    /// Without the dot, for example `ts`.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub extension: Option<String>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub updated_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = UserId))]
    pub neptun_user_id: Option<UserId>,
}

/// A collection of templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateCollection {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: ResourceId,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub name: String,
    /// Its description.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub description: Option<String>,
    /// True if others can see it under its `share_uuid`.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub is_shared: bool,
    /// The name under which it is shared.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub share_uuid: String,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub updated_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = UserId))]
    pub neptun_user_id: Option<UserId>,
}

/// An installation of the Neptun GitHub app in a GitHub account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GithubInstallation {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: ResourceId,
    /// `User` or `Organization`.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub github_account_type: Option<String>,
    /// Where the account's picture is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub github_account_avatar_url: Option<String>,
    /// The account's id at GitHub: a text as documented, a number on a live server.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub github_account_id: Option<String>,
    /// The account's name at GitHub.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub github_account_name: Option<String>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub updated_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = UserId))]
    pub neptun_user_id: Option<UserId>,
}

/// A conversation with a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatConversation {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: ResourceId,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub name: String,
    /// Publisher and name of the model, for example `google/gemma-2-7b-it`.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub model: String,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub updated_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = UserId))]
    pub neptun_user_id: Option<UserId>,
}

impl ChatConversation {
    /// The model's publisher, if the model names one, and its name.
    pub fn model_parts(&self) -> (Option<&str>, &str) {
        match self.model.split_once('/') {
            Some((publisher, name)) if !publisher.is_empty() && !name.is_empty() => {
                (Some(publisher), name)
            }
            _ => (None, &self.model),
        }
    }
}

/// The answer of `GET /api/users/{user_id}/collections`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionList {
    /// The collections that the user owns.
    pub collections: Vec<TemplateCollection>,
    /// Their number.
    pub total: u64,
}

/// The answer of `GET /api/users/{user_id}/chats`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatList {
    /// The conversations that the user owns.
    pub chats: Vec<ChatConversation>,
}

/// A linked resource of any kind. On the wire it is the bare object; the path tells which kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Resource {
    /// A user file.
    UserFile(UserFile),
    /// A template collection.
    TemplateCollection(TemplateCollection),
    /// A GitHub installation.
    GithubInstallation(GithubInstallation),
    /// A chat conversation.
    ChatConversation(ChatConversation),
}

impl Resource {
    /// Which kind it is.
    pub fn resource_type(&self) -> ResourceType {
        match self {
            Self::UserFile(_) => ResourceType::UserFiles,
            Self::TemplateCollection(_) => ResourceType::TemplateCollections,
            Self::GithubInstallation(_) => ResourceType::GithubInstallations,
            Self::ChatConversation(_) => ResourceType::ChatConversations,
        }
    }

    /// Its id, which is unique among the resources of its kind.
    pub fn id(&self) -> ResourceId {
        match self {
            Self::UserFile(file) => file.id,
            Self::TemplateCollection(collection) => collection.id,
            Self::GithubInstallation(installation) => installation.id,
            Self::ChatConversation(chat) => chat.id,
        }
    }

    /// Its display name: title, name or account name; if it has none, the kind and its id.
    pub fn display_name(&self) -> Cow<'_, str> {
        let (name, kind) = match self {
            Self::UserFile(file) => (file.title.as_deref(), "Untitled file"),
            Self::TemplateCollection(collection) => (Some(&*collection.name), "Collection"),
            Self::GithubInstallation(installation) => {
                (installation.github_account_name.as_deref(), "Installation")
            }
            Self::ChatConversation(chat) => (Some(&*chat.name), "Chat"),
        };
        match name.filter(|name| !name.trim().is_empty()) {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(format!("{kind} {}", self.id())),
        }
    }

    /// When it was created.
    pub fn created_at(&self) -> Option<Timestamp> {
        match self {
            Self::UserFile(file) => file.created_at,
            Self::TemplateCollection(collection) => collection.created_at,
            Self::GithubInstallation(installation) => installation.created_at,
            Self::ChatConversation(chat) => chat.created_at,
        }
    }

    /// When it was changed last.
    pub fn updated_at(&self) -> Option<Timestamp> {
        match self {
            Self::UserFile(file) => file.updated_at,
            Self::TemplateCollection(collection) => collection.updated_at,
            Self::GithubInstallation(installation) => installation.updated_at,
            Self::ChatConversation(chat) => chat.updated_at,
        }
    }

    /// Whose it is.
    pub fn neptun_user_id(&self) -> Option<UserId> {
        match self {
            Self::UserFile(file) => file.neptun_user_id,
            Self::TemplateCollection(collection) => collection.neptun_user_id,
            Self::GithubInstallation(installation) => installation.neptun_user_id,
            Self::ChatConversation(chat) => chat.neptun_user_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_split_at_its_first_slash() {
        let chat = |model: &str| ChatConversation {
            id: ResourceId::try_from(1).unwrap(),
            name: "n".into(),
            model: model.into(),
            created_at: None,
            updated_at: None,
            neptun_user_id: None,
        };
        let parts = |model| {
            let chat = chat(model);
            let (publisher, name) = chat.model_parts();
            (publisher.map(str::to_owned), name.to_owned())
        };
        assert_eq!(parts("google/gemma-2-7b-it"), (Some("google".into()), "gemma-2-7b-it".into()));
        assert_eq!(parts("a/b/c"), (Some("a".into()), "b/c".into()));
        assert_eq!(parts("gpt"), (None, "gpt".into()));
        assert_eq!(parts("/gpt"), (None, "/gpt".into()));
        assert_eq!(parts(""), (None, String::new()));
    }
}
