//! A range of lines, as in `#L10-L20`.

use std::fmt;
use std::str::FromStr;

/// One or more lines, counted from 1. `first` is never larger than `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    first: usize,
    last: usize,
}

/// A text that names no lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidLineRange;

impl LineRange {
    /// The lines from one to the other, given in any order; nothing if one of them is 0.
    pub fn new(a: usize, b: usize) -> Option<Self> {
        (a > 0 && b > 0).then(|| Self { first: a.min(b), last: a.max(b) })
    }

    /// The first line.
    pub fn first(self) -> usize {
        self.first
    }

    /// The last line.
    pub fn last(self) -> usize {
        self.last
    }

    /// Says if a line is one of them.
    pub fn contains(self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "L{}", self.first)
        } else {
            write!(f, "L{}-L{}", self.first, self.last)
        }
    }
}

impl FromStr for LineRange {
    type Err = InvalidLineRange;

    fn from_str(text: &str) -> Result<Self, InvalidLineRange> {
        let number = |text: &str| text.strip_prefix('L').and_then(|digits| digits.parse().ok());
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        number(first)
            .zip(number(last))
            .and_then(|(first, last)| Self::new(first, last))
            .ok_or(InvalidLineRange)
    }
}
