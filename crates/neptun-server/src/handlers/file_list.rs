//! The list of a project's files.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::{ContentType, IfNoneMatch};

use neptun_api::FileFilter;

use super::streamed_list;
use crate::database::{Database, List};
use crate::entity_tag;
use crate::error::ApiError;
use crate::paths::ProjectPath;

/// Responds with the files, or with 304 if the client has them.
pub(super) async fn respond(
    database: Database,
    path: ProjectPath,
    filter: FileFilter,
    if_none_match: Option<IfNoneMatch>,
) -> Result<Response, ApiError> {
    let ProjectPath { user_id: owner, project_id: project } = path;
    // Read before the list: a change in between makes the tag too old, which costs a download, and never too new, which would
    // hide the change.
    let revision = database.files_revision(owner, project).await?;
    let revision = revision.ok_or(ApiError::NotFound("Project"))?;
    let tag = entity_tag::weak(&(owner, project, &filter, revision))?;
    let is_known = if_none_match.is_some_and(|condition| !condition.precondition_passes(&tag));
    // The browser keeps the list and has to revalidate it each time, so that access that was lost ends at once.
    let caching = [(CACHE_CONTROL, "private, no-cache"), (VARY, "accept-encoding")];
    let headers = (TypedHeader(tag), caching);
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let list = List::Files { owner, project, filter };
    let body = streamed_list::body(database, list).await?;
    Ok((headers, TypedHeader(ContentType::json()), body).into_response())
}
