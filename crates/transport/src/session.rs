//! The session of the browser, as far as a request can tell.

use gloo_net::http::Method;
use neptun_api::{User, decode, paths};

use super::{ApiError, Request, send_request};

/// The user who is signed in.
///
/// # Errors
/// If the server could not be asked.
pub async fn signed_in_user() -> Result<Option<User>, ApiError> {
    let response = send_request(&Request::new(Method::GET, paths::SESSION)).await?;
    // No server documents it, but a proxy in front of one may well answer so.
    if response.status == 401 {
        return Ok(None);
    }
    Ok(decode::session(response.json()?)?.user)
}

/// Says if the session is valid. Only this request tells: a live server answers 401 for other reasons too.
///
/// # Errors
/// If the server could not be asked.
pub async fn session_is_valid() -> Result<bool, ApiError> {
    let response = send_request(&Request::new(Method::HEAD, paths::AUTH_CHECK)).await?;
    match response.status {
        401 => Ok(false),
        200..300 => Ok(true),
        _ => Err(ApiError::from_response(&response)),
    }
}
