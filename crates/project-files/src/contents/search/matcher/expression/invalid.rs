//! Errors in expressions.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use regex_automata::nfa::thompson::BuildError;
use regex_syntax::ast::Span;
use serde::{Deserialize, Serialize};

/// An error in an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvalidExpression {
    /// The error in a few words.
    pub reason: String,
    /// The wrong part of the expression, in bytes; nothing if it is the whole.
    pub part: Option<Range<usize>>,
}

impl InvalidExpression {
    fn at(span: &Span, reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string(), part: Some(span.start.offset..span.end.offset) }
    }

    pub(super) fn across_lines() -> Self {
        let reason = "matches stay within a line, use $ for its end";
        Self { reason: reason.to_owned(), part: None }
    }

    fn too_large() -> Self {
        Self { reason: "the expression is too large".to_owned(), part: None }
    }
}

impl fmt::Display for InvalidExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for InvalidExpression {}

impl From<regex_syntax::Error> for InvalidExpression {
    fn from(error: regex_syntax::Error) -> Self {
        match error {
            regex_syntax::Error::Parse(error) => Self::at(error.span(), error.kind()),
            regex_syntax::Error::Translate(error) => Self::at(error.span(), error.kind()),
            // There are no others yet.
            _ => Self { reason: "not a regular expression".to_owned(), part: None },
        }
    }
}

impl From<BuildError> for InvalidExpression {
    fn from(_: BuildError) -> Self {
        // The parser has found all other errors.
        Self::too_large()
    }
}

impl From<regex_automata::hybrid::BuildError> for InvalidExpression {
    fn from(_: regex_automata::hybrid::BuildError) -> Self {
        Self::too_large()
    }
}
