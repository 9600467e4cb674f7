//! The path extractor of every endpoint below a user, and the parameters of its paths.

use axum::extract::{FromRequestParts, Path, RawPathParams};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;
use utoipa::IntoParams;

use neptun_api::{FileId, Issue, ProjectId, ResourceId, ResourceType, UserId};

use crate::error::{ApiError, INVALID_PARAMETERS, InternalError};
use crate::session::RequireSession;
use crate::state::AppState;

/// The documented message for the path of a single resource.
const INVALID_RESOURCE: &str = "Invalid resource type or ID";

/// Extracts the parameters of a path below the session's user, for a project of that user if the path names one.
///
/// The checks run in this order, so that no response reveals more than the caller may know: the session (401), the form of the
/// path (400), the user of the path (403), the project (404).
pub(crate) struct Authorized<P>(pub(crate) P);

impl<P: DeserializeOwned + Send> FromRequestParts<AppState> for Authorized<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let RequireSession(session) = RequireSession::from_request_parts(parts, state).await?;
        let raw = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|rejection| ApiError::invalid(vec![Issue::new("", &rejection.body_text())]))?;
        let owner = Owner::parse(&raw)?;
        if owner.user_id != session.user.id {
            return Err(ApiError::ForeignUser);
        }
        if let Some(project) = owner.project_id
            && !state.database.owns_project(owner.user_id, project).await?
        {
            return Err(ApiError::NotFound("Project"));
        }
        let Path(path) = Path::from_request_parts(parts, state)
            .await
            .map_err(|_| InternalError::Other("a route lacks a parameter of its handler"))?;
        Ok(Self(path))
    }
}

/// The parameters that decide about access.
struct Owner {
    user_id: UserId,
    project_id: Option<ProjectId>,
}

impl Owner {
    /// Parses every parameter, so that the error names all that are malformed. A name has one meaning in all paths.
    fn parse(parameters: &RawPathParams) -> Result<Self, ApiError> {
        let (mut user_id, mut project_id, mut message) = (None, None, INVALID_PARAMETERS);
        let mut issues = Vec::new();
        for (name, value) in parameters {
            let parsed = match name {
                "user_id" => parse(value).map(|id| user_id = Some(id)),
                "project_id" => parse(value).map(|id| project_id = Some(id)),
                "file_id" => parse::<FileId>(value).map(drop),
                "resource_type" => parse::<ResourceType>(value).map(drop),
                "resource_id" => {
                    message = INVALID_RESOURCE;
                    parse::<ResourceId>(value).map(drop)
                }
                _ => Err("unknown parameter".to_owned()),
            };
            issues.extend(parsed.err().map(|reason| Issue::new(name, &reason)));
        }
        match user_id {
            Some(user_id) if issues.is_empty() => Ok(Self { user_id, project_id }),
            _ => Err(ApiError::BadRequest { message, issues }),
        }
    }
}

fn parse<T: FromStr<Err: Display>>(value: &str) -> Result<T, String> {
    value.parse().map_err(|error: T::Err| error.to_string())
}

/// A path below a user.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct UserPath {
    /// The user of the session.
    pub(crate) user_id: UserId,
}

/// A path below a project.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ProjectPath {
    /// The user of the session.
    pub(crate) user_id: UserId,
    /// A project of the user.
    pub(crate) project_id: ProjectId,
}

/// The path of a context file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct FilePath {
    /// The user of the session.
    pub(crate) user_id: UserId,
    /// A project of the user.
    pub(crate) project_id: ProjectId,
    /// A file of the project.
    pub(crate) file_id: FileId,
}

/// The path of the resources of one type.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ResourcesPath {
    /// The user of the session.
    pub(crate) user_id: UserId,
    /// A project of the user.
    pub(crate) project_id: ProjectId,
    /// The type of the resources.
    pub(crate) resource_type: ResourceType,
}

/// The path of a resource.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ResourcePath {
    /// The user of the session.
    #[expect(dead_code, reason = "checked by the extractor, described in the OpenAPI document")]
    pub(crate) user_id: UserId,
    /// A project of the user.
    pub(crate) project_id: ProjectId,
    /// The type of the resource.
    pub(crate) resource_type: ResourceType,
    /// A resource that is linked to the project.
    pub(crate) resource_id: ResourceId,
}
