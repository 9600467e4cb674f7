//! Sign-up, login, logout and the current session.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Instant;

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum_extra::extract::CookieJar;
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
        (status = 400, body = ErrorBody, description = "Invalid fields"),
        (status = 403, body = ErrorBody, description = "Cross-site request"),
        (status = 409, body = ErrorBody, description = "The email address is taken"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn sign_up(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<impl IntoResponse, ApiError> {
    let SignUp { email, password, .. } = body.validated()?;
    let hash = state.passwords.hash(password).await?;
    // Inserted without looking first: two concurrent requests would both find nothing.
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
        (status = 400, body = ErrorBody, description = "Invalid fields"),
        (status = 401, body = ErrorBody, description = "Wrong email or password"),
        (status = 403, body = ErrorBody, description = "Cross-site request"),
        (status = 429, body = ErrorBody, description = "Too many failed attempts; Retry-After says when to try again"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn login(
    State(state): State<AppState>,
    Client(client): Client,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<impl IntoResponse, ApiError> {
    let Credentials { email, password } = body.decoded()?;
    let key = format!("{client} {}", email.trim().to_lowercase());
    state.logins.attempt(&key, Instant::now()).map_err(|wait| ApiError::TooManyAttempts {
        // Rounded up, so that an attempt after this many seconds is allowed.
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

/// Signs out. Succeeds without a session too.
#[utoipa::path(
    post, path = paths::LOGOUT, tag = "auth",
    responses(
        (status = 200, body = bool, description = "Signed out; clears the session cookie"),
        (status = 403, body = ErrorBody, description = "Cross-site request"),
        (status = 500, body = ErrorBody, description = "Server error"),
    )
)]
pub(crate) async fn logout(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<(CookieJar, Json<bool>), ApiError> {
    Ok((session::end(&state, &headers).await?, Json(true)))
}

/// Checks that the session is valid.
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

/// Reads the session. Never sets a cookie, so that it cannot undo a logout that it races.
#[utoipa::path(
    get, path = paths::SESSION, tag = "auth", security(()),
    responses(
        (status = 200, body = Session, description = "The session; without `user`, nobody is signed in"),
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
) -> Result<(CookieJar, Json<SignedIn>), ApiError> {
    let (session, cookie) = session::start(state, headers, user).await?;
    let body = SignedIn { user: session.user, logged_in_at: session.logged_in_at };
    Ok((cookie, Json(body)))
}

/// Extracts the address that the request comes from. `X-Forwarded-For` is ignored, because any client can set it.
pub(crate) struct Client(String);

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(address.map_or_else(String::new, |address| address.ip().to_string())))
    }
}
