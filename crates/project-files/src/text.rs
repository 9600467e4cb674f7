//! The lines of a text, and how to cut it into pieces that are drawn one at a time.

use std::ops::Range;

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

/// The number of lines of a text, as [`str::lines`] counts them: a line end at the very end begins no further line.
pub fn line_count(text: &str) -> usize {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    ends + usize::from(!text.is_empty() && !text.ends_with('\n'))
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
        ends.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
        if !text.is_empty() && !text.ends_with('\n') {
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

    proptest! {
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
            prop_assert_eq!(line_count(&text), text.lines().count());
            prop_assert_eq!(ends.count(), text.lines().count());
            prop_assert!(ends.lengths().eq(text.split_inclusive('\n').map(str::len)));
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
