//! The errors that endpoints have in common, for the OpenAPI document.

use neptun_api::ErrorBody;
use utoipa::IntoResponses;

/// The errors of every endpoint below a user.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described, never built: handlers return `ApiError`")]
pub(crate) enum UserRefusals {
    /// Invalid request parameters; `data.issues` names the fields
    #[response(status = 400)]
    Invalid(ErrorBody),
    /// Missing or invalid session
    #[response(status = 401)]
    Unauthorized(ErrorBody),
    /// `user_id` is not the session's user, or the request is a cross-site one
    #[response(status = 403)]
    Forbidden(ErrorBody),
    /// Server error
    #[response(status = 500)]
    Server(ErrorBody),
    /// The server is busy, or its database does not answer; Retry-After says when to try again
    #[response(status = 503)]
    Unavailable(ErrorBody),
}

/// The errors of every endpoint with a body.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described, never built: handlers return `ApiError`")]
pub(crate) enum BodyRefusals {
    /// The body arrives too slowly
    #[response(status = 408)]
    Timeout(ErrorBody),
    /// The body is larger than 2 MB, with a file 64 MB, about an account 16 kB
    #[response(status = 413)]
    TooLarge(ErrorBody),
    /// The server is busy, or its database does not answer; Retry-After says when to try again
    #[response(status = 503)]
    Unavailable(ErrorBody),
}
