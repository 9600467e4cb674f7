//! Sign-up, login, logout and the current session.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum_extra::extract::CookieJar;
use uuid::Uuid;

use neptun_api::{Credentials, ErrorBody, Issue, Session, SignUp, SignedIn, User, paths};

use crate::body::{ACCOUNT_LIMIT, JsonBody};
use crate::client_address::ClientAddress;
use crate::clock;
use crate::error::ApiError;
use crate::responses::BodyRefusals;
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
        (status = 429, body = ErrorBody, description = "Too many sign-ups; Retry-After says when to try again"),
        (status = 500, body = ErrorBody, description = "Server error"),
        BodyRefusals,
    )
)]
pub(crate) async fn sign_up(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    headers: HeaderMap,
    body: JsonBody<ACCOUNT_LIMIT>,
) -> Result<impl IntoResponse, ApiError> {
    let (SignUp { email, password, .. }, _permit) = body.validated()?;
    if email.chars().any(is_invisible) {
        let message = "Use an email address without invisible characters";
        return Err(ApiError::invalid(vec![Issue::new("email", message)]));
    }
    state.rate_limiter.sign_up(client).await?;
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
        BodyRefusals,
    )
)]
pub(crate) async fn login(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    headers: HeaderMap,
    body: JsonBody<ACCOUNT_LIMIT>,
) -> Result<impl IntoResponse, ApiError> {
    let (Credentials { email, password }, _permit) = body.validated()?;
    let attempt = state.rate_limiter.sign_in(client, &email).await?;
    let (user, hash) = match state.database.find_user(&email).await? {
        Some(found) => (Some(found.user), Some(found.password_hash)),
        None => (None, None),
    };
    let correct = state.passwords.verify(password, hash).await?;
    let Some(user) = user.filter(|_| correct) else {
        return Err(ApiError::WrongCredentials);
    };
    state.rate_limiter.signed_in(&attempt).await?;
    signed_in(&state, &headers, user).await
}

/// Signs out. Succeeds without a session too.
#[utoipa::path(
    post, path = paths::LOGOUT, tag = "auth", security((), ("session" = [])),
    responses(
        (status = 200, body = bool, content_type = "application/json", description = "Signed out; clears the session cookie"),
        (status = 403, body = ErrorBody, description = "Cross-site request"),
        (status = 500, body = ErrorBody, description = "Server error"),
        (status = 503, body = ErrorBody, description = "The database does not answer; Retry-After says when to try again"),
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
        (status = 500, description = "Server error"),
        (status = 503, description = "The database does not answer; Retry-After says when to try again"),
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
        (status = 503, body = ErrorBody, description = "The database does not answer; Retry-After says when to try again"),
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
    let body = SignedIn { user: session.user, logged_in_at: Some(session.logged_in_at) };
    Ok((cookie, Json(body)))
}

/// Control and format characters, with which two addresses that look the same differ.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
