//! A session of the live server for people who have no password there: they sign in with GitHub or a passkey in its own app and
//! bring the cookie along.

use axum::http::{HeaderMap, StatusCode};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use neptun_api::{Issue, SessionCookie};

use crate::body::{ACCOUNT_LIMIT, JsonBody};
use crate::error::ApiError;
use crate::local_http::is_local_http;
use crate::session::COOKIE_NAME;

/// Sets the cookie in the browser, where no script can read it. Whether the session is valid only the live server can tell.
pub(super) async fn keep(
    headers: HeaderMap,
    body: JsonBody<ACCOUNT_LIMIT>,
) -> Result<(StatusCode, CookieJar), ApiError> {
    let body: SessionCookie = body.decoded()?;
    let Some(value) = body.value(COOKIE_NAME) else {
        let issue = Issue::new("cookie", "This is not the value of a cookie");
        return Err(ApiError::invalid(vec![issue]));
    };
    // The live server sets it anew, with its own lifetime, when it is asked for the session.
    let cookie = Cookie::build((COOKIE_NAME, value.to_owned()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .secure(!is_local_http(&headers));
    Ok((StatusCode::NO_CONTENT, CookieJar::new().add(cookie)))
}
