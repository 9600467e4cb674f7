//! How far to search.

use std::ops::Range;

use memchr::{memchr, memrchr};

/// The part of a text that is to be searched, with what is known of its last line: that may be megabytes long, and must not be
/// looked through anew for each of its matches.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    until: usize,
    /// The line that the end of the part is in, with its line end; from where the part begins, if it has no other line.
    line: Range<usize>,
}

impl Reach {
    /// A part of a text.
    pub fn new(text: &str, part: Range<usize>) -> Self {
        let mut reach = Self::default();
        reach.set(text, part);
        reach
    }

    /// A further part of the same text.
    pub fn set(&mut self, text: &str, part: Range<usize>) {
        self.until = part.end.min(text.len());
        if self.until >= self.line.end || part.start < self.line.start {
            let (before, after) = text.as_bytes().split_at(self.until);
            let start = before.get(part.start..).and_then(|part| memrchr(b'\n', part));
            let start = start.map_or(part.start, |line_end| part.start + line_end + 1);
            let end = memchr(b'\n', after).map_or(text.len(), |end| self.until + end + 1);
            self.line = start..end;
        }
    }

    /// Where the part ends.
    pub(crate) fn until(&self) -> usize {
        self.until
    }

    /// Where the line ends that the part ends in, with its line end.
    pub(crate) fn lines_end(&self) -> usize {
        self.line.end
    }

    /// Where the line of a place in the part ends, without its line end, and where the next one begins.
    pub(crate) fn line_end(&self, text: &str, place: usize) -> (usize, usize) {
        let bytes = text.as_bytes();
        let next = match place < self.line.start {
            true => memchr(b'\n', &bytes[place..self.line.start])
                .map_or(self.line.start, |end| place + end + 1),
            false => self.line.end,
        };
        let line = bytes.get(place..next).unwrap_or_default();
        let line =
            line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line));
        (place + line.len(), next)
    }
}
