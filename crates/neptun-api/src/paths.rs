//! Every endpoint path, once: as a template for the server's router, and as a function for those who call it.

use std::fmt::Display;

use crate::{FileId, ProjectId, ResourceId, ResourceType, UserId};

/// `POST`: create an account and sign in.
pub const SIGN_UP: &str = "/api/auth/sign-up";
/// `POST`: sign in.
pub const LOGIN: &str = "/api/auth/login";
/// `POST`: sign out.
pub const LOGOUT: &str = "/api/auth/logout";
/// `HEAD`: whether the session is valid.
pub const AUTH_CHECK: &str = "/api/auth/check";
/// `GET`: who is signed in.
pub const SESSION: &str = "/api/_auth/session";
/// `PUT`: change the password.
pub const PASSWORD: &str = "/api/auth/password";
/// `GET`: the sessions of the account.
pub const ACCOUNT_SESSIONS: &str = "/api/auth/sessions";
/// `DELETE`: end a session of the account.
pub const ACCOUNT_SESSION: &str = "/api/auth/sessions/{session_id}";
/// `GET`: the OpenAPI document.
pub const OPENAPI: &str = "/api/openapi.json";
/// `GET`: whether the server works.
pub const HEALTH: &str = "/health";
/// `PUT`: use a session of the live server; only where ours is a proxy.
pub const SESSION_COOKIE: &str = "/session-cookie";

/// `GET`, `POST`: the projects of a user.
pub const PROJECTS: &str = "/api/users/{user_id}/projects";
/// `GET`, `PATCH`, `DELETE`: one project.
pub const PROJECT: &str = "/api/users/{user_id}/projects/{project_id}";
/// `GET`, `POST`: the context files of a project.
pub const FILES: &str = "/api/users/{user_id}/projects/{project_id}/resources/files";
/// `PUT`, `DELETE`: one context file.
pub const FILE: &str = "/api/users/{user_id}/projects/{project_id}/resources/files/{file_id}";
/// `GET`, `POST`: the imports that the files of a project belong to; only on live servers.
pub const IMPORTS: &str = "/api/users/{user_id}/projects/{project_id}/resources/imports";
/// `GET`, `POST`: the resources of one type that are linked to a project.
pub const RESOURCES: &str = "/api/users/{user_id}/projects/{project_id}/resources/{resource_type}";
/// `GET`, `DELETE`: one linked resource.
pub const RESOURCE: &str =
    "/api/users/{user_id}/projects/{project_id}/resources/{resource_type}/{resource_id}";

/// `GET`: the user files that a user owns.
pub const OWNED_USER_FILES: &str = "/api/users/{user_id}/files";
/// `GET`: the template collections that a user owns.
pub const OWNED_TEMPLATE_COLLECTIONS: &str = "/api/users/{user_id}/collections";
/// `GET`: the GitHub installations that a user owns.
pub const OWNED_GITHUB_INSTALLATIONS: &str = "/api/users/{user_id}/installations";
/// `GET`: the chat conversations that a user owns.
pub const OWNED_CHAT_CONVERSATIONS: &str = "/api/users/{user_id}/chats";

/// The path of [`PROJECTS`].
pub fn projects(user: UserId) -> String {
    fill(PROJECTS, &[&user])
}

/// The path of [`PROJECT`].
pub fn project(user: UserId, project: ProjectId) -> String {
    fill(PROJECT, &[&user, &project])
}

/// The path of [`FILES`], without a query.
pub fn files(user: UserId, project: ProjectId) -> String {
    fill(FILES, &[&user, &project])
}

/// The path of [`FILE`].
pub fn file(user: UserId, project: ProjectId, file: FileId) -> String {
    fill(FILE, &[&user, &project, &file])
}

/// The path of [`IMPORTS`].
pub fn imports(user: UserId, project: ProjectId) -> String {
    fill(IMPORTS, &[&user, &project])
}

/// The path of [`RESOURCES`].
pub fn resources(user: UserId, project: ProjectId, resource_type: ResourceType) -> String {
    fill(RESOURCES, &[&user, &project, &resource_type])
}

/// The path of [`RESOURCE`].
pub fn resource(
    user: UserId,
    project: ProjectId,
    resource_type: ResourceType,
    resource: ResourceId,
) -> String {
    fill(RESOURCE, &[&user, &project, &resource_type, &resource])
}

/// The path that lists what a user owns of one type, and could link.
pub fn owned(user: UserId, resource_type: ResourceType) -> String {
    let template = match resource_type {
        ResourceType::UserFiles => OWNED_USER_FILES,
        ResourceType::TemplateCollections => OWNED_TEMPLATE_COLLECTIONS,
        ResourceType::GithubInstallations => OWNED_GITHUB_INSTALLATIONS,
        ResourceType::ChatConversations => OWNED_CHAT_CONVERSATIONS,
    };
    fill(template, &[&user])
}

/// Puts the values in the places of a template, in order. Ids and types need no escaping.
fn fill(template: &str, values: &[&dyn Display]) -> String {
    let mut values = values.iter();
    let segments: Vec<_> = template
        .split('/')
        .map(|segment| match values.as_slice() {
            [value, ..] if segment.starts_with('{') => {
                values.next();
                value.to_string()
            }
            _ => segment.to_owned(),
        })
        .collect();
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled() {
        let (user, id) = (UserId::try_from(1).unwrap(), ProjectId::try_from(22).unwrap());
        let file_id = FileId::try_from(3).unwrap();
        let resource_id = ResourceId::try_from(4).unwrap();
        assert_eq!(projects(user), "/api/users/1/projects");
        assert_eq!(project(user, id), "/api/users/1/projects/22");
        assert_eq!(files(user, id), "/api/users/1/projects/22/resources/files");
        assert_eq!(file(user, id, file_id), "/api/users/1/projects/22/resources/files/3");
        for kind in ResourceType::ALL {
            assert_eq!(
                resource(user, id, kind, resource_id),
                format!("{}/4", resources(user, id, kind))
            );
            assert!(!owned(user, kind).contains('{'));
        }
        assert_eq!(owned(user, ResourceType::ChatConversations), "/api/users/1/chats");
    }
}
