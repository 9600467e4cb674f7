//! The part of a text to search.

use std::ops::Range;

use memchr::{memchr, memrchr};

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
            let (before, after) = text.as_bytes().split_at(self.until);
            let start = before.get(part.start..).and_then(|part| memrchr(b'\n', part));
            let start = start.map_or(part.start, |line_end| part.start + line_end + 1);
            let end = memchr(b'\n', after).map_or(text.len(), |end| self.until + end + 1);
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
        let bytes = text.as_bytes();
        let next = if place < self.line.start {
            memchr(b'\n', &bytes[place..self.line.start])
                .map_or(self.line.start, |end| place + end + 1)
        } else {
            self.line.end
        };
        let line = bytes.get(place..next).unwrap_or_default();
        let line =
            line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line));
        (place + line.len(), next)
    }
}
