//! Projects.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use neptun_api::{ErrorBody, Issue, NewProject, ProjectEnvelope, ProjectList, ProjectPatch, paths};

use crate::body::JsonBody;
use crate::clock;
use crate::error::ApiError;
use crate::paths::{Authorized, ProjectPath, UserPath};
use crate::responses::{BodyRefusals, UserRefusals};
use crate::state::AppState;

const NOT_FOUND: ApiError = ApiError::NotFound("Project");

/// Lists the projects of the user, newest first.
#[utoipa::path(
    get, path = paths::PROJECTS, tag = "projects", operation_id = "list_projects", params(UserPath),
    responses((status = 200, body = ProjectList, description = "All projects of the user"), UserRefusals)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
) -> Result<Json<ProjectList>, ApiError> {
    let projects = state.database.list_projects(path.user_id).await?;
    Ok(Json(ProjectList { projects }))
}

/// Creates a project.
#[utoipa::path(
    post, path = paths::PROJECTS, tag = "projects", operation_id = "create_project", params(UserPath), request_body = NewProject,
    responses((status = 201, body = ProjectEnvelope, description = "The project, with its id"), UserRefusals, BodyRefusals)
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
    body: JsonBody,
) -> Result<(StatusCode, Json<ProjectEnvelope>), ApiError> {
    let (new, _permit): (NewProject, _) = body.validated()?;
    let project = state.database.create_project(path.user_id, &new, clock::now()).await?;
    Ok((StatusCode::CREATED, Json(ProjectEnvelope { project })))
}

/// Reads a project.
#[utoipa::path(
    get, path = paths::PROJECT, tag = "projects", operation_id = "read_project", params(ProjectPath),
    responses(
        (status = 200, body = ProjectEnvelope, description = "The project"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
    )
)]
pub(crate) async fn read(
    State(state): State<AppState>,
    Authorized(path): Authorized<ProjectPath>,
) -> Result<Json<ProjectEnvelope>, ApiError> {
    let project =
        state.database.find_project(path.user_id, path.project_id).await?.ok_or(NOT_FOUND)?;
    Ok(Json(ProjectEnvelope { project }))
}

/// Updates the fields of a project that the body names.
#[utoipa::path(
    patch, path = paths::PROJECT, tag = "projects", operation_id = "update_project", params(ProjectPath), request_body = ProjectPatch,
    responses(
        (status = 200, body = ProjectEnvelope, description = "The updated project"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
        BodyRefusals,
    )
)]
pub(crate) async fn update(
    State(state): State<AppState>,
    Authorized(path): Authorized<ProjectPath>,
    body: JsonBody,
) -> Result<Json<ProjectEnvelope>, ApiError> {
    let (patch, _permit): (ProjectPatch, _) = body.validated()?;
    if patch == ProjectPatch::default() {
        return Err(ApiError::invalid(vec![Issue::new(
            "",
            "Name at least one of name, description, project_type, programming_language",
        )]));
    }
    let project = state
        .database
        .update_project(path.user_id, path.project_id, &patch, clock::now())
        .await?
        .ok_or(NOT_FOUND)?;
    Ok(Json(ProjectEnvelope { project }))
}

/// Deletes a project with its files and links; linked resources are kept.
#[utoipa::path(
    delete, path = paths::PROJECT, tag = "projects", operation_id = "delete_project", params(ProjectPath),
    responses(
        (status = 200, body = ProjectEnvelope, description = "The deleted project"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
    )
)]
pub(crate) async fn delete(
    State(state): State<AppState>,
    Authorized(path): Authorized<ProjectPath>,
) -> Result<Json<ProjectEnvelope>, ApiError> {
    let project =
        state.database.delete_project(path.user_id, path.project_id).await?.ok_or(NOT_FOUND)?;
    Ok(Json(ProjectEnvelope { project }))
}
