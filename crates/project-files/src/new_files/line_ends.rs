//! The line ends of a text that is edited in a text area, which knows only `\n`.

use std::ops::Range;

use crate::text::{is_line_end, line_ends};

/// A line and its line end, which the last line may lack.
type Line<'a> = (&'a str, &'a str);

/// The text `typed`, in which a text area had replaced every line end of `old` before the user edited it. Lines that are as before keep
/// their line end, and the others get that of the first line.
pub fn with_line_ends_of(old: &str, typed: &str) -> String {
    if !old.contains('\r') {
        return typed.to_owned();
    }
    let (old, new) = (lines_of(old), lines_of(typed));
    let is_same = |(old, new): &(&Line<'_>, &Line<'_>)| {
        old.0 == new.0 && old.1.is_empty() == new.1.is_empty()
    };
    let before = old.iter().zip(&new).take_while(is_same).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let after = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(is_same).count();
    let end = old.first().map_or("\n", |line| line.1);
    let changed = new_rest[..new_rest.len() - after].iter();
    let changed = changed.flat_map(|line| [line.0, if line.1.is_empty() { "" } else { end }]);
    let unchanged = |lines: &[Line<'_>]| lines.iter().flat_map(|line| [line.0, line.1]).collect();
    let (first, last): (String, String) =
        (unchanged(&old[..before]), unchanged(&old_rest[old_rest.len() - after..]));
    first + &changed.collect::<String>() + &last
}

/// The text `old` with `pasted` in the place of a selection. A text area counts in units of UTF-16, and each line end as one.
pub fn with_pasted(old: &str, selection: Range<usize>, pasted: &str) -> String {
    let place = |units: usize| {
        let (mut at, mut left) = (0, units);
        while left > 0
            && let Some(next) = old[at..].chars().next()
        {
            let is_pair = old[at..].starts_with("\r\n");
            at += if is_pair { 2 } else { next.len_utf8() };
            left = left.saturating_sub(if is_pair { 1 } else { next.len_utf16() });
        }
        at
    };
    let (start, end) = (place(selection.start), place(selection.end));
    [&old[..start], pasted, &old[end.max(start)..]].concat()
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let ends = line_ends(text, 0..text.len()).chain([text.len()]);
    let lines = ends.map(|end| &text[std::mem::replace(&mut start, end)..end]);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(|line| line.split_at(line.trim_end_matches(is_line_end).len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_text_area(text: &str) -> String {
        text.replace("\r\n", "\n").replace('\r', "\n")
    }

    #[test]
    fn only_what_is_edited_changes() {
        for old in ["", "a\nb", "a\r\nb\r\n", "a\rb\n\r\nc\r", "\r\r\n\n\r", "é\r\n🦀\r\n\0"] {
            assert_eq!(with_line_ends_of(old, &in_text_area(old)), old);
            assert_eq!(with_line_ends_of(old, ""), "");
        }
        assert_eq!(with_line_ends_of("a\r\nb\rc\n", "a\nb!\nc\n"), "a\r\nb!\r\nc\n");
        assert_eq!(
            with_line_ends_of("a\r\nb\r\n", "a\nnew\nlines\nb\n"),
            "a\r\nnew\r\nlines\r\nb\r\n"
        );
        assert_eq!(with_line_ends_of("a\r\nb", "a\nb\n"), "a\r\nb\r\n");
        assert_eq!(with_line_ends_of("a\rb", "ab"), "ab");
        assert_eq!(with_line_ends_of("a\nb", "a\n\nb"), "a\n\nb");
    }

    #[test]
    fn what_is_pasted_keeps_its_line_ends() {
        assert_eq!(with_pasted("", 0..0, "a\r\nb\r"), "a\r\nb\r");
        assert_eq!(with_pasted("a\nb", 2..3, "\r\n"), "a\n\r\n");
        assert_eq!(with_pasted("🦀\r\né\rz", 3..4, "-"), "🦀\r\n-\rz");
        assert_eq!(with_pasted("🦀\r\né\rz", 2..6, "-"), "🦀-");
        assert_eq!(with_pasted("ab", 1..9, "-"), "a-");
    }
}
