//! The part of a text to search.

use std::ops::Range;

use crate::text::{is_line_end, line_ends, line_start};

/// The part of a text to search, with the bounds of its last line: that may be megabytes long, and must not be scanned anew for
/// each of its matches.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    until: usize,
    /// The line that the part ends in, with its line end; it starts where the part starts if that has no other line.
    line: Range<usize>,
}

impl Reach {
    /// A part of a text.
    pub(crate) fn new(text: &str, part: Range<usize>) -> Self {
        let mut reach = Self::default();
        reach.set(text, part);
        reach
    }

    /// A further part of the same text.
    pub(crate) fn set(&mut self, text: &str, part: Range<usize>) {
        self.until = part.end.min(text.len());
        if self.until >= self.line.end || part.start < self.line.start {
            let start = line_start(text, part.start, self.until);
            let end = line_ends(text, self.until..text.len()).next().unwrap_or(text.len());
            self.line = start..end;
        }
    }

    /// The end of the part.
    pub(crate) fn until(&self) -> usize {
        self.until
    }

    /// The end of the last line, with its line end.
    pub(crate) fn lines_end(&self) -> usize {
        self.line.end
    }

    /// The end of the line of a place in the part, without its line end, and the start of the next one.
    pub(crate) fn line_end(&self, text: &str, place: usize) -> (usize, usize) {
        let next = if place < self.line.start {
            line_ends(text, place..self.line.start).next().unwrap_or(self.line.start)
        } else {
            self.line.end
        };
        let line = text.get(place..next).unwrap_or_default();
        (place + line.trim_end_matches(is_line_end).len(), next)
    }
}
