//! One function that puts what went wrong into the user's words.

use super::{ApiError, Unreachable};

/// What a user is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, in a few words.
    pub title: &'static str,
    /// What that means, or what to do about it. Full sentences.
    pub detail: String,
}

impl ApiError {
    /// Explains the error to a user.
    pub fn explain(&self) -> Explanation {
        let (title, detail) = match self {
            Self::Unreachable(Unreachable::Network) => (
                "No connection to the server",
                "The server could not be reached, or the connection was cut. Check your network."
                    .to_owned(),
            ),
            Self::Unreachable(Unreachable::Timeout) => (
                "The server takes too long",
                "It did not answer in time. It may be busy.".to_owned(),
            ),
            Self::Invalid { reason, issues } => {
                ("The server refused this", refused(reason, issues))
            }
            Self::SessionEnded => ("Your session has ended", "Sign in again to go on.".to_owned()),
            Self::CookieNotKept => (
                "Your browser did not keep the session",
                "Signing in worked, but the next request came without the session cookie. Allow \
                 cookies for this site, and open it over https (or on localhost)."
                    .to_owned(),
            ),
            Self::WrongCredentials => {
                ("Wrong email or password", "Check both and try again.".to_owned())
            }
            Self::NotFound => (
                "Not found, or not yours",
                "It may have been removed, or it belongs to another account.".to_owned(),
            ),
            Self::Conflict { reason } => ("Already taken", or(reason, "It exists already.")),
            Self::AppPart => (
                "This part of Neptun did not arrive",
                "The connection was cut, or Neptun has been updated since you opened it. In that case reload the page.".into(),
            ),
            Self::TooLarge => (
                "Too large",
                "The server takes at most about 2 MB at once. Shorten the text and try again."
                    .to_owned(),
            ),
            Self::TooManyRequests { retry_after } => ("Too many attempts", wait(*retry_after)),
            Self::Server { status, reason } => (
                "The server has a problem",
                or(reason, &format!("It answered with status {status}. This is not your fault.")),
            ),
            Self::NotJson { status, content_type } => (
                "The server sent something unexpected",
                format!(
                    "It answered with status {status} and {} instead of JSON.",
                    content_type.as_deref().unwrap_or("no content type"),
                ),
            ),
            Self::Empty { status } => (
                "The server sent nothing",
                format!(
                    "It answered with status {status} but without the data that belongs there."
                ),
            ),
            Self::Decode(error) => ("The server's answer could not be read", format!("{error}.")),
            Self::Unexpected { status, reason } => (
                "The server sent something unexpected",
                or(reason, &format!("It answered with status {status}.")),
            ),
        };
        Explanation { title, detail }
    }
}

fn or(reason: &Option<String>, otherwise: &str) -> String {
    reason.as_deref().map_or_else(|| otherwise.to_owned(), sentence)
}

fn sentence(text: &str) -> String {
    match text.ends_with(['.', '!', '?', '…']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

fn refused(reason: &Option<String>, issues: &[neptun_api::Issue]) -> String {
    let issues: Vec<_> = issues
        .iter()
        .map(|issue| match &*issue.path {
            "" => sentence(&issue.message),
            path => format!("{path}: {}", sentence(&issue.message)),
        })
        .collect();
    match issues.is_empty() {
        true => or(reason, "It gave no reason."),
        false => issues.join(" "),
    }
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
    use neptun_api::Issue;

    fn detail(error: ApiError) -> String {
        error.explain().detail
    }

    #[test]
    fn the_servers_own_reason_comes_first() {
        let server = |reason: Option<&str>| {
            detail(ApiError::Server { status: 500, reason: reason.map(str::to_owned) })
        };
        assert_eq!(server(Some("The disk is full")), "The disk is full.");
        assert!(server(None).contains("500"));
    }

    #[test]
    fn a_refusal_names_the_fields() {
        let issues = vec![Issue::new("title", "Required"), Issue::new("", "No object")];
        assert_eq!(
            detail(ApiError::Invalid { reason: Some("x".into()), issues }),
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
