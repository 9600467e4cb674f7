//! The errors of the API, and their documented body.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use neptun_api::{CROSS_SITE, DEMO_ACCOUNT, DecodeError, ErrorBody, Issue, Validate};

use crate::database::is_temporary;

/// The documented message of a malformed request.
pub(crate) const INVALID_PARAMETERS: &str = "Invalid request parameters";

/// The reason why a request is rejected or failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// 400: the request is malformed.
    #[error("{message}")]
    BadRequest { message: &'static str, issues: Vec<Issue> },
    /// 401: the request has no valid session.
    #[error("Missing or invalid session")]
    Unauthorized,
    /// 401: no account has this email address and password.
    #[error("Wrong email or password")]
    WrongCredentials,
    /// 403: the path names another user.
    #[error("user_id is not the session's user")]
    ForeignUser,
    /// 403: the account is public.
    #[error("{DEMO_ACCOUNT}")]
    DemoAccount,
    /// 403: a page of another site sent the request.
    #[error("{CROSS_SITE}")]
    CrossSite,
    /// 404: the object does not exist, or belongs to another user.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// 405: the path has no such method.
    #[error("Method not allowed")]
    MethodNotAllowed,
    /// 409: the email address has an account.
    #[error("This email address is taken")]
    EmailTaken,
    /// 408: the body arrives too slowly.
    #[error("The request body arrives too slowly")]
    Timeout,
    /// 412: the condition of a write is not met.
    #[error("The file has been changed meanwhile")]
    Changed,
    /// 413: the body is too large.
    #[error("The request is too large: at most {} are accepted", size(*limit))]
    TooLarge { limit: usize },
    /// 429: too many sign-ups.
    #[error("Too many accounts were created from your address. Try again in {retry_after} seconds")]
    TooManySignUps { retry_after: u64 },
    /// 429: too many failed sign-in attempts.
    #[error("Too many failed sign-in attempts. Try again in {retry_after} seconds")]
    TooManyAttempts { retry_after: u64 },
    /// 503: too many passwords are being hashed, or the bodies of other requests take too much memory.
    #[error("The server is busy. Try again in a moment")]
    Busy,
    /// 500, or 503 if trying again can help: the server failed. The cause is logged, not sent.
    #[error("{}", if _0.is_temporary() { DATABASE_UNAVAILABLE } else { "Server error" })]
    Internal(#[from] InternalError),
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

const DATABASE_UNAVAILABLE: &str = "The database does not answer. Try again in a moment";

/// Causes of a 500 or 503.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InternalError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("password hash: {0}")]
    Password(#[from] argon2::password_hash::Error),
    #[error("random numbers: {0}")]
    Random(#[from] getrandom::Error),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Other(&'static str),
}

impl InternalError {
    fn is_temporary(&self) -> bool {
        matches!(self, Self::Database(error) if is_temporary(error))
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        // Handlers look up every other reference, so the missing row is a project that was deleted in the meantime.
        let deleted =
            error.as_database_error().is_some_and(|error| error.is_foreign_key_violation());
        if deleted {
            return Self::NotFound("Project");
        }
        Self::Internal(error.into())
    }
}

impl From<DecodeError> for ApiError {
    fn from(error: DecodeError) -> Self {
        Self::invalid(vec![Issue::new(&error.path, &error.reason)])
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::invalid(vec![Issue::new("", &rejection.body_text())])
    }
}

impl ApiError {
    /// 400 with the documented message.
    pub(crate) fn invalid(issues: Vec<Issue>) -> Self {
        Self::BadRequest { message: INVALID_PARAMETERS, issues }
    }

    /// 400 if any field is invalid.
    pub(crate) fn check(body: &impl Validate) -> Result<(), Self> {
        match body.issues() {
            issues if issues.is_empty() => Ok(()),
            issues => Err(Self::invalid(issues)),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Unauthorized | Self::WrongCredentials => StatusCode::UNAUTHORIZED,
            Self::ForeignUser | Self::DemoAccount | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::EmailTaken => StatusCode::CONFLICT,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::TooManyAttempts { .. } | Self::TooManySignUps { .. } => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(cause) if cause.is_temporary() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!("{cause}");
        }
        let (status, message) = (self.status(), self.to_string());
        let mut response = match &self {
            Self::BadRequest { issues, .. } => {
                with_issues(status, &message, issues.iter().map(shortened).collect())
            }
            Self::EmailTaken => with_issues(status, &message, vec![Issue::new("email", &message)]),
            _ => plain(status, &message),
        };
        let retry_after = match &self {
            Self::TooManyAttempts { retry_after } | Self::TooManySignUps { retry_after } => {
                Some(*retry_after)
            }
            Self::Busy => Some(1),
            Self::Internal(cause) if cause.is_temporary() => Some(1),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Characters of the path and of the message of an issue at most. Both can contain text of the request.
const MAX_ISSUE_CHARS: usize = 200;

fn shortened(issue: &Issue) -> Issue {
    let shorten = |text: &str| match text.char_indices().nth(MAX_ISSUE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    Issue::new(&shorten(&issue.path), &shorten(&issue.message))
}

/// The documented body.
pub(crate) fn plain(status: StatusCode, message: &str) -> Response {
    (status, Json(ErrorBody::new(status.as_u16(), message))).into_response()
}

fn with_issues(status: StatusCode, message: &str, issues: Vec<Issue>) -> Response {
    let body = ErrorBody::with_issues(status.as_u16(), message, issues);
    (status, Json(body)).into_response()
}
