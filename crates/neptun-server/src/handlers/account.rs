//! The account of the session: its password and its sessions.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use neptun_api::{AccountSession, ErrorBody, Issue, NewPassword, paths};

use crate::body::{ACCOUNT_LIMIT, JsonBody};
use crate::client_address::ClientAddress;
use crate::error::ApiError;
use crate::responses::BodyRefusals;
use crate::session::{RequireSession, SignedInSession};
use crate::state::AppState;

const SESSION_NOT_FOUND: ApiError = ApiError::NotFound("Session");

/// Changes the password, and ends all other sessions.
#[utoipa::path(
    put, path = paths::PASSWORD, tag = "auth", request_body = NewPassword,
    responses(
        (status = 204, description = "Changed; all other sessions have ended"),
        (status = 400, body = ErrorBody, description = "Invalid fields, or a wrong current password"),
        (status = 401, body = ErrorBody, description = "Missing or invalid session"),
        (status = 403, body = ErrorBody, description = "The demo account, or a cross-site request"),
        (status = 429, body = ErrorBody, description = "Too many failed attempts; Retry-After says when to try again"),
        (status = 500, body = ErrorBody, description = "Server error"),
        BodyRefusals,
    )
)]
pub(crate) async fn change_password(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    RequireSession(session): RequireSession,
    body: JsonBody<ACCOUNT_LIMIT>,
) -> Result<StatusCode, ApiError> {
    refuse_demo_account(&state, &session).await?;
    let (NewPassword { current_password, new_password }, _permit) = body.validated()?;
    let email = &session.user.primary_email;
    let attempt = state.rate_limiter.sign_in(client, email).await?;
    let hash = state.database.find_user(email).await?.map(|found| found.password_hash);
    if !state.passwords.verify(current_password, hash).await? {
        let issue = Issue::new("currentPassword", "This is not your password");
        return Err(ApiError::invalid(vec![issue]));
    }
    state.rate_limiter.signed_in(&attempt).await?;
    let hash = state.passwords.hash(new_password).await?;
    state.database.set_password(session.user.id, &hash, &session.public_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the sessions of the account, newest first.
#[utoipa::path(
    get, path = paths::ACCOUNT_SESSIONS, tag = "auth",
    responses(
        (status = 200, body = Vec<AccountSession>, description = "The sessions that have not ended"),
        (status = 401, body = ErrorBody, description = "Missing or invalid session"),
        (status = 500, body = ErrorBody, description = "Server error"),
        (status = 503, body = ErrorBody, description = "The database does not answer; Retry-After says when to try again"),
    )
)]
pub(crate) async fn sessions(
    State(state): State<AppState>,
    RequireSession(session): RequireSession,
) -> Result<Json<Vec<AccountSession>>, ApiError> {
    Ok(Json(state.database.list_sessions(session.user.id, &session.public_id).await?))
}

/// Ends a session of the account.
#[utoipa::path(
    delete, path = paths::ACCOUNT_SESSION, tag = "auth",
    params(("session_id" = String, Path, description = "A session of the account")),
    responses(
        (status = 204, description = "Ended"),
        (status = 401, body = ErrorBody, description = "Missing or invalid session"),
        (status = 403, body = ErrorBody, description = "The demo account, or a cross-site request"),
        (status = 404, body = ErrorBody, description = "Session not found"),
        (status = 500, body = ErrorBody, description = "Server error"),
        (status = 503, body = ErrorBody, description = "The database does not answer; Retry-After says when to try again"),
    )
)]
pub(crate) async fn end_session(
    State(state): State<AppState>,
    RequireSession(session): RequireSession,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    refuse_demo_account(&state, &session).await?;
    let Path(id) = id.map_err(|_| SESSION_NOT_FOUND)?;
    if state.database.delete_session_by_id(session.user.id, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(SESSION_NOT_FOUND)
    }
}

/// The password of a demo account is public: its visitors must not lock each other out.
async fn refuse_demo_account(state: &AppState, session: &SignedInSession) -> Result<(), ApiError> {
    match state.database.find_demo_user(&session.user.primary_email).await? {
        Some(_) => Err(ApiError::DemoAccount),
        None => Ok(()),
    }
}
