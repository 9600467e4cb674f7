//! A URL that names no page.

use std::fmt;

use super::Route;

/// A URL that names no page, with its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadUrl {
    /// The part of the URL that is wrong, decoded.
    pub part: String,
    /// The error.
    pub problem: Problem,
    /// The nearest page that exists.
    pub nearest_page: Box<Route>,
}

/// An error in a part of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Ids are positive integers.
    MalformedId,
    /// Not one of a project's pages, nor a resource type.
    UnknownProjectPage,
    /// Not the path of a page.
    UnknownPage,
}

impl fmt::Display for BadUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = &self.part;
        match self.problem {
            Problem::MalformedId => {
                write!(f, "“{part}” is not an id: ids are positive whole numbers.")
            }
            Problem::UnknownProjectPage => write!(f, "A project has no page “{part}”."),
            Problem::UnknownPage => write!(f, "There is no page “{part}”."),
        }
    }
}
