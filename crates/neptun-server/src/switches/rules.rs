//! Rules: which requests meet which fault.

use std::num::NonZeroU32;

use axum::http::Method;
use serde::Deserialize;

use super::fault::Fault;

/// The body of `PUT /dev/switches`. Unknown keys are refused: a misspelt rule would make a test pass that tests nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
}

/// One rule. What is absent or null fits every request of the API.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rule {
    /// The method, in capitals.
    method: Option<String>,
    /// A part of the path. It can also name what is not of the API: `/health`, or an asset of the app.
    path: Option<String>,
    /// What to answer; null only delays.
    pub(super) fault: Option<Fault>,
    /// How long to wait first.
    pub(super) latency_ms: Option<u64>,
    /// At what pace to send the body of an answer of the API; null means at once.
    pub(super) bytes_per_second: Option<NonZeroU32>,
    /// How many requests the rule is for; null means all.
    times: Option<u32>,
}

impl Rule {
    pub(super) fn fits(&self, method: &Method, path: &str) -> bool {
        let path_fits = match &self.path {
            Some(part) => path.contains(part),
            None => path.starts_with("/api/"),
        };
        let method_fits = self.method.as_deref().is_none_or(|name| name == method);
        path_fits && method_fits && self.times != Some(0)
    }

    /// Counts a use, and says whether it was the last.
    pub(super) fn is_used_up(&mut self) -> bool {
        if let Some(times) = &mut self.times {
            *times = times.saturating_sub(1);
        }
        self.times == Some(0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rule(json: &str) -> Rule {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn fits_method_and_part_of_the_path() {
        let files = rule(r#"{"method":"GET","path":"/files"}"#);
        assert!(files.fits(&Method::GET, "/api/users/1/files"));
        assert!(!files.fits(&Method::POST, "/api/users/1/files"));
        assert!(!files.fits(&Method::GET, "/api/users/1/chats"));
        let all = rule(r#"{"method":null,"path":null}"#);
        assert!(all.fits(&Method::PUT, "/api/users/1/files"));
        assert!(!all.fits(&Method::GET, "/projects"));
    }

    #[test]
    fn counts_down() {
        let mut twice = rule(r#"{"times":2}"#);
        assert!(!twice.is_used_up());
        assert!(twice.is_used_up());
        assert!(!rule("{}").is_used_up());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for json in [
            r#"{"fault":"418"}"#,
            r#"{"foult":"500"}"#,
            r#"{"times":-1}"#,
            r#"{"bytes_per_second":0}"#,
        ] {
            assert!(serde_json::from_str::<Rule>(json).is_err(), "{json}");
        }
    }
}
