//! Alternatives in braces, as in `*.{ts,tsx}`.

use std::ops::Range;

/// A pattern becomes at most so many. The braces of a longer list stand for themselves.
const MAX_PATTERNS: usize = 256;

/// The parts of a text between commas that are not in braces.
pub(super) fn split(text: &str) -> Vec<&str> {
    let commas = signs(text).into_iter().filter(|sign| sign.is_comma_at(0));
    let mut start = 0;
    let mut parts: Vec<_> =
        commas.map(|comma| &text[std::mem::replace(&mut start, comma.at + 1)..comma.at]).collect();
    parts.push(&text[start..]);
    parts
}

/// All patterns that a pattern with braces stands for.
pub(super) fn expand(pattern: &str) -> Vec<String> {
    let mut pending = vec![pattern.to_owned()];
    let mut expanded = Vec::new();
    while let Some(pattern) = pending.pop() {
        let Some(braces) = first_braces(&pattern) else {
            expanded.push(pattern);
            continue;
        };
        let (before, after) = (&pattern[..braces.start], &pattern[braces.end..]);
        let alternatives: Vec<_> = split(&pattern[braces.start + 1..braces.end - 1])
            .into_iter()
            .map(|alternative| [before, alternative.trim(), after].concat())
            .collect();
        if expanded.len() + pending.len() + alternatives.len() > MAX_PATTERNS {
            expanded.push(pattern);
        } else {
            pending.extend(alternatives);
        }
    }
    expanded
}

/// The first braces with a comma in them: `{id}` is a usual name.
fn first_braces(pattern: &str) -> Option<Range<usize>> {
    let signs = signs(pattern);
    signs.iter().enumerate().find_map(|(nth, open)| {
        let inside = signs[nth + 1..].iter().take_while(|sign| sign.depth > open.depth);
        let count = inside.clone().count();
        let has_comma = || inside.clone().any(|sign| sign.is_comma_at(open.depth + 1));
        let close = signs.get(nth + 1 + count)?;
        (open.byte == b'{' && has_comma()).then(|| open.at..close.at + 1)
    })
}

/// A comma, or a brace that has its counterpart.
struct Sign {
    at: usize,
    byte: u8,
    /// The number of braces around it.
    depth: usize,
}

impl Sign {
    fn is_comma_at(&self, depth: usize) -> bool {
        self.byte == b',' && self.depth == depth
    }
}

fn signs(text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(signs.len()),
            b'}' if open.pop().is_none() => continue,
            b'}' | b',' => {}
            _ => continue,
        }
        signs.push(Sign { at, byte, depth: 0 });
    }
    // Those that are still open have none.
    for nth in open.into_iter().rev() {
        signs.remove(nth);
    }
    let mut depth = 0;
    for sign in &mut signs {
        depth -= usize::from(sign.byte == b'}');
        sign.depth = depth;
        depth += usize::from(sign.byte == b'{');
    }
    signs
}
