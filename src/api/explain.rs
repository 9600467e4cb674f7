//! One function that puts an error into the user's words.

use std::fmt;

use transport::{ApiError, FieldError, Unreachable, WorkerError};

/// An error in the user's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The error in a few words.
    pub title: &'static str,
    /// Its meaning, or a way out. Full sentences.
    pub detail: String,
    /// The id of the request, for whoever runs the server.
    pub request_id: Option<String>,
}

/// The explanation in one line, for a toast.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.title, self.detail)
    }
}

/// Explains an error to a user.
pub fn explain(error: &ApiError) -> Explanation {
    let (title, detail) = match error {
        ApiError::Unreachable(Unreachable::Network) => (
            "No connection to the server",
            "The server could not be reached, or the connection was cut. Check your network."
                .to_owned(),
        ),
        ApiError::Unreachable(Unreachable::Timeout) => {
            ("The server takes too long", "It did not answer in time. It may be busy.".to_owned())
        }
        ApiError::Invalid { reason, issues } => {
            ("The server refused this", refused(reason, issues))
        }
        ApiError::SessionEnded => {
            ("Your session has ended", "Sign in again to continue.".to_owned())
        }
        ApiError::CookieNotKept => (
            "Your browser did not keep the session",
            "Signing in worked, but the next request came without the session cookie. Allow \
             cookies for this site, and open it over https (or on localhost)."
                .to_owned(),
        ),
        ApiError::WrongCredentials { is_stated: true } => {
            ("Wrong email or password", "Check both and try again.".to_owned())
        }
        ApiError::WrongCredentials { is_stated: false } => (
            "Wrong email or password",
            "Check both and try again. This server says the same while its database is down."
                .to_owned(),
        ),
        ApiError::CrossSite => (
            "The server takes this app for another site",
            "It is reached at an address that it does not know. Whoever runs it can name the address \
             with --public-origin."
                .to_owned(),
        ),
        ApiError::NotFound => (
            "Not found, or not yours",
            "It may have been removed, or it belongs to another account.".to_owned(),
        ),
        ApiError::Conflict { reason } => ("Already taken", or(reason, "It exists already.")),
        ApiError::Changed => (
            "Changed meanwhile",
            "It has been changed on the server since you opened it.".to_owned(),
        ),
        ApiError::AppPart => (
            "This part of the app could not be loaded",
            "The connection was cut, or the app has been updated since you opened it.".into(),
        ),
        ApiError::Worker(WorkerError::NotStarted) => (
            "The files could not be loaded",
            "The part of the app that loads them did not start. The connection may have been cut."
                .to_owned(),
        ),
        ApiError::Worker(WorkerError::Crashed) => (
            "A part of the app has crashed",
            "This is a fault in the app, not in your data. Details are in the browser's console."
                .to_owned(),
        ),
        ApiError::Worker(WorkerError::OtherVersion) => (
            "The app has been updated",
            "Reload the page to continue with the new version.".to_owned(),
        ),
        ApiError::TooLarge => (
            "Too large",
            "That is more than the server takes at once. Shorten the text and try again."
                .to_owned(),
        ),
        ApiError::TooManyRequests { retry_after } => ("Too many attempts", wait(*retry_after)),
        ApiError::Server { status, reason, .. } => (
            "The server has a problem",
            or(
                reason,
                &format!("It answered with status {status}. This is not caused by your input."),
            ),
        ),
        ApiError::NotJson { status, content_type } => (
            "The server sent something unexpected",
            format!(
                "It answered with status {status} and {} instead of JSON.",
                content_type.as_deref().unwrap_or("no content type"),
            ),
        ),
        ApiError::Empty { status } => (
            "The server sent nothing",
            format!("It answered with status {status} but without the data that belongs there."),
        ),
        ApiError::Decode { reason } => {
            ("The server's answer could not be read", format!("{reason}."))
        }
        ApiError::Unexpected { status, reason } => (
            "The server sent something unexpected",
            or(reason, &format!("It answered with status {status}.")),
        ),
    };
    let request_id = match error {
        ApiError::Server { request_id, .. } => request_id.clone(),
        _ => None,
    };
    Explanation { title, detail, request_id }
}

fn or(reason: &Option<String>, otherwise: &str) -> String {
    reason.as_deref().map_or_else(|| otherwise.to_owned(), sentence)
}

fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

fn refused(reason: &Option<String>, issues: &[FieldError]) -> String {
    let issues: Vec<_> = issues
        .iter()
        .map(|issue| match &*issue.field {
            "" => sentence(&issue.message),
            path => format!("{path}: {}", sentence(&issue.message)),
        })
        .collect();
    if issues.is_empty() { or(reason, "It gave no reason.") } else { issues.join(" ") }
}

fn wait(seconds: Option<u32>) -> String {
    match seconds {
        None => "Wait a little, then try again.".to_owned(),
        Some(1) => "Try again in a second.".to_owned(),
        Some(seconds @ 0..90) => format!("Try again in {seconds} seconds."),
        Some(seconds) => format!("Try again in {} minutes.", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(error: ApiError) -> String {
        explain(&error).detail
    }

    #[test]
    fn an_explanation_is_two_sentences() {
        let error = ApiError::Empty { status: 204 };
        let expected = "The server sent nothing. It answered with status 204 but without the data that belongs there.";
        assert_eq!(explain(&error).to_string(), expected);
    }

    #[test]
    fn the_servers_own_reason_comes_first() {
        let server = |reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            detail(ApiError::Server { status: 500, reason, request_id: None, retry_after: None })
        };
        assert_eq!(server(Some("The disk is full")), "The disk is full.");
        assert!(server(None).contains("500"));
    }

    #[test]
    fn a_refusal_names_the_fields() {
        let issues = [("title", "Required"), ("", "No object")]
            .map(|(field, message)| FieldError { field: field.into(), message: message.into() });
        assert_eq!(
            detail(ApiError::Invalid { reason: Some("x".into()), issues: issues.into() }),
            "title: Required. No object."
        );
        assert_eq!(
            detail(ApiError::Invalid { reason: None, issues: vec![] }),
            "It gave no reason."
        );
    }

    #[test]
    fn waiting_is_told_in_people_s_units() {
        let wait = |retry_after| detail(ApiError::TooManyRequests { retry_after });
        assert_eq!(wait(Some(30)), "Try again in 30 seconds.");
        assert_eq!(wait(Some(290)), "Try again in 5 minutes.");
        assert_eq!(wait(None), "Wait a little, then try again.");
    }
}
