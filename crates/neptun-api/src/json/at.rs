//! A value and where it stands, for decoding: whatever is wrong there, the error names the path.

use std::fmt::Write;
use std::str::FromStr;

use json_text::Text;

use super::Json;
use crate::{DecodeError, Timestamp};

/// A value in a document.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    json: &'a Json<'a>,
    place: Place<'a>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Root,
    Member(&'a At<'a>, &'a str),
    Item(&'a At<'a>, usize),
}

/// A type that an answer, or a part of one, can be decoded as.
pub(crate) trait Decode: Sized {
    fn decode(at: At<'_>) -> Result<Self, DecodeError>;
}

impl<'a> At<'a> {
    /// The document as a whole.
    pub(crate) fn root(json: &'a Json<'a>) -> Self {
        Self { json, place: Place::Root }
    }

    /// A value that stands in a document of which no more than this is at hand.
    pub(crate) fn new(json: &'a Json<'a>, place: Place<'a>) -> Self {
        Self { json, place }
    }

    /// The value itself.
    pub(crate) fn json(self) -> &'a Json<'a> {
        self.json
    }

    /// An error at this value.
    pub(crate) fn error(self, reason: impl Into<String>) -> DecodeError {
        let mut path = String::new();
        self.write_path(&mut path);
        DecodeError { path, reason: reason.into(), offset: None }
    }

    fn write_path(self, path: &mut String) {
        match self.place {
            Place::Root => {}
            Place::Member(parent, name) => {
                parent.write_path(path);
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Place::Item(parent, index) => {
                parent.write_path(path);
                // Writing to a String cannot fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }

    pub(crate) fn expected(self, what: &str) -> DecodeError {
        self.error(format!("expected {what}, found {}", self.json.kind()))
    }

    /// The member of one of these names: the documented one, and what live servers call it.
    fn member(&'a self, names: &[&'a str]) -> Option<At<'a>> {
        let Json::Object(members) = self.json else { return None };
        let is_one = |raw: &Text<'_>| names.iter().find(|name| raw.means(name));
        members
            .iter()
            .rev()
            .find_map(|(raw, json)| Some(At { json, place: Place::Member(self, is_one(raw)?) }))
    }

    /// Whether more than one member has this name.
    pub(crate) fn is_given_twice(self, name: &str) -> bool {
        let Json::Object(members) = self.json else { return false };
        members.iter().filter(|(raw, _)| raw.means(name)).count() > 1
    }

    /// The member of one of these names, unless it is absent or null.
    pub(crate) fn optional(&'a self, names: &[&'a str]) -> Option<At<'a>> {
        self.member(names).filter(|member| *member.json != Json::Null)
    }

    /// The member of one of these names.
    pub(crate) fn required(&'a self, names: &[&'a str]) -> Result<At<'a>, DecodeError> {
        if !matches!(self.json, Json::Object(_)) {
            return Err(self.expected("an object"));
        }
        let missing = || self.missing(names.first().copied().unwrap_or_default());
        self.member(names).ok_or_else(missing)
    }

    /// What is wrong if a member is not there.
    pub(crate) fn missing(&self, name: &str) -> DecodeError {
        At { json: self.json, place: Place::Member(self, name) }.error("missing field")
    }

    /// Decodes every item of a list.
    pub(crate) fn map_items<T>(
        self,
        mut decode: impl FnMut(At<'_>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let Json::Array(items) = self.json else { return Err(self.expected("a list")) };
        let mut list = Vec::with_capacity(items.len());
        for (index, json) in items.iter().enumerate() {
            list.push(decode(At { json, place: Place::Item(&self, index) })?);
        }
        Ok(list)
    }

    /// A text.
    pub(crate) fn text(self) -> Result<String, DecodeError> {
        match self.json {
            Json::Text(text) => text.unescape().map_err(|_| self.error("the text is not UTF-8")),
            _ => Err(self.expected("a text")),
        }
    }

    /// A text, or a number as its digits.
    pub(crate) fn text_or_number(self) -> Result<String, DecodeError> {
        match self.json {
            Json::Number(digits) => Ok((*digits).to_owned()),
            _ => self.text(),
        }
    }

    /// A number that reads as `T`, such as an id.
    pub(crate) fn number<T: FromStr<Err: ToString>>(self) -> Result<T, DecodeError> {
        match self.json {
            Json::Number(digits) => {
                digits.parse().map_err(|error: T::Err| self.error(error.to_string()))
            }
            _ => Err(self.expected("a number")),
        }
    }

    /// A boolean.
    pub(crate) fn boolean(self) -> Result<bool, DecodeError> {
        match self.json {
            Json::Bool(value) => Ok(*value),
            _ => Err(self.expected("a boolean")),
        }
    }

    /// A timestamp.
    pub(crate) fn timestamp(self) -> Result<Timestamp, DecodeError> {
        self.text()?.parse().map_err(|error: crate::InvalidTimestamp| self.error(error.to_string()))
    }
}
