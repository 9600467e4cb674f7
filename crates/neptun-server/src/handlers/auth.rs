//! Signing up, in and out, and who is signed in.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Instant;

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use cookie::Cookie;
use uuid::Uuid;

use neptun_api::{Credentials, ErrorBody, Session, SignUp, SignedIn, User, paths};

use crate::body::JsonBody;
use crate::clock;
use crate::error::ApiError;
use crate::session::{self, RequireSession};
use crate::state::AppState;

/// Creates an account and signs in.
#[utoipa::path(
    post, path = paths::SIGN_UP, tag = "auth", request_body = SignUp, security(()),
    responses(
        (status = 200, body = SignedIn, description = "Signed in; sets the session cookie"),
        (status = 400, body = ErrorBody, description = "What is wrong with which field"),
        (status = 403, body = ErrorBody, description = "Sent by a page of another site"),
        (status = 409, body = ErrorBody, description = "The address has an account"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn sign_up(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let SignUp { email, password, .. } = body.validated()?;
    let hash = state.passwords.hash(password).await?;
    // Not looked up first: two requests at once would both find nothing.
    let user = match state.database.create_user(&email, &hash, clock::now()).await {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            return Err(ApiError::EmailTaken);
        }
        result => result?,
    };
    signed_in(&state, &headers, user).await
}

/// Signs in.
#[utoipa::path(
    post, path = paths::LOGIN, tag = "auth", request_body = Credentials, security(()),
    responses(
        (status = 200, body = SignedIn, description = "Signed in; sets the session cookie"),
        (status = 400, body = ErrorBody, description = "Not a login body"),
        (status = 401, body = ErrorBody, description = "Wrong email or password"),
        (status = 403, body = ErrorBody, description = "Sent by a page of another site"),
        (status = 429, body = ErrorBody, description = "Too many failed attempts; Retry-After says when to try again"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn login(
    State(state): State<AppState>,
    Client(client): Client,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let Credentials { email, password } = body.decoded()?;
    let key = format!("{client} {}", email.trim().to_lowercase());
    state.logins.attempt(&key, Instant::now()).map_err(|wait| ApiError::TooManyAttempts {
        // Rounded up: after this many seconds it must work.
        retry_after: wait.as_secs() + 1,
    })?;
    let (user, hash) = match state.database.find_user(&email).await? {
        Some(found) => (Some(found.user), Some(found.password_hash)),
        None => (None, None),
    };
    let correct = state.passwords.verify(password, hash).await?;
    let Some(user) = user.filter(|_| correct) else {
        return Err(ApiError::WrongCredentials);
    };
    state.logins.succeeded(&key);
    signed_in(&state, &headers, user).await
}

/// Signs out. Without a session there is nothing to end, which is fine.
#[utoipa::path(
    post, path = paths::LOGOUT, tag = "auth",
    responses(
        (status = 200, body = bool, description = "Signed out; clears the session cookie"),
        (status = 403, body = ErrorBody, description = "Sent by a page of another site"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn logout(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let cookie = session::end(&state, &headers).await?;
    Ok((set(&cookie), Json(true)).into_response())
}

/// Whether the session is valid.
#[utoipa::path(
    head, path = paths::AUTH_CHECK, tag = "auth",
    responses(
        (status = 204, description = "The session is valid"),
        (status = 401, description = "There is no session, or it has ended"),
    )
)]
pub(crate) async fn check(_session: RequireSession) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Who is signed in. Never sets a cookie, so that it cannot undo a logout that it races.
#[utoipa::path(
    get, path = paths::SESSION, tag = "auth", security(()),
    responses(
        (status = 200, body = Session, description = "Without a user, nobody is signed in"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn session(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<Session>, ApiError> {
    Ok(Json(match session::find(&state, &headers).await? {
        Some(session) => Session {
            id: session.public_id,
            user: Some(session.user),
            logged_in_at: Some(session.logged_in_at),
        },
        None => Session { id: Uuid::new_v4().to_string(), user: None, logged_in_at: None },
    }))
}

async fn signed_in(
    state: &AppState,
    headers: &HeaderMap,
    user: User,
) -> Result<Response, ApiError> {
    let (session, cookie) = session::start(state, headers, user).await?;
    let body = SignedIn { user: session.user, logged_in_at: Some(session.logged_in_at) };
    Ok((set(&cookie), Json(body)).into_response())
}

fn set(cookie: &Cookie<'_>) -> AppendHeaders<[(HeaderName, String); 1]> {
    AppendHeaders([(SET_COOKIE, cookie.to_string())])
}

/// The address of whoever sends the request. Not `X-Forwarded-For`: anybody can write what they like into it.
pub(crate) struct Client(String);

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(address.map_or_else(String::new, |address| address.ip().to_string())))
    }
}
