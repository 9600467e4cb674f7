//! What is searched for, in a URL.

use std::fmt;

use project_files::search::{Options, SearchQuery};

use super::build::{names, query};
use super::parse::parameter;

const EXPRESSION: &str = "regex";
const CASE: &str = "case";
const WORD: &str = "word";
const PATH: &str = "path";
/// The value of what is switched on.
const ON: &str = "true";

/// A search as it stands in the URL. Only the page of the search reads it, so that the code for that comes with the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText(String);

impl SearchText {
    /// Takes over the query of a URL, without its `?`.
    pub(super) fn new(query: &str) -> Self {
        Self(query.to_owned())
    }

    /// A search for a text, with nothing else said.
    pub fn plain(text: &str) -> Self {
        Self(match text {
            "" => String::new(),
            text => query([(names::TEXT, text)].into_iter()).split_off(1),
        })
    }

    /// Reads it. What it does not know is passed over.
    pub fn read(&self) -> SearchQuery {
        let given = |name| parameter(&self.0, name).filter(|value| !value.is_empty());
        let is_on = |name| parameter(&self.0, name).is_some_and(|value| value == ON);
        SearchQuery {
            text: given(names::TEXT).unwrap_or_default(),
            is_expression: is_on(EXPRESSION),
            options: Options { match_case: is_on(CASE), whole_word: is_on(WORD) },
            category: given(names::CATEGORY),
            file_type: given(names::TYPE),
            path: given(PATH).unwrap_or_default(),
        }
    }

    /// Writes a search.
    pub fn of(wanted: &SearchQuery) -> Self {
        let switch = |on: bool| on.then_some(ON);
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let pairs = [
            (names::TEXT, given(&wanted.text)),
            (EXPRESSION, switch(wanted.is_expression)),
            (CASE, switch(wanted.options.match_case)),
            (WORD, switch(wanted.options.whole_word)),
            (PATH, given(&wanted.path)),
            (names::CATEGORY, wanted.category.as_deref()),
            (names::TYPE, wanted.file_type.as_deref()),
        ];
        let query = query(pairs.into_iter().filter_map(|(name, value)| Some((name, value?))));
        Self::new(query.strip_prefix('?').unwrap_or_default())
    }
}

impl fmt::Display for SearchText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            "" => Ok(()),
            query => write!(f, "?{query}"),
        }
    }
}
