//! A range of lines, as in `#L10-L20`, and as other tools write it.

use std::fmt;
use std::str::FromStr;

use super::parse::END_OF_SENTENCE;

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

    /// Parses `L10`, `L10-L20`, `L10-20`, `10-20` and Bitbucket's `lines-10:20`. Columns, as in `L10C5`, are ignored, and so is
    /// the end of the sentence that a link was copied with.
    fn from_str(text: &str) -> Result<Self, InvalidLineRange> {
        let text = text.trim_end_matches(END_OF_SENTENCE);
        let (text, separator) = match text.strip_prefix("lines-") {
            Some(lines) => (lines, ':'),
            None => (text, '-'),
        };
        let (first, last) = text.split_once(separator).unwrap_or((text, text));
        line_number(first)
            .zip(line_number(last))
            .and_then(|(first, last)| Self::new(first, last))
            .ok_or(InvalidLineRange)
    }
}

fn line_number(text: &str) -> Option<usize> {
    let text = text.strip_prefix(['L', 'l']).unwrap_or(text);
    let (line, column) = text.split_once(['C', 'c']).unwrap_or((text, "1"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(line) && is_number(column)).then(|| line.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_other_tools_write_them() {
        let parse =
            |text: &str| text.parse().ok().map(|range: LineRange| (range.first(), range.last()));
        for text in [
            "L10-L20",
            "L10-20",
            "l10-l20",
            "L20-L10",
            "10-20",
            "L10C5-L20C3",
            "L10C5-20",
            "lines-10:20",
            "L10-L20.",
            "L10-L20),",
        ] {
            assert_eq!(parse(text), Some((10, 20)), "{text}");
        }
        for text in ["L10", "10", "l10", "L10C5", "lines-10", "L10-L10", "10."] {
            assert_eq!(parse(text), Some((10, 10)), "{text}");
        }
        for text in [
            "",
            "L",
            "L0",
            "0-4",
            "L1-",
            "-1",
            "+1",
            "L+1",
            "L1-L2-L3",
            "L1C",
            "C1",
            "intro",
            "2nd",
            "LL1",
            "L99999999999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
