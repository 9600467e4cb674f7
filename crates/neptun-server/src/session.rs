//! Sessions: the cookie, its token, and the rows behind it.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

use neptun_api::{Timestamp, User};

use crate::clock;
use crate::error::{ApiError, InternalError};
use crate::local_http::is_local_http;
use crate::request_log;
use crate::state::AppState;

/// The name of the cookie, as documented.
pub const COOKIE_NAME: &str = "neptun-session";

const SESSION_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A session that is valid.
#[derive(Debug, Clone)]
pub(crate) struct SignedInSession {
    /// Names the session to its user; not a secret.
    pub(crate) public_id: String,
    pub(crate) user: User,
    pub(crate) logged_in_at: Timestamp,
}

/// Extracts the session of a request, or rejects it with 401.
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
    for token in tokens(state, headers) {
        let session = state.database.find_session(&hash(&token), clock::now()).await?;
        if let Some(session) = session {
            request_log::record_user(session.user.id);
            return Ok(Some(session));
        }
    }
    Ok(None)
}

/// Starts a session in place of the request's. Returns it with the cookie to set.
pub(crate) async fn start(
    state: &AppState,
    headers: &HeaderMap,
    user: User,
) -> Result<(SignedInSession, CookieJar), ApiError> {
    request_log::record_user(user.id);
    revoke(state, headers).await?;
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(InternalError::from)?;
    let token = URL_SAFE_NO_PAD.encode(secret);
    let session =
        SignedInSession { public_id: Uuid::new_v4().to_string(), user, logged_in_at: clock::now() };
    let lifetime_ms = SESSION_LIFETIME.as_secs() as i64 * 1_000;
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
    Ok((session, cookie(state, headers, token, SESSION_LIFETIME)))
}

/// Ends the session of a request. Returns the cookie that clears it in the browser.
pub(crate) async fn end(state: &AppState, headers: &HeaderMap) -> Result<CookieJar, ApiError> {
    revoke(state, headers).await?;
    Ok(cookie(state, headers, String::new(), Duration::ZERO))
}

async fn revoke(state: &AppState, headers: &HeaderMap) -> Result<(), ApiError> {
    for token in tokens(state, headers) {
        state.database.delete_session(&hash(&token)).await?;
    }
    Ok(())
}

fn cookie(state: &AppState, headers: &HeaderMap, value: String, max_age: Duration) -> CookieJar {
    let is_secure = match &state.public_origin {
        Some(origin) => origin.is_https(),
        // A browser drops a `Secure` cookie that arrives over plain http, which is how everybody develops on localhost.
        None => !is_local_http(headers),
    };
    let cookie = Cookie::build((state.cookie_name.to_string(), value))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(max_age.try_into().unwrap_or_default())
        .secure(is_secure);
    CookieJar::new().add(cookie)
}

/// A browser that has the cookie for several paths sends several; more than this many are not looked up.
const MAX_TOKENS: usize = 8;

/// The tokens that a request carries.
///
/// Each cookie is parsed by itself and from bytes: a `CookieJar` loses all cookies of a header in which one has a byte beyond ASCII.
fn tokens<'a>(
    state: &'a AppState,
    headers: &'a HeaderMap,
) -> impl Iterator<Item = String> + use<'a> {
    headers
        .get_all(COOKIE)
        .iter()
        .flat_map(|header| header.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| Cookie::parse(std::str::from_utf8(pair).ok()?).ok())
        .filter(|cookie| cookie.name() == &*state.cookie_name && !cookie.value().is_empty())
        .map(|cookie| cookie.value().to_owned())
        .take(MAX_TOKENS)
}

/// The stored form of a token. A token has 256 random bits, so a plain hash cannot be reversed by guessing.
fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}
