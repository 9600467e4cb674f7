//! What is searched for, and where.

use text_search::Options;

use crate::query::Query;

/// Everything that makes a search. The default finds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// A text, or a regular expression.
    pub text: String,
    /// Whether it is a regular expression.
    pub is_expression: bool,
    /// How it is to be found.
    pub options: Options,
    /// Only in files of this category.
    pub category: Option<String>,
    /// Only in files of this type.
    pub file_type: Option<String>,
    /// Only in files with such a path: see [`super::PathPattern`].
    pub path: String,
}

impl SearchQuery {
    /// Whether only some of the files are searched.
    pub fn is_limited(&self) -> bool {
        self.category.is_some() || self.file_type.is_some() || !self.path.trim().is_empty()
    }

    /// The files to search, but for their paths.
    pub fn files(&self) -> Query {
        Query {
            category: self.category.clone(),
            file_type: self.file_type.clone(),
            ..Query::default()
        }
    }
}
