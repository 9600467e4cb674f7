//! What a server says when it refuses: one type for the documented body and the two that live servers send.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Something that is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Issue {
    /// The field, for example `title`; nested fields are joined with dots; empty for the body as a whole.
    #[serde(default, serialize_with = "segments", deserialize_with = "joined")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub path: String,
    /// What is wrong, for people.
    pub message: String,
}

impl Issue {
    /// An issue with a field; `path` may be empty.
    pub fn new(path: &str, message: &str) -> Self {
        Self { path: path.to_owned(), message: message.to_owned() }
    }
}

/// The body of an answer that is no success.
///
/// Documented is `{statusCode, message}`. A live server sends `{statusCode, statusMessage, stack, data?}` or
/// `{error, url, statusCode, statusMessage, message}`. Ours sends the documented body, and `data.issues` where fields are wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The status of the answer, once more.
    pub status_code: u16,
    /// What went wrong, for people.
    #[serde(default)]
    pub message: Option<String>,
    /// The same on a live server, where it is often just the name of the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    /// Details.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data: Option<ErrorData>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct ErrorData {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    issues: Vec<RawIssue>,
}

/// An issue, or a union of which every branch has issues of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
struct RawIssue {
    #[serde(flatten)]
    issue: Issue,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    union_errors: Vec<ErrorData>,
}

impl ErrorBody {
    /// The documented body.
    pub fn new(status_code: u16, message: &str) -> Self {
        Self { status_code, message: Some(message.to_owned()), status_message: None, data: None }
    }

    /// The documented body, with what is wrong with each field.
    pub fn with_issues(status_code: u16, message: &str, issues: Vec<Issue>) -> Self {
        let issues =
            issues.into_iter().map(|issue| RawIssue { issue, union_errors: Vec::new() }).collect();
        Self { data: Some(ErrorData { issues }), ..Self::new(status_code, message) }
    }

    /// The server's own reason: its message, unless that is only a name of the status; then nothing.
    pub fn reason(&self) -> Option<&str> {
        [&self.message, &self.status_message]
            .into_iter()
            .flatten()
            .map(|text| text.trim())
            .find(|text| !text.is_empty() && !is_status_name(text))
    }

    /// What is wrong with which field. Of a union, the branch that knows most: the one that found a wrong value
    /// rather than a wrong type says what the right values are.
    pub fn issues(&self) -> Vec<Issue> {
        let mut found = Vec::new();
        if let Some(data) = &self.data {
            flatten(&data.issues, &mut found);
        }
        found
    }
}

fn flatten(issues: &[RawIssue], found: &mut Vec<Issue>) {
    for raw in issues {
        match raw.union_errors.first() {
            Some(branch) => flatten(&branch.issues, found),
            None => found.push(raw.issue.clone()),
        }
    }
}

/// Whether a message says no more than the status code does.
fn is_status_name(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    [
        "Bad Request",
        "Unauthorized",
        "Forbidden",
        "Not Found",
        "Server Error",
        "Internal Server Error",
    ]
    .iter()
    .any(|name| name.eq_ignore_ascii_case(text))
}

fn segments<S: Serializer>(path: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let segments: Vec<_> = path.split('.').filter(|segment| !segment.is_empty()).collect();
    segments.serialize(serializer)
}

fn joined<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Segment {
        Key(String),
        Index(u64),
    }
    let segments: Vec<_> = Vec::<Segment>::deserialize(deserializer)?
        .into_iter()
        .map(|segment| match segment {
            Segment::Key(key) => key,
            Segment::Index(index) => index.to_string(),
        })
        .collect();
    Ok(segments.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_body_is_the_documented_one() {
        let body = ErrorBody::new(404, "Project not found");
        assert_eq!(
            serde_json::to_string(&body).unwrap(),
            r#"{"statusCode":404,"message":"Project not found"}"#
        );
    }

    #[test]
    fn issues_round_trip() {
        let issues = vec![Issue::new("title", "Required"), Issue::new("", "Not an object")];
        let body = ErrorBody::with_issues(400, "Invalid request parameters", issues.clone());
        let json = serde_json::to_string(&body).unwrap();
        assert!(
            json.contains(r#""data":{"issues":[{"path":["title"],"message":"Required"}"#),
            "{json}"
        );
        let back: ErrorBody = serde_json::from_str(&json).unwrap();
        assert_eq!(back.issues(), issues);
        assert_eq!(back.reason(), Some("Invalid request parameters"));
    }
}
