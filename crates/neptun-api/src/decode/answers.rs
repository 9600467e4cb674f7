//! Which fields an answer has, and what live servers call them.

use crate::json::{At, Decode};
use crate::{
    ChatConversation, DecodeError, DemoUser, ErrorBody, GithubInstallation, Health, Issue, Project,
    ProjectFile, Resource, ResourceType, Session, SignedIn, TemplateCollection, Timestamp, User,
    UserFile,
};

type Decoded<T> = Result<T, DecodeError>;

fn text(at: &At<'_>, name: &str) -> Decoded<String> {
    at.required(&[name])?.text()
}

fn optional_text(at: &At<'_>, names: &[&str]) -> Decoded<Option<String>> {
    at.optional(names).map(At::text).transpose()
}

fn id<T: std::str::FromStr<Err: ToString>>(at: &At<'_>, name: &str) -> Decoded<T> {
    at.required(&[name])?.number()
}

fn optional_id<T: std::str::FromStr<Err: ToString>>(at: &At<'_>, name: &str) -> Decoded<Option<T>> {
    at.optional(&[name]).map(At::number).transpose()
}

fn time(at: &At<'_>, name: &str) -> Decoded<Option<Timestamp>> {
    at.optional(&[name]).map(At::timestamp).transpose()
}

impl Decode for User {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self { id: id(&at, "id")?, primary_email: text(&at, "primary_email")? })
    }
}

impl Decode for Session {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self {
            id: text(&at, "id")?,
            user: at.optional(&["user"]).map(User::decode).transpose()?,
            logged_in_at: time(&at, "loggedInAt")?,
        })
    }
}

impl Decode for SignedIn {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self {
            user: User::decode(at.required(&["user"])?)?,
            logged_in_at: at.required(&["loggedInAt"])?.timestamp()?,
        })
    }
}

impl Decode for Health {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self {
            status: text(&at, "status")?,
            version: text(&at, "version")?,
            demo_user: at.optional(&["demo_user"]).map(DemoUser::decode).transpose()?,
        })
    }
}

impl Decode for DemoUser {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self { email: text(&at, "email")?, password: text(&at, "password")? })
    }
}

impl Decode for Project {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self {
            id: id(&at, "id")?,
            name: text(&at, "name")?,
            description: optional_text(&at, &["description"])?,
            project_type: optional_text(&at, &["project_type", "type"])?,
            programming_language: optional_text(&at, &["programming_language", "main_language"])?,
            created_at: time(&at, "created_at")?,
            updated_at: time(&at, "updated_at")?,
            neptun_user_id: id(&at, "neptun_user_id")?,
        })
    }
}

impl Decode for ProjectFile {
    fn decode(at: At<'_>) -> Decoded<Self> {
        Ok(Self {
            id: id(&at, "id")?,
            title: text(&at, "title")?,
            original_path: text(&at, "original_path")?,
            context_file_category: optional_text(&at, &["context_file_category", "category"])?,
            context_file_type: at.required(&["context_file_type", "file_type"])?.text()?,
            text: at.required(&["text", "content"])?.text()?,
            language: optional_text(&at, &["language"])?,
            extension: optional_text(&at, &["extension"])?,
            created_at: time(&at, "created_at")?,
            updated_at: time(&at, "updated_at")?,
            neptun_user_id: id(&at, "neptun_user_id")?,
            project_id: optional_id(&at, "project_id")?,
            pdf_url: optional_text(&at, &["pdf_url"])?.filter(|url| !url.is_empty()),
        })
    }
}

/// A resource of a type that the path of the request named.
pub(super) fn resource(resource_type: ResourceType, at: At<'_>) -> Decoded<Resource> {
    let id = id(&at, "id")?;
    let created_at = time(&at, "created_at")?;
    let updated_at = time(&at, "updated_at")?;
    let neptun_user_id = optional_id(&at, "neptun_user_id")?;
    Ok(match resource_type {
        ResourceType::UserFiles => Resource::UserFile(UserFile {
            id,
            title: optional_text(&at, &["title"])?,
            text: optional_text(&at, &["text"])?,
            language: optional_text(&at, &["language"])?,
            extension: optional_text(&at, &["extension"])?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::TemplateCollections => Resource::TemplateCollection(TemplateCollection {
            id,
            name: text(&at, "name")?,
            description: optional_text(&at, &["description"])?,
            is_shared: at.required(&["is_shared"])?.boolean()?,
            share_uuid: text(&at, "share_uuid")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::GithubInstallations => Resource::GithubInstallation(GithubInstallation {
            id,
            github_account_type: optional_text(&at, &["github_account_type"])?,
            github_account_avatar_url: optional_text(&at, &["github_account_avatar_url"])?,
            github_account_id: at
                .optional(&["github_account_id"])
                .map(At::text_or_number)
                .transpose()?,
            github_account_name: optional_text(&at, &["github_account_name"])?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::ChatConversations => Resource::ChatConversation(ChatConversation {
            id,
            name: text(&at, "name")?,
            model: text(&at, "model")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
    })
}

impl Decode for ErrorBody {
    fn decode(at: At<'_>) -> Decoded<Self> {
        let mut body = Self::bare(at.required(&["statusCode"])?.number()?);
        body.message = optional_text(&at, &["message"])?;
        body.status_message = optional_text(&at, &["statusMessage"])?;
        if let Some(data) = at.optional(&["data"]) {
            body.issues = issues(&data)?;
        }
        Ok(body)
    }
}

/// The issues in an error's data. Of a union the first branch is kept: it is the one that found a wrong value rather than a
/// wrong type, and says what the right values are.
fn issues(data: &At<'_>) -> Decoded<Vec<Issue>> {
    let Some(issues) = data.optional(&["issues"]) else { return Ok(Vec::new()) };
    let nested = issues.map_items(|issue| {
        let branches = issue.optional(&["unionErrors"]);
        let branches = branches.map(|branches| branches.map_items(|branch| self::issues(&branch)));
        match branches.transpose()?.and_then(|branches| branches.into_iter().next()) {
            Some(branch) => Ok(branch),
            None => Ok(vec![Issue::decode(issue)?]),
        }
    })?;
    Ok(nested.into_iter().flatten().collect())
}

impl Decode for Issue {
    fn decode(at: At<'_>) -> Decoded<Self> {
        let path = at.optional(&["path"]).map(|path| path.map_items(|key| key.text_or_number()));
        let path = path.transpose()?.unwrap_or_default();
        Ok(Self { path: path.join("."), message: text(&at, "message")? })
    }
}
