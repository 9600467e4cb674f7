//! Resources that are linked to a project.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use neptun_api::{ErrorBody, Issue, NewResource, Resource, ResourceType, paths};

use super::streamed_list;
use crate::body::JsonBody;
use crate::clock;
use crate::database::List;
use crate::error::ApiError;
use crate::paths::{Authorized, ResourcePath, ResourcesPath};
use crate::responses::{BodyRefusals, UserRefusals};
use crate::state::AppState;

const NOT_FOUND: ApiError = ApiError::NotFound("Resource");

/// Lists the linked resources of one type, newest first.
#[utoipa::path(
    get, path = paths::RESOURCES, tag = "resources", operation_id = "list_resources", params(ResourcesPath),
    responses(
        (status = 200, body = Vec<Resource>, description = "The linked resources"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
    )
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Authorized(path): Authorized<ResourcesPath>,
) -> Result<Response, ApiError> {
    if path.resource_type == ResourceType::UserFiles {
        let list = List::LinkedUserFiles(path.project_id);
        return streamed_list::respond(state.database, list).await;
    }
    let resources = state.database.list_linked(path.project_id, path.resource_type).await?;
    Ok(Json(resources).into_response())
}

/// Links an existing object of the user to a project, or creates and links one. Linking twice changes nothing.
#[utoipa::path(
    post, path = paths::RESOURCES, tag = "resources", operation_id = "add_resource", params(ResourcesPath), request_body = NewResource,
    responses(
        (status = 201, body = Resource, description = "The resource, with its id"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
        BodyRefusals,
    )
)]
pub(crate) async fn add(
    State(state): State<AppState>,
    Authorized(path): Authorized<ResourcesPath>,
    body: JsonBody,
) -> Result<(StatusCode, Json<Resource>), ApiError> {
    let database = &state.database;
    let (new, _permit) = body.new_resource(path.resource_type)?;
    let resource = match new {
        NewResource::Link(link) => database
            .link(path.user_id, path.project_id, path.resource_type, link.id)
            .await?
            .ok_or_else(|| not_owned(path.resource_type))?,
        NewResource::Create(new) => {
            database.create_and_link(path.user_id, path.project_id, &new, clock::now()).await?
        }
    };
    Ok((StatusCode::CREATED, Json(resource)))
}

/// Reads a linked resource.
#[utoipa::path(
    get, path = paths::RESOURCE, tag = "resources", operation_id = "read_resource", params(ResourcePath),
    responses(
        (status = 200, body = Resource, description = "The resource"),
        (status = 404, body = ErrorBody, description = "Project or resource not found"),
        UserRefusals,
    )
)]
pub(crate) async fn read(
    State(state): State<AppState>,
    Authorized(path): Authorized<ResourcePath>,
) -> Result<Json<Resource>, ApiError> {
    state
        .database
        .find_linked(path.project_id, path.resource_type, path.resource_id)
        .await?
        .map(Json)
        .ok_or(NOT_FOUND)
}

/// Removes a resource from a project; the object stays with its owner.
#[utoipa::path(
    delete, path = paths::RESOURCE, tag = "resources", operation_id = "remove_resource", params(ResourcePath),
    responses(
        (status = 204, description = "Removed"),
        (status = 404, body = ErrorBody, description = "Project or resource not found"),
        UserRefusals,
    )
)]
pub(crate) async fn remove(
    State(state): State<AppState>,
    Authorized(path): Authorized<ResourcePath>,
) -> Result<StatusCode, ApiError> {
    if state.database.unlink(path.project_id, path.resource_type, path.resource_id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(NOT_FOUND)
    }
}

/// One error for objects that do not exist and objects of other users, so that nobody learns which ids exist.
fn not_owned(resource_type: ResourceType) -> ApiError {
    let message = match resource_type {
        ResourceType::UserFiles => "You have no user file with this ID",
        ResourceType::TemplateCollections => "You have no template collection with this ID",
        ResourceType::GithubInstallations => "You have no GitHub installation with this ID",
        ResourceType::ChatConversations => "You have no chat conversation with this ID",
    };
    ApiError::invalid(vec![Issue::new(resource_type.link_key(), message)])
}
