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
}
