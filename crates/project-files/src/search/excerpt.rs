//! What is shown of a line.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::FoundLine;

/// How many characters of a line stand before its first match: at most, and if there are more.
const BEFORE: (usize, usize) = (36, 24);
/// How much of a line is shown, in bytes.
const LENGTH: usize = 240;

/// The part of a line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Where it is in the text.
    pub bytes: Range<usize>,
    /// Whether something of the line stands before it, other than what it is indented by.
    pub is_cut_before: bool,
    /// Whether something of the line stands behind it.
    pub is_cut_after: bool,
}

impl Excerpt {
    /// More than this away, nothing changes what is seen.
    pub(super) const FAR: usize = 4_096;

    /// The part of a line around its first match, with or without what it is indented by: that is for lines which stand beside
    /// their neighbours.
    pub fn around(text: &str, line: &FoundLine, indented: bool) -> Self {
        let first = line.first_match().start;
        let start =
            text.ceil_char_boundary((line.start as usize).max(first.saturating_sub(Self::FAR)));
        let before = text.get(start..first).unwrap_or_default();
        let shown = before.trim_start_matches([' ', '\t']);
        let too_long = shown.chars().count() > BEFORE.0;
        let shown = match shown.char_indices().rev().nth(BEFORE.1 - 1) {
            Some((at, _)) if too_long => &shown[at..],
            _ => shown,
        };
        let shown = if indented && !too_long { before } else { shown };
        Self::from(text, first - shown.len(), too_long)
    }

    fn from(text: &str, start: usize, is_cut_before: bool) -> Self {
        let most = text.floor_char_boundary(start + LENGTH);
        let shown = text.get(start..most).unwrap_or_default();
        let line_end = memchr(b'\n', shown.as_bytes());
        let shown = line_end.map_or(shown, |end| &shown[..end]);
        let is_cut_after =
            line_end.is_none() && !matches!(text.as_bytes().get(most), None | Some(b'\n' | b'\r'));
        let shown = shown.strip_suffix('\r').unwrap_or(shown);
        Self { bytes: start..start + shown.len(), is_cut_before, is_cut_after }
    }
}

/// The lines around one, at most so many before and behind it, each with its number; that line itself is not among them.
pub fn lines_around(text: &str, line: &FoundLine, count: usize) -> Vec<(usize, Excerpt)> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut number) = ((line.start as usize).min(text.len()), line.number as usize);
    while lines.len() < count && start > 0 {
        start = memrchr(b'\n', &bytes[..start - 1]).map_or(0, |end| end + 1);
        number -= 1;
        lines.push((number, Excerpt::from(text, start, false)));
    }
    lines.reverse();
    let (mut at, mut number) = (line.first_match().end.min(text.len()), line.number as usize);
    for _ in 0..count {
        let Some(end) = memchr(b'\n', &bytes[at..]) else { break };
        (at, number) = (at + end + 1, number + 1);
        if at < text.len() {
            lines.push((number, Excerpt::from(text, at, false)));
        }
    }
    lines
}
