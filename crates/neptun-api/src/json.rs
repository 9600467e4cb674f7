//! A JSON text as a tree that borrows from it: what answers are decoded from.
//!
//! Not `serde_json`: a derived `Deserialize` is compiled anew for every type, four kilobytes for each in the app's first
//! load, and its errors do not know their path. The property tests hold this parser against `serde_json`.

use json_text::Text;

mod at;
mod border;
mod parser;

pub(crate) use at::{At, Decode, Place};
pub(crate) use border::Border;
pub(crate) use parser::{SyntaxError, parse, parse_nested, parse_prefix};

/// How deep values may be nested. An answer that is deeper is not one of ours, and must not exhaust the stack.
const MAX_DEPTH: usize = 100;

/// A JSON value. Texts and numbers are kept as they stand in the document, checked but not converted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// The digits.
    Number(&'a str),
    Text(Text<'a>),
    Array(Vec<Json<'a>>),
    /// The members in order. Of a name that is given twice the last one counts.
    Object(Vec<(Text<'a>, Json<'a>)>),
}

impl Json<'_> {
    /// What to call it in an error.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

#[cfg(test)]
mod tests;
