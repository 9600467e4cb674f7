//! What lines of great length allow. Pure.
//!
//! A browser lays out as much as is in sight at once, and of minified files that can be megabytes. Measured in Chromium: what is allowed
//! here takes less than 50 ms at a time.

use std::collections::VecDeque;

use project_files::LineEnds;

/// About as many lines as are in sight.
const IN_SIGHT: usize = 50;

/// How much of a line is drawn at most if it is not wrapped.
const DRAWN: usize = 4_000;
/// The same of a wrapped one; one that is longer is not wrapped at all.
const DRAWN_WRAPPED: usize = 32_000;

/// How many bytes in sight are coloured, and of how many the ends of lines are looked for.
const MOST_IN_SIGHT: usize = 40_000;

/// Up to which length lines are drawn whole.
const ORDINARY: usize = 5_000;

/// The lengths of a text's lines, in bytes; of what is in sight, at most that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LongLines {
    longest: usize,
    in_sight: usize,
    in_sight_wrapped: usize,
}

impl LongLines {
    /// Measures the lines of a text.
    pub(super) fn of(lines: &LineEnds) -> Self {
        let longest = lines.lengths().max().unwrap_or_default();
        if longest * IN_SIGHT <= MOST_IN_SIGHT {
            return Self { longest, in_sight: MOST_IN_SIGHT, in_sight_wrapped: MOST_IN_SIGHT };
        }
        let mut found = Self { longest, in_sight: 0, in_sight_wrapped: 0 };
        let mut window = VecDeque::with_capacity(IN_SIGHT);
        let (mut drawn, mut drawn_wrapped) = (0, 0);
        for length in lines.lengths() {
            if window.len() == IN_SIGHT
                && let Some(gone) = window.pop_front()
            {
                drawn -= DRAWN.min(gone);
                drawn_wrapped -= DRAWN_WRAPPED.min(gone);
            }
            window.push_back(length);
            drawn += DRAWN.min(length);
            drawn_wrapped += DRAWN_WRAPPED.min(length);
            found.in_sight = found.in_sight.max(drawn);
            found.in_sight_wrapped = found.in_sight_wrapped.max(drawn_wrapped);
        }
        found
    }

    /// Whether its lines can be wrapped.
    pub(super) fn can_wrap(self) -> bool {
        self.longest <= ORDINARY
            || (self.longest <= DRAWN_WRAPPED && self.in_sight_wrapped <= MOST_IN_SIGHT)
    }

    /// Whether it can be coloured.
    pub(super) fn can_colour(self, wrapped: bool) -> bool {
        self.in_sight <= MOST_IN_SIGHT && (!wrapped || self.longest <= ORDINARY)
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
        // Wherever they are.
        assert_eq!(
            allowed(&format!("{}{}", "a\n".repeat(500), lines(10_000))),
            (false, false, false)
        );
    }
}
