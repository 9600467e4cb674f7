//! The lines of a text, and how to cut it into pieces that are drawn one at a time.
//!
//! A line ends with `\n`, `\r\n` or `\r`, as in every editor. Nothing else decides that.

use std::ops::Range;

use memchr::{memchr_iter, memchr2, memchr2_iter, memrchr2};

/// Some whole lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The number of the first line, counted from 1.
    pub first_line: usize,
    /// The number of lines.
    pub lines: usize,
    /// Where they are in the text.
    pub bytes: Range<usize>,
}

impl Chunk {
    /// Returns true if a line, counted from 1, is one of these.
    pub fn has_line(&self, line: usize) -> bool {
        (self.first_line..self.first_line + self.lines).contains(&line)
    }
}

/// The number of lines of a text. A line end at the very end begins no further line.
pub fn line_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Line feeds are counted without a stop at each of them; most texts have no carriage return.
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let ends =
        memchr_iter(b'\n', bytes).count() + memchr_iter(b'\r', bytes).filter(is_alone).count();
    ends + usize::from(!text.is_empty() && !text.ends_with(is_line_end))
}

/// The lines of a text without their line ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    line_starts(text).map(|start| &text[start..end_of_line(text, start, text.len())])
}

/// Says if a character ends a line, alone or with another one.
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// The places behind the line ends in a part of a text.
pub(crate) fn line_ends(text: &str, part: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let found = memchr2_iter(b'\n', b'\r', bytes.get(part.clone()).unwrap_or_default());
    let ends = found.map(move |at| part.start + at + 1);
    ends.filter(move |end| bytes[end - 1] == b'\n' || bytes.get(*end) != Some(&b'\n'))
}

/// The start of each line.
pub(crate) fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(line_ends(text, 0..text.len())).take_while(|start| *start < text.len())
}

/// The start of the line that a place is in, or `from` if the line begins before that.
pub(crate) fn line_start(text: &str, from: usize, place: usize) -> usize {
    let bytes = text.as_bytes();
    let before = bytes.get(from..place).unwrap_or_default();
    // Between `\r` and `\n`, the line has not ended yet.
    let before = match bytes.get(place) {
        Some(b'\n') => before.strip_suffix(b"\r").unwrap_or(before),
        _ => before,
    };
    memrchr2(b'\n', b'\r', before).map_or(from, |end| from + end + 1)
}

/// The end of the line that a place is in, without its line end, or `to` if the line ends behind that.
pub(crate) fn end_of_line(text: &str, place: usize, to: usize) -> usize {
    let rest = text.as_bytes().get(place..to).unwrap_or_default();
    memchr2(b'\n', b'\r', rest).map_or(to, |end| place + end)
}

/// Where the lines of a text end. Finding that takes longest of all that cuts and measures a text, and so is done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEnds {
    /// Behind each line and its line end, in bytes.
    ends: Vec<usize>,
}

impl LineEnds {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        // Counted first, which takes no time: growing would.
        let mut ends = Vec::with_capacity(line_count(text));
        ends.extend(line_ends(text, 0..text.len()));
        if ends.last().copied().unwrap_or_default() < text.len() {
            ends.push(text.len());
        }
        Self { ends }
    }

    /// The number of lines, as [`line_count`] counts them.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The length of each line with its line end, in bytes.
    pub fn lengths(&self) -> impl Iterator<Item = usize> {
        self.ranges().map(|range| range.len())
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.ends.iter().map(move |end| std::mem::replace(&mut start, *end)..*end)
    }

    /// Cuts the text into chunks of at most so many lines and about so many bytes. A line is never cut: one that is longer
    /// has a chunk of its own.
    pub fn chunks(&self, max_lines: usize, max_bytes: usize) -> Vec<Chunk> {
        let mut chunks: Vec<Chunk> = Vec::new();
        for (number, Range { start, end }) in (1..).zip(self.ranges()) {
            match chunks.last_mut() {
                Some(chunk) if chunk.lines < max_lines && end - chunk.bytes.start <= max_bytes => {
                    chunk.lines += 1;
                    chunk.bytes.end = end;
                }
                _ => chunks.push(Chunk { first_line: number, lines: 1, bytes: start..end }),
            }
        }
        chunks
    }

    /// The columns of a monospace font that the longest line of the text takes at most, with tabs of so many columns.
    ///
    /// An upper bound, not a measure: what is beyond Greek and most of Cyrillic may come from another font, and counts double.
    pub fn max_columns(&self, text: &str, tab: usize) -> usize {
        // By bytes: of megabytes, characters take four times as long.
        let columns = |line: &[u8]| {
            let of_byte = |byte: &u8| match *byte {
                b'\t' => tab,
                b'\n' | b'\r' | 0x80..0xC0 => 0,
                ..0xD4 => 1,
                _ => 2,
            };
            line.iter().map(of_byte).sum()
        };
        self.ranges().fold(0, |most, range| {
            // Most lines are too short to be counted: no byte takes more than a tab.
            if range.len() * tab.max(2) <= most {
                return most;
            }
            most.max(text.as_bytes().get(range).map_or(0, columns))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_lines() {
        assert_eq!(line_count(""), 0);
        assert_eq!(line_count("a"), 1);
        assert_eq!(line_count("a\n"), 1);
        assert_eq!(line_count("\n\n"), 2);
        assert_eq!(line_count("a\r\n\r\nb"), 3);
        assert_eq!(line_count("a\rb\r"), 2);
        assert_eq!(line_count("\n\r\r\n"), 3);
    }

    #[test]
    fn a_long_line_is_alone() {
        let text = format!("a\n{}\nb\nc", "x".repeat(50));
        let found = LineEnds::of(&text).chunks(10, 20);
        let lines: Vec<_> = found.iter().map(|chunk| (chunk.first_line, chunk.lines)).collect();
        assert_eq!(lines, [(1, 1), (2, 1), (3, 2)]);
        assert!(found[2].has_line(4) && !found[2].has_line(5) && !found[2].has_line(2));
    }

    #[test]
    fn columns_are_bounded_from_above() {
        let max_columns = |text: &str, tab| LineEnds::of(text).max_columns(text, tab);
        assert_eq!(max_columns("", 4), 0);
        assert_eq!(max_columns("ab\nabc\r\n", 4), 3);
        assert_eq!(max_columns("\tx", 4), 5);
        assert_eq!(max_columns("æøå", 4), 3);
        assert_eq!(max_columns("日本\t", 4), 8);
    }

    /// Cuts a text behind its line ends.
    fn naively(text: &str) -> Vec<String> {
        let marked = text.replace("\r\n", "\u{1}").replace('\r', "\r|").replace('\n', "\n|");
        let marked = marked.replace('\u{1}', "\r\n|");
        marked.split('|').filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn lines_are_found_from_everywhere(text in "[aé\r\n]{0,12}") {
            let expected = naively(&text);
            let without_ends: Vec<_> = expected.iter().map(|line| line.trim_end_matches(is_line_end)).collect();
            prop_assert_eq!(lines(&text).collect::<Vec<_>>(), without_ends);
            let mut start = 0;
            for line in &expected {
                let end = start + line.len();
                for place in start..end {
                    prop_assert_eq!(line_start(&text, 0, place), start);
                    prop_assert_eq!(line_ends(&text, place..text.len()).next().unwrap_or(text.len()), end);
                }
                start = end;
            }
        }

        #[test]
        fn chunks_are_the_text_in_whole_lines(
            text in "[a-cé\r\n\n]{0,60}",
            max_lines in 1..5_usize,
            max_bytes in 1..12_usize,
        ) {
            let ends = LineEnds::of(&text);
            let found = ends.chunks(max_lines, max_bytes);
            let joined: String = found.iter().map(|chunk| &text[chunk.bytes.clone()]).collect();
            prop_assert_eq!(&joined, &text);
            prop_assert_eq!(line_count(&text), naively(&text).len());
            prop_assert_eq!(ends.count(), naively(&text).len());
            prop_assert!(ends.lengths().eq(naively(&text).iter().map(String::len)));
            let mut next = 1;
            for chunk in &found {
                prop_assert_eq!(chunk.first_line, next);
                prop_assert_eq!(line_count(&text[chunk.bytes.clone()]), chunk.lines);
                prop_assert!(chunk.lines <= max_lines);
                prop_assert!(chunk.bytes.len() <= max_bytes || chunk.lines == 1);
                next += chunk.lines;
            }
            prop_assert_eq!(next - 1, line_count(&text));
        }
    }
}
