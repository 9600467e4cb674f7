//! Decoding answers: documented and live shapes become the same values. An error names its JSON path.
//!
//! Bytes that are not UTF-8 become replacement characters and a byte-order mark is skipped, as browsers do it.

mod error;
mod list_scanner;
mod surrogates;
mod value_end;

pub use error::DecodeError;
pub use list_scanner::{ListEnd, ListItem, ListScanner};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{
    AccountSession, ErrorBody, Health, Import, Project, ProjectFile, Resource, ResourceType,
    Session, SignedIn,
};

/// A list without the elements that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TolerantList<T> {
    /// The elements, in the order of the answer.
    pub items: Vec<T>,
    /// The number of elements that were left out.
    pub skipped: usize,
    /// Why the first of them was left out.
    pub first_error: Option<DecodeError>,
}

/// Decodes the answer of `GET /api/_auth/session`.
///
/// # Errors
/// The first place that is not as expected; so do all functions of this module.
pub fn session(json: &[u8]) -> Result<Session, DecodeError> {
    value(&text(json))
}

/// Decodes the answer of signing in and signing up.
///
/// # Errors
/// See [`session`].
pub fn signed_in(json: &[u8]) -> Result<SignedIn, DecodeError> {
    value(&text(json))
}

/// Decodes the answer of `GET /api/auth/sessions`.
///
/// # Errors
/// See [`session`].
pub fn account_sessions(json: &[u8]) -> Result<Vec<AccountSession>, DecodeError> {
    value(&text(json))
}

/// Decodes the answer of `GET /health`.
///
/// # Errors
/// See [`session`].
pub fn health(json: &[u8]) -> Result<Health, DecodeError> {
    value(&text(json))
}

/// Decodes the body of an answer that is no success.
///
/// # Errors
/// See [`session`].
pub fn error_body(json: &[u8]) -> Result<ErrorBody, DecodeError> {
    value(&text(json))
}

/// Decodes the answer of listing projects.
///
/// # Errors
/// See [`session`]. A missing list is an error, not an empty list, and so is one of which nothing can be read.
pub fn projects(json: &[u8]) -> Result<TolerantList<Project>, DecodeError> {
    list(&text(json), "projects", named_project)
}

/// The kind of server that has sent an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerKind {
    /// It answers as documented.
    Documented,
    /// It wraps no answers, and differs in other ways too.
    Live,
}

/// Decodes the answer of reading, creating or changing a project.
///
/// # Errors
/// See [`session`].
pub fn project(json: &[u8]) -> Result<Project, DecodeError> {
    project_and_server(json).map(|(project, _)| project)
}

/// Decodes the answer of reading a project, which tells the kind of server too.
///
/// # Errors
/// See [`session`].
pub fn project_and_server(json: &[u8]) -> Result<(Project, ServerKind), DecodeError> {
    const NAME: &str = "project";
    let json = text(json);
    match inner(&json, NAME)? {
        Some(inner) => {
            let project = named_project(inner).map_err(|error| error.within(NAME))?;
            Ok((project, ServerKind::Documented))
        }
        None => Ok((named_project(&json)?, ServerKind::Live)),
    }
}

/// Decodes the answer of listing a project's files, in the order of the answer. [`ListScanner`] does it while it arrives.
///
/// # Errors
/// See [`projects`].
pub fn files(json: &[u8]) -> Result<TolerantList<ProjectFile>, DecodeError> {
    let mut items = Vec::new();
    let mut scanner = ListScanner::new();
    scanner.feed(json, &mut |item| items.push(item))?;
    let ListEnd { skipped, first_error, .. } = scanner.finish()?;
    Ok(TolerantList { items, skipped, first_error })
}

/// Decodes the answer of creating or changing a file.
///
/// # Errors
/// See [`session`].
pub fn file(json: &[u8]) -> Result<ProjectFile, DecodeError> {
    wrapped(&text(json), "file", named_file)
}

/// Decodes the answer of creating an import.
///
/// # Errors
/// See [`session`].
pub fn import(json: &[u8]) -> Result<Import, DecodeError> {
    value(&text(json))
}

/// Decodes the answer of listing imports.
///
/// # Errors
/// See [`session`].
pub fn imports(json: &[u8]) -> Result<Vec<Import>, DecodeError> {
    value(&text(json))
}

/// Decodes a resource of a known type, bare or as a live server wraps one that it has just created.
///
/// # Errors
/// See [`session`].
pub fn resource(resource_type: ResourceType, json: &[u8]) -> Result<Resource, DecodeError> {
    let (name, _) = wrappers(resource_type);
    wrapped(&text(json), name, |json| resource_value(resource_type, json))
}

/// Decodes a list of resources of a known type: linked ones, or all that the user owns. A live server can list an object
/// twice; it is kept once.
///
/// # Errors
/// See [`projects`].
pub fn resources(
    resource_type: ResourceType,
    json: &[u8],
) -> Result<TolerantList<Resource>, DecodeError> {
    let (_, name) = wrappers(resource_type);
    let mut list = list(&text(json), name, |json| resource_value(resource_type, json))?;
    let mut seen = HashSet::new();
    list.items.retain(|resource| seen.insert(resource.id()));
    Ok(list)
}

/// The names under which a resource, and a list of them, may be wrapped.
const fn wrappers(resource_type: ResourceType) -> (&'static str, &'static str) {
    match resource_type {
        ResourceType::UserFiles => ("file", "files"),
        ResourceType::TemplateCollections => ("collection", "collections"),
        ResourceType::GithubInstallations => ("installation", "installations"),
        ResourceType::ChatConversations => ("chat", "chats"),
    }
}

fn resource_value(resource_type: ResourceType, json: &str) -> Result<Resource, DecodeError> {
    match resource_type {
        ResourceType::UserFiles => value(json).map(Resource::UserFile),
        ResourceType::TemplateCollections => value(json).map(Resource::TemplateCollection),
        ResourceType::GithubInstallations => value(json).map(Resource::GithubInstallation),
        ResourceType::ChatConversations => value(json).map(Resource::ChatConversation),
    }
}

fn named_project(json: &str) -> Result<Project, DecodeError> {
    value(json).map(Project::with_name)
}

fn named_file(json: &str) -> Result<ProjectFile, DecodeError> {
    value(json).map(ProjectFile::with_path)
}

/// The text of an answer.
fn text(json: &[u8]) -> Cow<'_, str> {
    const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
    String::from_utf8_lossy(json.strip_prefix(BYTE_ORDER_MARK).unwrap_or(json))
}

/// A list: a bare array, or an object that holds it under `name`.
fn list<T>(
    json: &str,
    name: &str,
    decode: impl Fn(&str) -> Result<T, DecodeError>,
) -> Result<TolerantList<T>, DecodeError> {
    let (path, array) = if json.trim_start().starts_with('[') {
        ("", json)
    } else {
        let array = member(json, name)?.ok_or_else(|| DecodeError::missing(name))?;
        (name, array.get())
    };
    let elements: Vec<&RawValue> = from_str(array).map_err(|error| error.within(path))?;
    let mut items = Vec::with_capacity(elements.len());
    let mut first_error = None;
    for (index, element) in elements.iter().enumerate() {
        match decode(element.get()) {
            Ok(item) => items.push(item),
            Err(error) if first_error.is_none() => {
                first_error = Some(error.within(&format!("{path}[{index}]")));
            }
            Err(_) => {}
        }
    }
    match first_error {
        Some(error) if items.is_empty() => Err(error),
        first_error => {
            Ok(TolerantList { skipped: elements.len() - items.len(), items, first_error })
        }
    }
}

/// An object that comes bare or as the value of `name`.
fn wrapped<T>(
    json: &str,
    name: &str,
    decode: impl Fn(&str) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    match inner(json, name)? {
        Some(inner) => decode(inner).map_err(|error| error.within(name)),
        None => decode(json),
    }
}

/// The object that is wrapped as the value of `name`. Only an object is a wrapped object: a bare one may have a field of that name.
fn inner<'a>(json: &'a str, name: &str) -> Result<Option<&'a str>, DecodeError> {
    Ok(member(json, name)?.map(RawValue::get).filter(|inner| inner.starts_with('{')))
}

/// The value of one member of an object, checked but not decoded. The last one of a name counts.
pub(crate) fn member<'a>(json: &'a str, name: &str) -> Result<Option<&'a RawValue>, DecodeError> {
    /// The other members are not kept: an object of millions would take many times its size.
    struct Member<'n>(&'n str);

    impl<'de> Visitor<'de> for Member<'_> {
        type Value = Option<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(name) = members.next_key::<Cow<'_, str>>()? {
                if name == self.0 {
                    found = Some(members.next_value()?);
                } else {
                    members.next_value::<IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }

    let error = |error| DecodeError::new("", json.as_bytes(), &error);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let found = deserializer.deserialize_map(Member(name)).map_err(error)?;
    deserializer.end().map_err(error)?;
    Ok(found)
}

/// A value of an answer. Halves of surrogate pairs, which servers in JavaScript can send, become replacement characters.
fn value<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
    from_str(json).or_else(|_| {
        let replaced = surrogates::replace_lone(json);
        let json = replaced.as_deref().unwrap_or(json);
        from_str(json).or_else(|error| match error.duplicate_field() {
            Some(_) => distinct(json),
            None => Err(error),
        })
    })
}

/// An object that has a field more than once. Of one name the last counts, as in JavaScript. Of the documented and the live
/// name, a value counts before `null`, and then the live one: the server that sends it knows no other.
fn distinct<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
    let mut members: BTreeMap<String, &RawValue> = from_str(json)?;
    members.retain(|_, value| value.get() != "null");
    loop {
        let json = serde_json::to_string(&members)
            .map_err(|error| DecodeError::new("", json.as_bytes(), &error))?;
        let result = from_str(&json);
        match result.as_ref().err().and_then(DecodeError::duplicate_field) {
            Some(documented) if members.remove(documented).is_some() => {}
            _ => return result,
        }
    }
}

/// A value, exactly as its type describes it.
pub(crate) fn from_str<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        DecodeError::new(&error.path().to_string(), json.as_bytes(), error.inner())
    })?;
    deserializer.end().map_err(|error| DecodeError::new("", json.as_bytes(), &error))?;
    Ok(value)
}

#[cfg(test)]
mod tests;
