//! The body of a refusal: one type for the documented form and the two that live servers send.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lenient;

/// The message of a 403 with which our server refuses what it takes for a request from another site.
pub const CROSS_SITE: &str = "Requests from other sites are refused";

/// The message of a 403 about the account that everybody may use.
pub const DEMO_ACCOUNT: &str = "The demo account cannot be changed";

/// Something that is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Issue {
    /// The field, for example `title`; nested fields are joined with dots; empty for the body as a whole. On the wire it
    /// is a list of keys.
    #[serde(serialize_with = "segments")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub path: String,
    /// The reason, for people.
    pub message: String,
}

impl Issue {
    /// An issue with a field; `path` may be empty.
    pub fn new(path: &str, message: &str) -> Self {
        Self { path: path.to_owned(), message: message.to_owned() }
    }
}

fn segments<S: Serializer>(path: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(path.split('.').filter(|segment| !segment.is_empty()))
}

/// The body of an answer that is no success.
///
/// Documented is `{statusCode, message}`. A live server sends `{statusCode, statusMessage, stack, data?}` or
/// `{error, url, statusCode, statusMessage, message}`. Ours sends the documented body, and `data.issues` where fields are
/// wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The status of the answer, once more.
    // 0 if a body does not repeat it.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub status_code: u16,
    /// The reason, for people.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub message: Option<String>,
    /// The same on a live server, where it is often just the name of the status.
    #[serde(
        default,
        deserialize_with = "lenient::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub status_message: Option<String>,
    /// The faults of single fields.
    #[serde(
        default,
        rename = "data",
        serialize_with = "data",
        deserialize_with = "issues",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = ErrorData, required = false))]
    pub issues: Vec<Issue>,
}

/// Where the issues stand in an error body.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct ErrorData<'a> {
    issues: &'a [Issue],
}

fn data<S: Serializer>(issues: &[Issue], serializer: S) -> Result<S::Ok, S::Error> {
    ErrorData { issues }.serialize(serializer)
}

/// Where the issues stand in the error body of a live server.
#[derive(Deserialize)]
struct LiveData {
    #[serde(default)]
    issues: Vec<LiveIssue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LiveIssue {
    #[serde(default)]
    path: Vec<LiveKey>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    message: String,
    /// The issues of each type that the value could have.
    #[serde(default)]
    union_errors: Vec<LiveData>,
}

/// A key of an object, or an index of an array.
#[derive(Deserialize)]
#[serde(transparent)]
struct LiveKey(#[serde(deserialize_with = "lenient::or_default")] String);

fn issues<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Issue>, D::Error> {
    let data: Option<LiveData> = lenient::optional_object(deserializer)?;
    Ok(data.map(LiveData::flatten).unwrap_or_default())
}

impl LiveData {
    /// The issues themselves. Of a union the first branch is kept: it is the one that found a wrong value rather than a wrong
    /// type, and says what the right values are.
    fn flatten(self) -> Vec<Issue> {
        let flatten = |issue: LiveIssue| match issue.union_errors.into_iter().next() {
            Some(branch) => branch.flatten(),
            None => {
                let path: Vec<_> = issue.path.into_iter().map(|key| key.0).collect();
                vec![Issue { path: path.join("."), message: issue.message }]
            }
        };
        self.issues.into_iter().flat_map(flatten).collect()
    }
}

impl ErrorBody {
    /// A body that says nothing but the status.
    pub(crate) fn bare(status_code: u16) -> Self {
        Self { status_code, message: None, status_message: None, issues: Vec::new() }
    }

    /// The documented body.
    pub fn new(status_code: u16, message: &str) -> Self {
        Self { message: Some(message.to_owned()), ..Self::bare(status_code) }
    }

    /// The documented body, with what is wrong with each field.
    pub fn with_issues(status_code: u16, message: &str, issues: Vec<Issue>) -> Self {
        Self { issues, ..Self::new(status_code, message) }
    }

    /// The server's own reason: its message without the name of the status. Nothing if that is all it says.
    pub fn reason(&self) -> Option<&str> {
        [&self.message, &self.status_message]
            .into_iter()
            .flatten()
            .map(|text| without_status_name(text.trim()))
            .find(|text| !text.is_empty())
    }
}

/// A message without the name of a status that it begins with, as a whole sentence.
fn without_status_name(text: &str) -> &str {
    let names = [
        "Bad Request",
        "Unauthorized",
        "Forbidden",
        "Not Found",
        "Method Not Allowed",
        "Conflict",
        "Payload Too Large",
        "Unprocessable Entity",
        "Too Many Requests",
        "Server Error",
        "Internal Server Error",
        "Bad Gateway",
        "Service Unavailable",
        "Gateway Timeout",
    ];
    names
        .iter()
        .find_map(|name| {
            let (start, rest) = text.split_at_checked(name.len())?;
            let is_name = start.eq_ignore_ascii_case(name);
            (is_name && (rest.is_empty() || rest.starts_with('.')))
                .then(|| rest.trim_start_matches(['.', ' ']))
        })
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn our_body_is_the_documented_one() {
        let body = ErrorBody::new(404, "Project not found");
        assert_eq!(
            serde_json::to_string(&body).unwrap(),
            r#"{"statusCode":404,"message":"Project not found"}"#
        );
    }

    #[test]
    fn the_name_of_a_status_is_no_reason() {
        let reason = |text: &str| ErrorBody::new(500, text).reason().map(str::to_owned);
        for name in ["Conflict", "conflict.", "Internal Server Error", "Unauthorized.", " "] {
            assert_eq!(reason(name), None, "{name}");
        }
        for (text, said) in [
            ("Bad Request. Invalid body(model, name).", "Invalid body(model, name)."),
            ("Conflicting names", "Conflicting names"),
            ("Not found: project 7", "Not found: project 7"),
        ] {
            assert_eq!(reason(text).as_deref(), Some(said));
        }
    }

    #[test]
    fn issues_round_trip() {
        let issues = vec![Issue::new("title", "Required"), Issue::new("", "Not an object")];
        let body = ErrorBody::with_issues(400, "Invalid request parameters", issues);
        let json = serde_json::to_string(&body).unwrap();
        let expected = r#""data":{"issues":[{"path":["title"],"message":"Required"}"#;
        assert!(json.contains(expected), "{json}");
        let back = decode::error_body(json.as_bytes()).unwrap();
        assert_eq!(back, body);
        assert_eq!(back.reason(), Some("Invalid request parameters"));
    }
}
