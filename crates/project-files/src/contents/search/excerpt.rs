//! The part of a line that is shown.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::end_of_line;

/// The number of characters of a line before its first match: all of them if there are at most so many, else only the last.
const MAX_CHARS_BEFORE: usize = 36;
const CHARS_BEFORE_IF_CUT: usize = 24;
/// The length of an excerpt without its indentation, in bytes.
const MAX_BYTES: usize = 240;
/// More than this away from the first match, nothing changes the excerpt.
pub(super) const HORIZON_BYTES: usize = 4_096;

/// The part of a line that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Its text, indentation included.
    pub text: String,
    /// The length of the indentation, in bytes: it is shown only beside neighbouring lines.
    pub indent: u32,
    /// Something else than indentation stands before it.
    pub is_cut_before: bool,
    /// Something stands behind it.
    pub is_cut_after: bool,
}

impl Excerpt {
    /// The excerpt of a line around its first match, and its place in the text.
    pub(super) fn around(text: &str, line: usize, first: &Range<usize>) -> (Self, Range<usize>) {
        let start = line.max(first.start.saturating_sub(HORIZON_BYTES));
        let before = &text[text.ceil_char_boundary(start)..first.start];
        let shown = before.trim_start_matches([' ', '\t']);
        let is_cut_before = shown.chars().count() > MAX_CHARS_BEFORE;
        let (shown, indent) = if is_cut_before {
            let last = shown.char_indices().rev().nth(CHARS_BEFORE_IF_CUT - 1);
            (&shown[last.map_or(0, |(at, _)| at)..], 0)
        } else {
            (shown, (before.len() - shown.len()).min(MAX_BYTES))
        };
        Self::cut(text, first.start - shown.len(), indent, is_cut_before)
    }

    /// The excerpt of a line from its start.
    pub(super) fn from_start(text: &str, line: usize) -> Self {
        Self::cut(text, line, 0, false).0
    }

    fn cut(text: &str, start: usize, indent: usize, is_cut_before: bool) -> (Self, Range<usize>) {
        let most = text.floor_char_boundary(start + MAX_BYTES);
        let end = end_of_line(text, start, most);
        let is_cut_after = !matches!(text.as_bytes().get(end), None | Some(b'\n' | b'\r'));
        let bytes = start - indent..end;
        let excerpt = Self {
            text: text[bytes.clone()].to_owned(),
            indent: indent as u32,
            is_cut_before,
            is_cut_after,
        };
        (excerpt, bytes)
    }
}
