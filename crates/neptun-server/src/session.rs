//! Who is signed in: the cookie, its token, and the rows behind it.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use neptun_api::{Timestamp, User};

use crate::clock;
use crate::error::{ApiError, InternalError};
use crate::local_http::is_local_http;
use crate::state::AppState;

/// The name of the cookie, as documented.
const COOKIE_NAME: &str = "neptun-session";

const LIFETIME: Duration = Duration::days(30);

/// A session that is valid.
#[derive(Debug, Clone)]
pub(crate) struct SignedInSession {
    /// Names the session to its user; no secret.
    pub(crate) public_id: String,
    pub(crate) user: User,
    pub(crate) logged_in_at: Timestamp,
}

/// Extracts the session of a request, or refuses it with 401.
pub(crate) struct RequireSession(pub(crate) SignedInSession);

impl FromRequestParts<AppState> for RequireSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        find(state, &parts.headers).await?.map(Self).ok_or(ApiError::Unauthorized)
    }
}

/// The session of a request, if it has one that is valid.
pub(crate) async fn find(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<SignedInSession>, ApiError> {
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    Ok(state.database.find_session(&hash(token), clock::now()).await?)
}

/// Starts a session, in place of the one that the request may have. Returns it with its cookie.
pub(crate) async fn start(
    state: &AppState,
    headers: &HeaderMap,
    user: User,
) -> Result<(SignedInSession, Cookie<'static>), ApiError> {
    end(state, headers).await?;
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(InternalError::from)?;
    let token = URL_SAFE_NO_PAD.encode(secret);
    let session =
        SignedInSession { public_id: Uuid::new_v4().to_string(), user, logged_in_at: clock::now() };
    let lifetime_ms = LIFETIME.whole_seconds() * 1_000;
    state
        .database
        .create_session(
            &hash(&token),
            &session.public_id,
            session.user.id,
            session.logged_in_at,
            Timestamp::from_millis(session.logged_in_at.as_millis() + lifetime_ms),
        )
        .await?;
    Ok((session, cookie(headers, token, LIFETIME)))
}

/// Ends the session of a request, if it has one. Returns the cookie that clears it in the browser.
pub(crate) async fn end(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Cookie<'static>, ApiError> {
    if let Some(token) = token(headers) {
        state.database.delete_session(&hash(token)).await?;
    }
    Ok(cookie(headers, String::new(), Duration::ZERO))
}

fn cookie(headers: &HeaderMap, value: String, max_age: Duration) -> Cookie<'static> {
    Cookie::build((COOKIE_NAME, value))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(max_age)
        // A browser drops a `Secure` cookie that comes over plain http; on localhost that is how everybody develops.
        .secure(!is_local_http(headers))
        .build()
}

/// The token in the request's cookie.
fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE_NAME && !value.is_empty())
        .map(|(_, value)| value)
}

/// What is stored of a token. It has 256 random bits, so a plain hash cannot be guessed backwards.
fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}
