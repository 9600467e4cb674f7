//! Everything that can go wrong between asking a server and having its answer.

use neptun_api::{DecodeError, ErrorBody, Issue, decode};

use super::transport::Answer;

/// Why a call has no result. Part C of the API notes, as a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// No answer arrived.
    Unreachable(Unreachable),
    /// 400: the server refuses what was sent.
    Invalid {
        /// The server's own reason, if it has one.
        reason: Option<String>,
        /// What is wrong with which field.
        issues: Vec<Issue>,
    },
    /// Nobody is signed in any more, and signing in again was declined.
    SessionEnded,
    /// Signing in worked, but the browser did not keep the session's cookie.
    CookieNotKept,
    /// 401 from signing in: wrong email or password.
    WrongCredentials,
    /// 403, 404, or 401 although the session is valid: it does not exist, or belongs to somebody else.
    NotFound,
    /// 409: taken already.
    Conflict {
        /// The server's own reason, if it has one.
        reason: Option<String>,
    },
    /// 413.
    TooLarge,
    /// 429.
    TooManyRequests {
        /// When to try again, in seconds from the answer on.
        retry_after: Option<u32>,
    },
    /// 5xx.
    Server {
        /// The status.
        status: u16,
        /// The server's own reason, if it has one.
        reason: Option<String>,
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
    Decode(DecodeError),
    /// The file with the code for a part of the app did not arrive.
    #[cfg_attr(debug_assertions, expect(dead_code))]
    AppPart,
    /// A status that the API does not know.
    Unexpected {
        /// The status.
        status: u16,
        /// The server's own reason, if it has one.
        reason: Option<String>,
    },
}

/// Why no answer arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreachable {
    /// The connection failed or was cut.
    Network,
    /// The server took too long.
    Timeout,
}

impl From<DecodeError> for ApiError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let explanation = self.explain();
        write!(f, "{} {}", explanation.title, explanation.detail)
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    /// What an answer means that is no success. A 401 is not found here: whether it is the end of the session only
    /// another request can tell.
    pub(super) fn refusal(answer: &Answer) -> Self {
        let status = answer.status;
        let body: Option<ErrorBody> =
            answer.is_json().then(|| decode::error_body(&answer.body).ok()).flatten();
        let reason = body.as_ref().and_then(ErrorBody::reason).map(str::to_owned);
        match status {
            400 | 415 | 422 => {
                let issues = body.map(|body| body.issues).unwrap_or_default();
                Self::Invalid { reason, issues }
            }
            401 | 403 | 404 => Self::NotFound,
            409 => Self::Conflict { reason },
            413 => Self::TooLarge,
            429 => Self::TooManyRequests { retry_after: answer.retry_after },
            _ if body.is_none() && !answer.body.is_empty() => {
                Self::NotJson { status, content_type: answer.content_type.clone() }
            }
            500..=599 => Self::Server { status, reason },
            _ => Self::Unexpected { status, reason },
        }
    }

    /// Checks that a success has the JSON body that belongs to it.
    pub(super) fn expect_json(answer: &Answer) -> Result<(), Self> {
        let status = answer.status;
        if answer.body.is_empty() {
            return Err(Self::Empty { status });
        }
        match answer.is_json() {
            true => Ok(()),
            false => Err(Self::NotJson { status, content_type: answer.content_type.clone() }),
        }
    }

    /// Whether the same request may well succeed a moment later.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Server { .. } => true,
            Self::NotJson { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// What is wrong with one field.
    pub fn issue(&self, field: &str) -> Option<&str> {
        let Self::Invalid { issues, .. } = self else { return None };
        issues.iter().find(|issue| issue.path == field).map(|issue| &*issue.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, content_type: &str, body: &str) -> ApiError {
        ApiError::refusal(&Answer {
            status,
            content_type: Some(content_type.into()).filter(|kind: &String| !kind.is_empty()),
            retry_after: Some(7),
            tag: None,
            body: body.into(),
        })
    }

    #[test]
    fn every_status_has_its_meaning() {
        let json = |status| refusal(status, "application/json", "{}");
        assert_eq!(json(403), ApiError::NotFound);
        assert_eq!(json(404), ApiError::NotFound);
        assert_eq!(json(409), ApiError::Conflict { reason: None });
        assert_eq!(json(413), ApiError::TooLarge);
        assert_eq!(json(429), ApiError::TooManyRequests { retry_after: Some(7) });
        assert_eq!(
            refusal(500, "application/json", r#"{"statusCode":500,"message":"The disk is full"}"#),
            ApiError::Server { status: 500, reason: Some("The disk is full".into()) }
        );
        assert_eq!(refusal(503, "", ""), ApiError::Server { status: 503, reason: None });
        assert_eq!(refusal(418, "", ""), ApiError::Unexpected { status: 418, reason: None });
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
    fn a_page_of_html_is_never_shown() {
        let error = refusal(502, "text/html;charset=utf-8", "<h1>Bad gateway</h1>");
        let content_type = Some("text/html;charset=utf-8".to_owned());
        assert_eq!(error, ApiError::NotJson { status: 502, content_type });
        assert!(!error.to_string().contains("<h1>"));
        assert!(error.is_temporary());
    }
}
