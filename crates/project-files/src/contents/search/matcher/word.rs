//! Whole words.

use std::ops::Range;

use super::letters::is_mark;

/// Says if no character of a word stands directly before or after a part of a text.
pub(super) fn stands_alone(text: &str, part: &Range<usize>) -> bool {
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || is_mark(c)
}

/// The end of the character that begins at `at`.
pub(super) fn after_char(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at + 1)
}
