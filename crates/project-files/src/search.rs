//! Search in the texts of a project: every line of every file.
//!
//! A [`Search`] is driven in slices by its caller, goes on when more files have come, and is dropped when something else is wanted.
//! What it has found is there after every slice.

mod excerpt;
mod found;
mod path_pattern;
mod query;
mod run;

pub use excerpt::{Excerpt, lines_around};
pub use found::{Found, FoundFile, FoundLine};
pub use path_pattern::PathPattern;
pub use query::SearchQuery;
pub use run::{Search, Step};
pub use text_search::{Expression, InvalidExpression, Matcher, Options, plain};

#[cfg(test)]
mod tests;
