//! The context files of a project.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::{ContentType, ETag, HeaderMapExt, IfMatch};
use bytes::Bytes;

use neptun_api::{
    ErrorBody, FileEnvelope, FileFilter, FileList, FilePatch, Issue, NewFile, ProjectFile,
    Timestamp, paths,
};

use super::file_list;
use crate::body::{BodyPermit, FILE_LIMIT, JsonBody};
use crate::clock;
use crate::database::FileUpdate;
use crate::error::{ApiError, InternalError};
use crate::paths::{Authorized, FilePath, ProjectPath};
use crate::responses::{BodyRefusals, UserRefusals};
use crate::state::AppState;

const NOT_FOUND: ApiError = ApiError::NotFound("File");

/// Lists the files of a project with their texts, newest first.
#[utoipa::path(
    get, path = paths::FILES, tag = "files", operation_id = "list_files",
    params(
        ProjectPath, FileFilter,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the list that the client holds"),
    ),
    responses(
        (
            status = 200, body = FileList, description = "The matching files",
            headers(("ETag" = String, description = "Changes with every change of the project's files")),
        ),
        (status = 304, description = "The client holds this list"),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
    )
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Authorized(path): Authorized<ProjectPath>,
    filter: Result<Query<FileFilter>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Query(filter) = filter?;
    // A malformed condition is ignored, as the standard says.
    let if_none_match = headers.typed_get();
    file_list::respond(state.database, path, filter.without_empty(), if_none_match).await
}

/// Creates a file.
#[utoipa::path(
    post, path = paths::FILES, tag = "files", operation_id = "create_file", params(ProjectPath), request_body = NewFile,
    responses(
        (
            status = 201, body = FileEnvelope, description = "The file, with its id",
            headers(("ETag" = String, description = "The file's `updated_at` in quotation marks")),
        ),
        (status = 404, body = ErrorBody, description = "Project not found"),
        UserRefusals,
        BodyRefusals,
    )
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    Authorized(path): Authorized<ProjectPath>,
    body: JsonBody<FILE_LIMIT>,
) -> Result<Response, ApiError> {
    let (new, permit): (NewFile, _) = body.validated()?;
    let file = state.database.create_file(path.user_id, path.project_id, new, clock::now()).await?;
    respond(StatusCode::CREATED, file, permit)
}

/// Updates the fields of a file that the body names.
#[utoipa::path(
    put, path = paths::FILE, tag = "files", operation_id = "update_file", request_body = FilePatch,
    params(
        FilePath,
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the file that the update is for: its `updated_at` in quotation marks"),
    ),
    responses(
        (
            status = 200, body = FileEnvelope, description = "The updated file",
            headers(("ETag" = String, description = "The file's `updated_at` in quotation marks")),
        ),
        (status = 404, body = ErrorBody, description = "Project or file not found"),
        (status = 412, body = ErrorBody, description = "The file has changed since it had the `ETag` of the condition"),
        UserRefusals,
        BodyRefusals,
    )
)]
pub(crate) async fn update(
    State(state): State<AppState>,
    Authorized(path): Authorized<FilePath>,
    headers: HeaderMap,
    body: JsonBody<FILE_LIMIT>,
) -> Result<Response, ApiError> {
    let (patch, permit): (FilePatch, _) = body.validated()?;
    if patch == FilePatch::default() {
        return Err(ApiError::invalid(vec![Issue::new("", "Name at least one field of the file")]));
    }
    // A condition that cannot be read is none that is met.
    let condition = headers.contains_key(header::IF_MATCH).then(|| headers.typed_get::<IfMatch>());
    let is_expected = |updated_at: Timestamp| match condition {
        None => true,
        Some(condition) => {
            let etag = ProjectFile::etag(updated_at).parse().ok();
            condition
                .zip(etag)
                .is_some_and(|(condition, etag)| condition.precondition_passes(&etag))
        }
    };
    let (database, now) = (state.database, clock::now());
    let FilePath { user_id, project_id, file_id } = path;
    match database.update_file(user_id, project_id, file_id, patch, is_expected, now).await? {
        FileUpdate::Done(file) => respond(StatusCode::OK, *file, permit),
        FileUpdate::Changed => Err(ApiError::Changed),
        FileUpdate::NotFound => Err(NOT_FOUND),
    }
}

/// Responds with a file. Unlike that of `axum::Json`, the buffer does not grow: that copies a text, and the allocator keeps the copies.
///
/// The response keeps the permit of the request, because it is as large, and stays until the client has read it.
fn respond(
    status: StatusCode,
    file: ProjectFile,
    permit: BodyPermit,
) -> Result<Response, ApiError> {
    let etag = file.updated_at.and_then(|updated_at| ProjectFile::etag(updated_at).parse().ok());
    let escapes = file.text.len() / 8;
    let mut json = Vec::with_capacity(file.text.len() + escapes + 1_024);
    serde_json::to_writer(&mut json, &FileEnvelope { file }).map_err(InternalError::from)?;
    let body = Bytes::from_owner(Permitted { json, _permit: permit });
    let etag = etag.map(TypedHeader::<ETag>);
    Ok((status, TypedHeader(ContentType::json()), etag, body).into_response())
}

/// The bytes of a response, with the permit of their memory.
struct Permitted {
    json: Vec<u8>,
    _permit: BodyPermit,
}

impl AsRef<[u8]> for Permitted {
    fn as_ref(&self) -> &[u8] {
        &self.json
    }
}

/// Deletes a file.
#[utoipa::path(
    delete, path = paths::FILE, tag = "files", operation_id = "delete_file", params(FilePath),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, body = ErrorBody, description = "Project or file not found"),
        UserRefusals,
    )
)]
pub(crate) async fn delete(
    State(state): State<AppState>,
    Authorized(path): Authorized<FilePath>,
) -> Result<StatusCode, ApiError> {
    if state.database.delete_file(path.project_id, path.file_id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(NOT_FOUND)
    }
}
