//! What is wrong with an expression.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use regex_automata::nfa::thompson::BuildError;
use regex_syntax::ast::Span;

/// Why an expression cannot be searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidExpression {
    /// What is wrong, in a few words.
    pub why: String,
    /// The part of the expression that is wrong, in bytes; nothing if it is the whole.
    pub part: Option<Range<usize>>,
}

impl InvalidExpression {
    fn at(span: &Span, why: impl fmt::Display) -> Self {
        Self { why: why.to_string(), part: Some(span.start.offset..span.end.offset) }
    }

    fn too_large() -> Self {
        Self { why: "the expression is too large".to_owned(), part: None }
    }
}

impl fmt::Display for InvalidExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Error for InvalidExpression {}

impl From<regex_syntax::Error> for InvalidExpression {
    fn from(error: regex_syntax::Error) -> Self {
        match error {
            regex_syntax::Error::Parse(error) => Self::at(error.span(), error.kind()),
            regex_syntax::Error::Translate(error) => Self::at(error.span(), error.kind()),
            // There are no others yet.
            _ => Self { why: "this is no regular expression".to_owned(), part: None },
        }
    }
}

impl From<BuildError> for InvalidExpression {
    fn from(_: BuildError) -> Self {
        // What cannot be built is too large: everything else is found by the parser.
        Self::too_large()
    }
}

impl From<regex_automata::hybrid::BuildError> for InvalidExpression {
    fn from(_: regex_automata::hybrid::BuildError) -> Self {
        Self::too_large()
    }
}
