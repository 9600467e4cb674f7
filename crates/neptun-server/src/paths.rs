//! The parameters in the paths of the API, and the checks that every path below a user shares.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use std::fmt::Display;
use std::str::FromStr;

use neptun_api::{FileId, Issue, ProjectId, ResourceId, ResourceType, UserId};
use utoipa::IntoParams;

use crate::error::ApiError;
use crate::session::RequireSession;
use crate::state::AppState;

/// A request of the user whom its path names, for a project that is theirs if the path names one.
///
/// Checked in this order, so that an answer never tells more than the caller may know: the session (401), the form of the path
/// (400), whose path it is (403), the project (404).
pub(crate) struct Authorized<P>(pub(crate) P);

impl<P: PathParams> FromRequestParts<AppState> for Authorized<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let RequireSession(session) = RequireSession::from_request_parts(parts, state).await?;
        let raw = RawPathParams::from_request_parts(parts, state).await.map_err(|rejection| {
            ApiError::BadRequest {
                message: P::MESSAGE,
                issues: vec![Issue::new("", &rejection.body_text())],
            }
        })?;
        let path = read::<P>(&raw)?;
        if path.user_id() != session.user.id {
            return Err(ApiError::ForeignUser);
        }
        if let Some(project) = path.project_id()
            && !state.database.owns_project(path.user_id(), project).await?
        {
            return Err(ApiError::NotFound("Project"));
        }
        Ok(Self(path))
    }
}

fn read<P: PathParams>(raw: &RawPathParams) -> Result<P, ApiError> {
    let issues = Vec::new();
    let mut reader = Reader { raw, issues };
    P::read(&mut reader).ok_or(ApiError::BadRequest { message: P::MESSAGE, issues: reader.issues })
}

/// The parameters of one endpoint's path.
pub(crate) trait PathParams: Send + Sync + Sized {
    /// What a malformed one is answered with.
    const MESSAGE: &str;
    /// Nothing if a parameter is malformed: the reader knows which.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
    fn user_id(&self) -> UserId;
    fn project_id(&self) -> Option<ProjectId>;
}

/// Parses parameters and collects what is wrong with them.
pub(crate) struct Reader<'a> {
    raw: &'a RawPathParams,
    issues: Vec<Issue>,
}

impl Reader<'_> {
    fn get<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<T> {
        let (_, text) = self.raw.iter().find(|(key, _)| *key == name)?;
        text.parse()
            .map_err(|error: T::Err| self.issues.push(Issue::new(name, &error.to_string())))
            .ok()
    }
}

/// Defines the parameters of a path: for the extractor and, from the same lines, for the OpenAPI document.
macro_rules! path_params {
    (
        $(#[$doc:meta])*
        $name:ident($message:literal, project: $project:expr) { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, IntoParams)]
        #[into_params(parameter_in = Path)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }

        impl PathParams for $name {
            const MESSAGE: &str = $message;

            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                // All are read before one is missed: every malformed one is to be named.
                $(let $field = reader.get(stringify!($field));)*
                Some(Self { $($field: $field?,)* })
            }

            fn user_id(&self) -> UserId {
                self.user_id
            }

            fn project_id(&self) -> Option<ProjectId> {
                let project: fn(&Self) -> Option<ProjectId> = $project;
                project(self)
            }
        }
    };
}

path_params! {
    /// A path below a user.
    UserPath("Invalid request parameters", project: |_| None) {
        /// The user of the session.
        user_id: UserId,
    }
}
path_params! {
    /// A path below a project.
    ProjectPath("Invalid request parameters", project: |path| Some(path.project_id)) {
        /// The user of the session.
        user_id: UserId,
        /// A project of the user.
        project_id: ProjectId,
    }
}
path_params! {
    /// The path of a context file.
    FilePath("Invalid request parameters", project: |path| Some(path.project_id)) {
        /// The user of the session.
        user_id: UserId,
        /// A project of the user.
        project_id: ProjectId,
        /// A file of the project.
        file_id: FileId,
    }
}
path_params! {
    /// The path of a kind of resources.
    ResourcesPath("Invalid request parameters", project: |path| Some(path.project_id)) {
        /// The user of the session.
        user_id: UserId,
        /// A project of the user.
        project_id: ProjectId,
        /// Which kind of resources.
        resource_type: ResourceType,
    }
}
path_params! {
    /// The path of a resource.
    ResourcePath("Invalid resource type or ID", project: |path| Some(path.project_id)) {
        /// The user of the session.
        user_id: UserId,
        /// A project of the user.
        project_id: ProjectId,
        /// Which kind of resource.
        resource_type: ResourceType,
        /// A resource that is linked to the project.
        resource_id: ResourceId,
    }
}
