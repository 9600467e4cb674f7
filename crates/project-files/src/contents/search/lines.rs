//! Further lines of a file in which something was found.

use std::ops::Range;

use super::excerpt::HORIZON_BYTES;
use super::matcher::{Matcher, Next, Reach};
use super::{ContextLine, Cursor, Excerpt, FoundLine};
use crate::text::line_starts;

/// The lines of a text that have a match and come behind line `after`, at most `count`.
pub fn more_lines(
    text: &str,
    matcher: &mut dyn Matcher,
    after: u32,
    count: usize,
) -> Vec<FoundLine> {
    let mut lines: Vec<FoundLine> = Vec::new();
    let Some(start) = start_of(text, after + 1) else { return lines };
    let mut cursor = Cursor::at_line(start, after as usize + 1);
    let reach = Reach::new(text, start..text.len());
    while lines.len() < count && cursor.at < text.len() {
        let Next::Match(found) = matcher.next(text, cursor.at, &reach) else { break };
        if cursor.pass(text, &found) {
            lines.push(found_line(text, matcher, &cursor, &found));
        }
    }
    lines
}

/// The lines around some lines of a text, at most `count` before and behind each. None comes twice, and the given lines, in the
/// order of their numbers, are not among them.
pub fn lines_around(text: &str, lines: &[u32], count: u32) -> Vec<ContextLine> {
    let mut around = Vec::new();
    let mut starts = line_starts(text).zip(1..).peekable();
    let mut lines = lines.iter().copied().peekable();
    while let Some(line) = lines.next() {
        let end = match lines.peek() {
            // The other lines before the next one are its own.
            Some(next) => line.saturating_add(count).min(next.saturating_sub(1)),
            None => line.saturating_add(count),
        };
        while let Some((start, number)) = starts.next_if(|(_, number)| *number <= end) {
            if number != line && number.saturating_add(count) >= line {
                around.push(ContextLine { number, excerpt: Excerpt::from_start(text, start) });
            }
        }
    }
    around
}

/// A line with its first match, which the cursor has just passed.
pub(super) fn found_line(
    text: &str,
    matcher: &mut dyn Matcher,
    cursor: &Cursor,
    first: &Range<usize>,
) -> FoundLine {
    let (excerpt, bytes) = Excerpt::around(text, cursor.line_start, first);
    // The rest of the line may be megabytes, and nobody sees them.
    let text = &text[..text.ceil_char_boundary(bytes.end + HORIZON_BYTES)];
    let mut marks = Vec::new();
    let mut mark = |found: &Range<usize>| {
        let place = |at: usize| (at.min(bytes.end) - bytes.start) as u32;
        marks.push(place(found.start)..place(found.end));
    };
    mark(first);
    let mut at = first.end;
    let reach = Reach::new(text, at.min(bytes.end)..bytes.end);
    while at < bytes.end
        && let Next::Match(found) = matcher.next(text, at, &reach)
        && found.start < bytes.end
    {
        mark(&found);
        at = found.end;
    }
    FoundLine { number: cursor.line as u32, excerpt, marks }
}

/// The start of a line, counted from 1.
fn start_of(text: &str, line: u32) -> Option<usize> {
    line_starts(text).nth((line as usize).checked_sub(1)?)
}
