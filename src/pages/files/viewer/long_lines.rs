//! Turns wrapping and colours off for texts with very long lines. Pure.
//!
//! A browser lays out everything in the viewport at once, and of a minified file that can be megabytes. With these limits, measured in
//! Chromium, no layout takes longer than 50 ms.

use std::collections::VecDeque;

use project_files::LineEnds;

/// About the number of lines in the viewport.
const VIEWPORT_LINES: usize = 50;

/// The editor renders no more of a line than this, unless it is wrapped.
const MAX_RENDERED_BYTES: usize = 4_000;
/// Longer lines are not wrapped.
const MAX_WRAPPED_BYTES: usize = 32_000;

/// Of more bytes than this in the viewport, tokens and line breaks take too long.
const MAX_VIEWPORT_BYTES: usize = 40_000;

/// Lines of up to this length are never cut.
const MAX_ORDINARY_BYTES: usize = 5_000;

/// The length of a text's longest line and the most that can be in the viewport, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LongLines {
    longest: usize,
    in_viewport: usize,
    in_viewport_wrapped: usize,
}

impl LongLines {
    /// Measures the lines of a text.
    pub(super) fn of(lines: &LineEnds) -> Self {
        let longest = lines.lengths().max().unwrap_or_default();
        if longest * VIEWPORT_LINES <= MAX_VIEWPORT_BYTES {
            return Self {
                longest,
                in_viewport: MAX_VIEWPORT_BYTES,
                in_viewport_wrapped: MAX_VIEWPORT_BYTES,
            };
        }
        let mut found = Self { longest, in_viewport: 0, in_viewport_wrapped: 0 };
        let mut window = VecDeque::with_capacity(VIEWPORT_LINES);
        let (mut drawn, mut drawn_wrapped) = (0, 0);
        for length in lines.lengths() {
            if window.len() == VIEWPORT_LINES
                && let Some(gone) = window.pop_front()
            {
                drawn -= MAX_RENDERED_BYTES.min(gone);
                drawn_wrapped -= MAX_WRAPPED_BYTES.min(gone);
            }
            window.push_back(length);
            drawn += MAX_RENDERED_BYTES.min(length);
            drawn_wrapped += MAX_WRAPPED_BYTES.min(length);
            found.in_viewport = found.in_viewport.max(drawn);
            found.in_viewport_wrapped = found.in_viewport_wrapped.max(drawn_wrapped);
        }
        found
    }

    pub(super) fn can_wrap(self) -> bool {
        self.longest <= MAX_ORDINARY_BYTES
            || (self.longest <= MAX_WRAPPED_BYTES && self.in_viewport_wrapped <= MAX_VIEWPORT_BYTES)
    }

    pub(super) fn can_colour(self, wrapped: bool) -> bool {
        self.in_viewport <= MAX_VIEWPORT_BYTES && (!wrapped || self.longest <= MAX_ORDINARY_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str) -> (bool, bool, bool) {
        let lines = LongLines::of(&LineEnds::of(text));
        (lines.can_wrap(), lines.can_colour(false), lines.can_colour(true))
    }

    #[test]
    fn ordinary_texts_can_have_everything() {
        assert_eq!(allowed(""), (true, true, true));
        assert_eq!(allowed(&"fn main() {}\n".repeat(100_000)), (true, true, true));
        assert_eq!(allowed(&format!("a\n{}\nb", "x".repeat(4_500))), (true, true, true));
    }

    #[test]
    fn one_endless_line_is_coloured_as_long_as_it_is_not_wrapped() {
        assert_eq!(allowed(&"x".repeat(30_000)), (true, true, false));
        assert_eq!(allowed(&"x".repeat(1_000_000)), (false, true, false));
    }

    #[test]
    fn many_long_lines_are_too_much() {
        let lines = |length: usize| format!("{}\n", "x".repeat(length)).repeat(200);
        assert_eq!(allowed(&lines(700)), (true, true, true));
        assert_eq!(allowed(&lines(2_000)), (true, false, false));
        assert_eq!(allowed(&lines(10_000)), (false, false, false));
        // At any place in the text.
        assert_eq!(
            allowed(&format!("{}{}", "a\n".repeat(500), lines(10_000))),
            (false, false, false)
        );
    }
}
