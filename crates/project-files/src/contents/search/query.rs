//! The search that is asked for.

use serde::{Deserialize, Serialize};

use super::matcher::MatchOptions;
use crate::listing::ListQuery;

/// A text to search for, and the files to search. The default finds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// A text, or a regular expression.
    pub text: String,
    /// The text is a regular expression.
    pub is_expression: bool,
    /// The strictness of matching.
    pub options: MatchOptions,
    /// Only in files of this category.
    pub category: Option<String>,
    /// Only in files of this type.
    pub file_type: Option<String>,
    /// Only in files with such a path: see [`super::PathPattern`].
    pub path: String,
}

impl SearchQuery {
    /// Says if only some of the files are searched.
    pub fn is_limited(&self) -> bool {
        self.category.is_some() || self.file_type.is_some() || !self.path.trim().is_empty()
    }

    /// The query of a list with the same category and type.
    pub fn list_query(&self) -> ListQuery {
        ListQuery {
            category: self.category.clone(),
            file_type: self.file_type.clone(),
            ..ListQuery::default()
        }
    }
}
