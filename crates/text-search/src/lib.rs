//! Finds a text, or what a regular expression describes, in texts of any size.
//!
//! Every byte of a project goes through these loops at every key, so this is a crate of its own that the app builds for speed.
//! It works in slices: whoever searches says how far, and goes on from there later.

mod exact;
mod expression;
mod fold;
mod folded;
mod reach;
mod word;

use std::ops::Range;

pub use expression::{Expression, InvalidExpression};
pub use fold::fold;
pub use reach::Reach;

/// How a text is to be found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether capitals differ from small letters.
    pub match_case: bool,
    /// Whether no letter, digit or `_` may stand directly before or after.
    pub whole_word: bool,
}

/// What has come of a look at a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The first match. It may begin behind the part that was to be searched.
    Match(Range<usize>),
    /// No match begins before this place, which is not before the end of the part.
    NoneBefore(usize),
}

/// Finds matches in lines: none of them is empty, none has a line end in it, and the next one is looked for behind the last one.
pub trait Matcher {
    /// The first match that begins at `from` or behind it; `from` is a place between two characters, and if it is not the
    /// beginning of a line then the end of a match or what `NoneBefore` has said. Gives up at about the end of its reach.
    fn next(&mut self, text: &str, from: usize, reach: &Reach) -> Next;
}

/// Finds a text as it is. The empty text is nowhere, and so is one that has a line end in it.
pub fn plain(wanted: &str, options: Options) -> Box<dyn Matcher> {
    match options.match_case {
        true => Box::new(exact::Exact::new(wanted, options.whole_word)),
        false => Box::new(folded::Folded::new(wanted, options.whole_word)),
    }
}

/// Whether a text could be in a line.
fn can_be_in_a_line(wanted: &str) -> bool {
    !wanted.is_empty() && !wanted.contains(['\n', '\r'])
}

#[cfg(test)]
mod tests;
