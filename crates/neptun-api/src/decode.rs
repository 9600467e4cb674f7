//! Decoding answers: documented and live shapes become the same values, and an error names its JSON path.

mod answers;
mod files;

pub use files::FilesDecoder;

use std::collections::HashSet;
use std::fmt;

use crate::json::{self, At, Decode, Json};
use crate::{ErrorBody, Health, Project, ProjectFile, Resource, ResourceType, Session, SignedIn};

/// Why a JSON text is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// Where, for example `files[3].id`; empty for the document as a whole.
    pub path: String,
    /// What is wrong there, for example `missing field`.
    pub reason: String,
    /// At which byte of the document, where that is known: exact for wrong syntax; else, where a file of a list begins.
    pub offset: Option<u64>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.reason)?;
        match self.offset {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Whether a document is a bare array: what a live server sends where an object is documented.
pub fn is_array(json: &[u8]) -> bool {
    json.trim_ascii_start().first() == Some(&b'[')
}

/// Decodes the answer of `GET /api/_auth/session`.
///
/// # Errors
/// The first place that is not as expected; so do all functions of this module.
pub fn session(json: &[u8]) -> Result<Session, DecodeError> {
    whole(json)
}

/// Decodes the answer of signing in and signing up.
///
/// # Errors
/// See [`session`].
pub fn signed_in(json: &[u8]) -> Result<SignedIn, DecodeError> {
    whole(json)
}

/// Decodes the answer of `GET /health`.
///
/// # Errors
/// See [`session`].
pub fn health(json: &[u8]) -> Result<Health, DecodeError> {
    whole(json)
}

/// Decodes the body of an answer that is no success.
///
/// # Errors
/// See [`session`].
pub fn error_body(json: &[u8]) -> Result<ErrorBody, DecodeError> {
    whole(json)
}

/// Decodes the answer of listing projects.
///
/// # Errors
/// See [`session`]; a list that is missing is not an empty list.
pub fn projects(json: &[u8]) -> Result<Vec<Project>, DecodeError> {
    list(json, "projects")
}

/// Decodes the answer of reading, creating or changing a project.
///
/// # Errors
/// See [`session`].
pub fn project(json: &[u8]) -> Result<Project, DecodeError> {
    wrapped(json, "project")
}

/// Decodes the answer of listing a project's files, in the order of the answer. [`FilesDecoder`] does it while it arrives.
///
/// # Errors
/// See [`projects`].
pub fn files(json: &[u8]) -> Result<Vec<ProjectFile>, DecodeError> {
    list(json, "files")
}

/// Decodes the answer of creating or changing a file.
///
/// # Errors
/// See [`session`].
pub fn file(json: &[u8]) -> Result<ProjectFile, DecodeError> {
    wrapped(json, "file")
}

/// Decodes a resource of a known type, bare or as a live server wraps one that it has just created.
///
/// # Errors
/// See [`session`].
pub fn resource(resource_type: ResourceType, json: &[u8]) -> Result<Resource, DecodeError> {
    let (one, _) = wrappers(resource_type);
    let json = json::parse(json)?;
    let root = At::root(&json);
    let bare = unwrap(&root, one);
    answers::resource(resource_type, bare)
}

/// Decodes a list of resources of a known type: what is linked, or what the user owns. A live server can list an object
/// twice; it is kept once.
///
/// # Errors
/// See [`projects`].
pub fn resources(resource_type: ResourceType, json: &[u8]) -> Result<Vec<Resource>, DecodeError> {
    let (_, many) = wrappers(resource_type);
    let json = json::parse(json)?;
    let root = At::root(&json);
    let mut resources =
        list_at(&root, many)?.map_items(|item| answers::resource(resource_type, item))?;
    let mut seen = HashSet::new();
    resources.retain(|resource| seen.insert(resource.id()));
    Ok(resources)
}

/// Which of two lists is meant cannot be known, and one that is decoded while it arrives cannot be taken back.
const GIVEN_TWICE: &str = "the list is given twice";

/// The names under which a resource, and a list of them, may be wrapped.
const fn wrappers(resource_type: ResourceType) -> (&'static str, &'static str) {
    match resource_type {
        ResourceType::UserFiles => ("file", "files"),
        ResourceType::TemplateCollections => ("collection", "collections"),
        ResourceType::GithubInstallations => ("installation", "installations"),
        ResourceType::ChatConversations => ("chat", "chats"),
    }
}

fn whole<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let json = json::parse(json)?;
    T::decode(At::root(&json))
}

/// A list: a bare array, or an object that holds it under `name`.
fn list<T: Decode>(json: &[u8], name: &'static str) -> Result<Vec<T>, DecodeError> {
    let json = json::parse(json)?;
    let root = At::root(&json);
    list_at(&root, name)?.map_items(T::decode)
}

fn list_at<'a>(root: &'a At<'a>, name: &'static str) -> Result<At<'a>, DecodeError> {
    match root.json() {
        Json::Array(_) => Ok(*root),
        _ if root.is_given_twice(name) => Err(root.required(&[name])?.error(GIVEN_TWICE)),
        _ => root.required(&[name]),
    }
}

/// An object that comes bare or as the value of `name`.
fn wrapped<T: Decode>(json: &[u8], name: &'static str) -> Result<T, DecodeError> {
    let json = json::parse(json)?;
    let root = At::root(&json);
    T::decode(unwrap(&root, name))
}

/// The object under `name`, if there is one; only an object is a wrapped object: a bare one may have a field of that name.
fn unwrap<'a>(root: &'a At<'a>, name: &'static str) -> At<'a> {
    match root.optional(&[name]) {
        Some(inner) if matches!(inner.json(), Json::Object(_)) => inner,
        _ => *root,
    }
}

#[cfg(test)]
mod tests;
