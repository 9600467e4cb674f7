//! Rules that map requests to faults.

use std::num::NonZeroU32;

use axum::http::Method;
use serde::Deserialize;

use super::fault::Fault;

/// The body of `PUT /dev/switches`. Unknown keys are an error, because a misspelt rule makes a test pass that tests nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
}

/// One rule. A condition that is absent or null matches every request of the API.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rule {
    /// The method, in capitals.
    method: Option<String>,
    /// A part of the path. Paths outside the API can be matched too: `/health`, or an asset of the app.
    path: Option<String>,
    /// The fault to respond with; null for the usual response.
    pub(super) fault: Option<Fault>,
    /// Delay before the response.
    pub(super) latency_ms: Option<u64>,
    /// Bytes per second of the response body; null for no limit. Applies to the API only.
    pub(super) bytes_per_second: Option<NonZeroU32>,
    /// Number of requests after which the rule is removed; null for never.
    times: Option<u32>,
}

impl Rule {
    pub(super) fn matches(&self, method: &Method, path: &str) -> bool {
        let path_matches = match &self.path {
            Some(part) => path.contains(part),
            None => path.starts_with("/api/"),
        };
        let method_matches = self.method.as_deref().is_none_or(|name| name == method);
        path_matches && method_matches && self.times != Some(0)
    }

    /// Counts a use. Returns true if it was the last.
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
    fn matches_method_and_part_of_the_path() {
        let files = rule(r#"{"method":"GET","path":"/files"}"#);
        assert!(files.matches(&Method::GET, "/api/users/1/files"));
        assert!(!files.matches(&Method::POST, "/api/users/1/files"));
        assert!(!files.matches(&Method::GET, "/api/users/1/chats"));
        let all = rule(r#"{"method":null,"path":null}"#);
        assert!(all.matches(&Method::PUT, "/api/users/1/files"));
        assert!(!all.matches(&Method::GET, "/projects"));
    }

    #[test]
    fn counts_down() {
        let mut twice = rule(r#"{"times":2}"#);
        assert!(!twice.is_used_up());
        assert!(twice.is_used_up());
        assert!(!rule("{}").is_used_up());
    }

    #[test]
    fn refuses_unknown_keys_and_values() {
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
