//! Everything that can go wrong between asking and having the answer.

use std::fmt;

use neptun_api::{CROSS_SITE, DEMO_ACCOUNT, DecodeError, ErrorBody, decode};
use serde::{Deserialize, Serialize};

use super::Response;

/// The cause of a call without a result. The engine reports it to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApiError {
    /// No answer arrived.
    Unreachable(Unreachable),
    /// 400: the server refuses the request.
    Invalid {
        /// The server's own reason, if it has one.
        reason: Option<String>,
        /// The errors of single fields.
        issues: Vec<FieldError>,
    },
    /// Nobody is signed in any more, and signing in again was declined.
    SessionEnded,
    /// Signing in worked, but the browser did not keep the session's cookie.
    CookieNotKept,
    /// 401 from signing in: wrong email or password.
    WrongCredentials {
        /// The server says so itself. A live one gives no reason, and answers the same while its database is down.
        is_stated: bool,
    },
    /// 403: our server takes the app for a page of another site.
    CrossSite,
    /// 403, 404, or 401 although the session is valid: it does not exist, or belongs to someone else.
    NotFound,
    /// 409: taken already.
    Conflict {
        /// The server's own reason, if it has one.
        reason: Option<String>,
    },
    /// 412: it is not any more what the request is about.
    Changed,
    /// 413.
    TooLarge,
    /// 429.
    TooManyRequests {
        /// The seconds to wait from the answer on.
        retry_after: Option<u32>,
    },
    /// 5xx.
    Server {
        /// The status.
        status: u16,
        /// The server's own reason, if it has one.
        reason: Option<String>,
        /// The id of the request, if the server names it.
        request_id: Option<String>,
        /// The seconds to wait from the answer on, if the server has no time now.
        retry_after: Option<u32>,
    },
    /// A body that is not JSON where JSON belongs, such as an HTML error page.
    NotJson {
        /// The status.
        status: u16,
        /// The `Content-Type`, if there is one.
        content_type: Option<String>,
    },
    /// Success, but without the body that belongs to it.
    Empty {
        /// The status.
        status: u16,
    },
    /// JSON of an unexpected shape.
    Decode {
        /// The place and the error.
        reason: String,
    },
    /// A part of the app could not be loaded.
    AppPart,
    /// The engine cannot answer.
    Worker(WorkerError),
    /// A status that the API does not know.
    Unexpected {
        /// The status.
        status: u16,
        /// The server's own reason, if it has one.
        reason: Option<String>,
    },
}

/// The cause of a missing answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreachable {
    /// The connection failed or was cut.
    Network,
    /// The server took too long.
    Timeout,
}

/// The cause of an engine that does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkerError {
    /// It could not be loaded or started.
    NotStarted,
    /// It has crashed.
    Crashed,
    /// It is of another version than the page.
    OtherVersion,
}

/// An error of one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field; nested fields are joined with dots; empty for the request as a whole.
    pub field: String,
    /// The error, for people.
    pub message: String,
}

impl From<DecodeError> for ApiError {
    fn from(error: DecodeError) -> Self {
        Self::Decode { reason: error.to_string() }
    }
}

/// In technical words. The page has its own for users.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(Unreachable::Network) => f.write_str("no connection"),
            Self::Unreachable(Unreachable::Timeout) => f.write_str("no answer in time"),
            Self::Invalid { reason, .. } => write_reason(f, "invalid request", reason),
            Self::SessionEnded => f.write_str("the session has ended"),
            Self::CookieNotKept => f.write_str("the browser did not keep the session's cookie"),
            Self::WrongCredentials { .. } => f.write_str("wrong email or password"),
            Self::CrossSite => f.write_str("taken for a request from another site"),
            Self::NotFound => f.write_str("not found"),
            Self::Conflict { reason } => write_reason(f, "conflict", reason),
            Self::Changed => f.write_str("changed meanwhile"),
            Self::TooLarge => f.write_str("too large"),
            Self::TooManyRequests { .. } => f.write_str("too many requests"),
            Self::Server { status, reason, .. } => {
                write_reason(f, &format!("server error {status}"), reason)
            }
            Self::NotJson { status, content_type } => {
                let content_type = content_type.as_deref().unwrap_or("no content type");
                write!(f, "status {status} with {content_type} instead of JSON")
            }
            Self::Empty { status } => write!(f, "status {status} without a body"),
            Self::Decode { reason } => write!(f, "unexpected JSON: {reason}"),
            Self::AppPart => f.write_str("a part of the app could not be loaded"),
            Self::Worker(WorkerError::NotStarted) => f.write_str("the engine could not be started"),
            Self::Worker(WorkerError::Crashed) => f.write_str("the engine has crashed"),
            Self::Worker(WorkerError::OtherVersion) => {
                f.write_str("the engine is of another version")
            }
            Self::Unexpected { status, reason } => {
                write_reason(f, &format!("unexpected status {status}"), reason)
            }
        }
    }
}

fn write_reason(f: &mut fmt::Formatter<'_>, error: &str, reason: &Option<String>) -> fmt::Result {
    match reason {
        Some(reason) => write!(f, "{error}: {reason}"),
        None => f.write_str(error),
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    /// The meaning of a response that is no success. A 401 counts as not found: only another request can tell if the session has
    /// ended.
    pub fn from_response(response: &Response) -> Self {
        let status = response.status;
        let body = error_body(response);
        let reason = body.as_ref().and_then(ErrorBody::reason).map(str::to_owned);
        match status {
            400 | 415 | 422 => {
                let issues = body.into_iter().flat_map(|body| body.issues);
                let issues =
                    issues.map(|issue| FieldError { field: issue.path, message: issue.message });
                Self::Invalid { reason, issues: issues.collect() }
            }
            403 if reason.as_deref() == Some(CROSS_SITE) => Self::CrossSite,
            403 if reason.as_deref() == Some(DEMO_ACCOUNT) => {
                Self::Invalid { reason, issues: Vec::new() }
            }
            401 | 403 | 404 => Self::NotFound,
            409 => Self::Conflict { reason },
            412 => Self::Changed,
            413 => Self::TooLarge,
            429 => Self::TooManyRequests { retry_after: response.retry_after },
            _ if body.is_none() && !response.body.is_empty() => {
                Self::NotJson { status, content_type: response.content_type.clone() }
            }
            500..=599 => Self::Server {
                status,
                reason,
                request_id: response.request_id.clone(),
                retry_after: response.retry_after,
            },
            _ => Self::Unexpected { status, reason },
        }
    }

    /// 401 from signing in.
    pub fn wrong_credentials(response: &Response) -> Self {
        let is_stated = error_body(response).is_some_and(|body| body.reason().is_some());
        Self::WrongCredentials { is_stated }
    }

    /// The same error where something is asked for that certainly exists, such as the list of the user's own projects. A live server
    /// answers so while its database is down.
    #[must_use]
    pub fn of_what_exists(self) -> Self {
        match self {
            Self::NotFound => Self::Server {
                status: 404,
                reason: Some("It does not find what belongs to your account".to_owned()),
                request_id: None,
                retry_after: None,
            },
            error => error,
        }
    }

    /// Says if the same request may well succeed a moment later.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Server { .. } => true,
            Self::NotJson { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Says if the server may have done what it was asked for nevertheless.
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Empty { .. } | Self::Decode { .. } => true,
            Self::Server { status, .. } | Self::NotJson { status, .. } => *status != 503,
            _ => false,
        }
    }

    /// The error of one field.
    pub fn issue(&self, field: &str) -> Option<&str> {
        let Self::Invalid { issues, .. } = self else { return None };
        issues.iter().find(|issue| issue.field == field).map(|issue| &*issue.message)
    }
}

fn error_body(response: &Response) -> Option<ErrorBody> {
    response.is_json().then(|| decode::error_body(&response.body).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, content_type: &str, body: &str) -> ApiError {
        ApiError::from_response(&Response {
            status,
            content_type: Some(content_type.into()).filter(|kind: &String| !kind.is_empty()),
            retry_after: Some(7),
            etag: None,
            request_id: Some("r-1".to_owned()),
            body: body.into(),
        })
    }

    #[test]
    fn every_status_has_its_meaning() {
        let json = |status| refusal(status, "application/json", "{}");
        assert_eq!(json(403), ApiError::NotFound);
        assert_eq!(json(404), ApiError::NotFound);
        assert_eq!(
            refusal(403, "application/json", &format!(r#"{{"message":"{CROSS_SITE}"}}"#)),
            ApiError::CrossSite
        );
        assert!(matches!(json(404).of_what_exists(), ApiError::Server { status: 404, .. }));
        assert_eq!(json(409).of_what_exists(), json(409));
        assert_eq!(json(409), ApiError::Conflict { reason: None });
        assert_eq!(json(413), ApiError::TooLarge);
        assert_eq!(json(429), ApiError::TooManyRequests { retry_after: Some(7) });
        assert_eq!(
            refusal(500, "application/json", r#"{"statusCode":500,"message":"The disk is full"}"#),
            ApiError::Server {
                status: 500,
                reason: Some("The disk is full".into()),
                request_id: Some("r-1".to_owned()),
                retry_after: Some(7),
            }
        );
        let request_id = Some("r-1".to_owned());
        assert_eq!(
            refusal(503, "", ""),
            ApiError::Server { status: 503, reason: None, request_id, retry_after: Some(7) }
        );
        assert_eq!(refusal(418, "", ""), ApiError::Unexpected { status: 418, reason: None });
    }

    #[test]
    fn a_write_without_a_clear_answer_may_have_arrived() {
        for status in [500, 502, 504] {
            assert!(refusal(status, "application/json", "{}").is_outcome_unknown());
        }
        assert!(refusal(502, "text/html", "<h1>").is_outcome_unknown());
        assert!(ApiError::Decode { reason: String::new() }.is_outcome_unknown());
        assert!(ApiError::Unreachable(Unreachable::Timeout).is_outcome_unknown());
        for status in [400, 404, 409, 412, 413, 429, 503] {
            assert!(!refusal(status, "application/json", "{}").is_outcome_unknown());
        }
    }

    #[test]
    fn a_400_keeps_the_reasons_of_the_fields() {
        let body = r#"{"statusCode":400,"statusMessage":"Bad Request","stack":[],
            "data":{"issues":[{"code":"x","path":["title"],"message":"Required"}]}}"#;
        let error = refusal(400, "application/json", body);
        assert_eq!(error.issue("title"), Some("Required"));
        assert_eq!(error.issue("text"), None);
    }

    #[test]
    fn only_a_success_with_json_is_an_answer() {
        let response = |status, content_type: &str, body: &str| Response {
            status,
            content_type: Some(content_type.into()),
            retry_after: None,
            etag: None,
            request_id: None,
            body: body.into(),
        };
        let json = "application/problem+json; charset=utf-8";
        assert_eq!(response(200, json, "[]").json(), Ok(&b"[]"[..]));
        assert_eq!(response(204, json, "").json(), Err(ApiError::Empty { status: 204 }));
        assert_eq!(response(404, json, "{}").json(), Err(ApiError::NotFound));
        let html = response(200, "text/html", "<h1>").json().unwrap_err();
        let content_type = Some("text/html".to_owned());
        assert_eq!(html, ApiError::NotJson { status: 200, content_type });
        assert!(!html.is_temporary());
    }

    #[test]
    fn a_page_of_html_is_never_shown() {
        let error = refusal(502, "text/html;charset=utf-8", "<h1>Bad gateway</h1>");
        let content_type = Some("text/html;charset=utf-8".to_owned());
        assert_eq!(error, ApiError::NotJson { status: 502, content_type });
        assert!(!error.to_string().contains("<h1>"));
        assert!(error.is_temporary());
    }
}
