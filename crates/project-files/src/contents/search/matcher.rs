//! Finds a text, or the matches of a regular expression, in texts of any size: the inner loops of the search.
//!
//! They work in parts: the caller says how far, and goes on from there later.

mod exact;
mod expression;
mod fold;
mod folded;
mod letters;
mod reach;
mod word;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::is_line_end;
use letters::{Letter, letters};

pub use expression::{Expression, InvalidExpression};
pub(super) use reach::Reach;

/// The strictness of matching a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchOptions {
    /// Upper and lower case differ.
    pub match_case: bool,
    /// No letter, digit or `_` may stand directly before or after.
    pub whole_word: bool,
}

/// The result of a look at a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The first match. It may begin behind the part.
    Match(Range<usize>),
    /// No match begins before this place, which is not before the end of the part.
    NoneBefore(usize),
}

/// Finds matches in lines: none is empty, none has a line end in it, and the next one is behind the last one.
pub trait Matcher {
    /// The first match that begins at `from` or behind it. `from` is the beginning of a line, the end of a match, or the place of
    /// the last `NoneBefore`. Gives up at about the end of its reach.
    fn next(&mut self, text: &str, from: usize, reach: &Reach) -> Next;
}

/// Finds a text, whatever the composition of its letters. The empty text is nowhere, and so is one that has a line end in it.
pub fn plain(wanted: &str, options: MatchOptions) -> Box<dyn Matcher> {
    if options.match_case
        && letters(wanted, true).iter().all(|letter| matches!(letter, Letter::One(_)))
    {
        Box::new(exact::Exact::new(wanted, options.whole_word))
    } else {
        Box::new(folded::Folded::new(wanted, options))
    }
}

/// Says if a text could be in a line.
fn can_be_in_a_line(wanted: &str) -> bool {
    !wanted.is_empty() && !wanted.contains(is_line_end)
}

#[cfg(test)]
mod tests;
