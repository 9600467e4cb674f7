//! Decoding answers and bodies: documented and live shapes become the same values, and an error names the JSON path.

mod json_path;

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use crate::{
    ChatConversation, GithubInstallation, Project, ProjectFile, Resource, ResourceType,
    TemplateCollection, UserFile,
};

/// Why a JSON text is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// Where, for example `files[3].id`; empty for the document as a whole.
    pub path: String,
    /// What is wrong there, for example ``missing field `id` ``.
    pub reason: String,
    /// How many bytes had been read by then.
    pub offset: usize,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.path {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes a whole document as `T`.
///
/// # Errors
/// The first place at which the document is not a `T`.
pub fn value<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    part(json, json)
}

/// Decodes the value of one key of an object; `None` if the object does not have it.
///
/// # Errors
/// If the document is not a JSON object, or the key's value not a `T`.
pub fn field<T: DeserializeOwned>(json: &[u8], key: &str) -> Result<Option<T>, DecodeError> {
    find(json, key)?.map(|found| part(json, found)).transpose()
}

/// Decodes a list: a bare array, or an object that holds it under `key`.
///
/// # Errors
/// If there is no list (a list that is missing is not an empty list), or an item is not a `T`.
pub fn list<T: DeserializeOwned>(json: &[u8], key: &str) -> Result<Vec<T>, DecodeError> {
    if is_array(json) {
        return value(json);
    }
    field(json, key)?.ok_or_else(|| DecodeError {
        path: key.to_owned(),
        reason: format!("missing field `{key}`"),
        offset: json.len(),
    })
}

/// Decodes an object that comes bare or as the value of `key`.
///
/// # Errors
/// If neither it nor the value of `key` is a `T`.
pub fn wrapped<T: DeserializeOwned>(json: &[u8], key: &str) -> Result<T, DecodeError> {
    match find(json, key)? {
        // Only an object is a wrapped object: a bare one may have a field of that name.
        Some(found) if found.first() == Some(&b'{') => part(json, found),
        _ => value(json),
    }
}

/// Decodes the answer of listing projects.
///
/// # Errors
/// See [`list`].
pub fn projects(json: &[u8]) -> Result<Vec<Project>, DecodeError> {
    list(json, "projects")
}

/// Decodes the answer of reading, creating or changing a project.
///
/// # Errors
/// See [`wrapped`].
pub fn project(json: &[u8]) -> Result<Project, DecodeError> {
    wrapped(json, "project")
}

/// Decodes the answer of listing a project's files, in the order of the answer.
///
/// # Errors
/// See [`list`].
pub fn files(json: &[u8]) -> Result<Vec<ProjectFile>, DecodeError> {
    list(json, "files")
}

/// Decodes the answer of creating or changing a file.
///
/// # Errors
/// See [`wrapped`].
pub fn file(json: &[u8]) -> Result<ProjectFile, DecodeError> {
    wrapped(json, "file")
}

/// Decodes a resource of a known type.
///
/// # Errors
/// See [`value`].
pub fn resource(resource_type: ResourceType, json: &[u8]) -> Result<Resource, DecodeError> {
    Ok(match resource_type {
        ResourceType::UserFiles => Resource::UserFile(value::<UserFile>(json)?),
        ResourceType::TemplateCollections => {
            Resource::TemplateCollection(value::<TemplateCollection>(json)?)
        }
        ResourceType::GithubInstallations => {
            Resource::GithubInstallation(value::<GithubInstallation>(json)?)
        }
        ResourceType::ChatConversations => {
            Resource::ChatConversation(value::<ChatConversation>(json)?)
        }
    })
}

/// Decodes a list of resources of a known type: what is linked, or what the user owns. A live server can list an object
/// twice; it is kept once.
///
/// # Errors
/// See [`list`].
pub fn resources(resource_type: ResourceType, json: &[u8]) -> Result<Vec<Resource>, DecodeError> {
    fn all<T: DeserializeOwned>(
        json: &[u8],
        key: &str,
        resource: fn(T) -> Resource,
    ) -> Result<Vec<Resource>, DecodeError> {
        Ok(list(json, key)?.into_iter().map(resource).collect())
    }
    let mut resources = match resource_type {
        ResourceType::UserFiles => all(json, "files", Resource::UserFile),
        ResourceType::TemplateCollections => all(json, "collections", Resource::TemplateCollection),
        ResourceType::GithubInstallations => {
            all(json, "installations", Resource::GithubInstallation)
        }
        ResourceType::ChatConversations => all(json, "chats", Resource::ChatConversation),
    }?;
    let mut seen = HashSet::new();
    resources.retain(|resource| seen.insert(resource.id()));
    Ok(resources)
}

/// Decodes `found`, which is a part of `json`, so that an error names its place in all of it.
fn part<T: DeserializeOwned>(json: &[u8], found: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(found).map_err(|error| {
        let start = found.as_ptr().addr() - json.as_ptr().addr();
        describe(json, start, &error)
    })
}

/// Whether a document is a bare array: what a live server sends where an object is documented.
pub fn is_array(json: &[u8]) -> bool {
    json.trim_ascii_start().first() == Some(&b'[')
}

/// The bytes of the value that an object has for `key`. The other values are passed over, not decoded.
fn find<'json>(json: &'json [u8], key: &str) -> Result<Option<&'json [u8]>, DecodeError> {
    struct Visitor<'key>(&'key str);

    impl<'json> de::Visitor<'json> for Visitor<'_> {
        type Value = Option<&'json RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: de::MapAccess<'json>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut found = None;
            while let Some(name) = map.next_key::<Key>()? {
                if name.0 == self.0 {
                    found = Some(map.next_value()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }

    // A `Cow` that borrows when the key has no escapes would need an attribute on a struct field; keys are short.
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Key(String);

    let mut deserializer = serde_json::Deserializer::from_slice(json);
    de::Deserializer::deserialize_map(&mut deserializer, Visitor(key))
        .and_then(|found| deserializer.end().map(|()| found))
        .map(|found| found.map(|raw| raw.get().as_bytes()))
        .map_err(|error| describe(json, 0, &error))
}

/// Says where in `json` an error lies that occurred while reading from the byte `start` on.
fn describe(json: &[u8], start: usize, error: &serde_json::Error) -> DecodeError {
    let text = error.to_string();
    // serde_json appends the position to its message and has no accessor for the message alone.
    let reason = text.rsplit_once(" at line ").map_or(&*text, |(reason, _)| reason);
    let offset = start + json_path::offset(&json[start..], error.line(), error.column());
    let mut path = json_path::at(json, offset);
    // The position is the end of the object that lacks the field; the field's own path says more.
    if let Some(name) =
        reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
    {
        json_path::push_key(&mut path, name);
    }
    DecodeError { path, reason: reason.to_owned(), offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROJECT: &str = r#"{"id":7,"name":"n","neptun_user_id":1}"#;

    fn error<T: fmt::Debug>(result: Result<T, DecodeError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn wrapped_and_bare_are_the_same() {
        let bare = project(PROJECT.as_bytes()).unwrap();
        let envelope = format!(r#" {{"x":[1],"project": {PROJECT} }}"#);
        assert_eq!(project(envelope.as_bytes()).unwrap(), bare);
        let list = format!("[{PROJECT},{PROJECT}]");
        let wrapped = format!(r#"{{"total":2,"projects":{list}}}"#);
        assert_eq!(projects(list.as_bytes()), projects(wrapped.as_bytes()));
        assert_eq!(projects(list.as_bytes()).unwrap().len(), 2);
    }

    #[test]
    fn live_and_documented_names_are_the_same() {
        let live = r#"{"id":7,"name":"n","neptun_user_id":1,"type":"web-app","main_language":"go","prompt_context":{"a":[1]}}"#;
        let documented = r#"{"id":7,"name":"n","neptun_user_id":1,"project_type":"web-app","programming_language":"go"}"#;
        assert_eq!(project(live.as_bytes()), project(documented.as_bytes()));
        let live = r#"[{"id":1,"title":"t","original_path":"/t","content":"x","category":"c","file_type":"y","neptun_user_id":1}]"#;
        let documented = r#"{"files":[{"id":1,"title":"t","original_path":"/t","text":"x","context_file_category":"c","context_file_type":"y","neptun_user_id":1}]}"#;
        assert_eq!(files(live.as_bytes()), files(documented.as_bytes()));
    }

    #[test]
    fn an_error_names_its_path() {
        let list = |id: &str| {
            let good = r#"{"id":1,"title":"","original_path":"","text":"{\"]","context_file_type":"","neptun_user_id":1}"#;
            format!(
                r#"{{"files":[{good},{good},{good},{{"title":"",{id}"original_path":"","text":"","context_file_type":"","neptun_user_id":1}}]}}"#
            )
        };
        let of = |id: &str| error(files(list(id).as_bytes()));
        assert_eq!(of(""), "files[3].id: missing field `id`");
        assert_eq!(of(r#""id":0,"#), "files[3].id: an id must be a positive integer");
        assert!(of(r#""id":"3","#).starts_with("files[3].id: invalid type: string \"3\""));
        assert!(of(r#""id":null,"#).starts_with("files[3].id: invalid type: null"));
        assert!(of(r#""id":[],"#).starts_with("files[3].id: invalid type: sequence"));
        assert!(of(r#""id":3,"created_at":"x","#).starts_with("files[3].created_at: a timestamp"));
        assert_eq!(error(projects(b"[{}]")), "[0].id: missing field `id`");
        assert_eq!(error(project(b"{}")), "id: missing field `id`");
        assert_eq!(
            error(project(br#"{"project":{"id":1}}"#)),
            "project.name: missing field `name`"
        );
    }

    #[test]
    fn what_is_no_list_is_an_error_and_not_an_empty_list() {
        for json in [
            "",
            "{}",
            "null",
            "true",
            r#"{"files":null}"#,
            "<!DOCTYPE html>",
            "[]]",
            "[",
            "{\"files\":[",
        ] {
            assert!(files(json.as_bytes()).is_err(), "{json}");
        }
    }

    #[test]
    fn a_resource_that_is_listed_twice_is_kept_once() {
        let chat = r#"{"id":1,"name":"n","model":"m"}"#;
        let json = format!("[{chat},{chat}]");
        let found = resources(ResourceType::ChatConversations, json.as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
    }
}
