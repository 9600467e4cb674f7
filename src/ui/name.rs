//! Names as they are. A character that is not seen, or that changes the order of those around it, is drawn as a mark, so that no
//! name looks like another one.

use std::borrow::Cow;
use std::ops::Range;

use leptos::either::Either;
use leptos::prelude::*;

/// A name where any text can stand beside it: with its marks, not reordered by it, and not translated.
#[component]
pub fn Name(#[prop(into)] text: String) -> impl IntoView {
    view! { <bdi translate="no">{name(&text)}</bdi> }
}

/// A name with its marks. Nearly every name has none and is one text.
pub fn name(text: &str) -> Either<String, AnyView> {
    name_part(text, 0..text.len())
}

/// A part of a name, in bytes.
pub fn name_part(text: &str, part: Range<usize>) -> Either<String, AnyView> {
    let shown = text.get(part.clone()).unwrap_or_default();
    let mut marked = marked(text).filter(|(at, _)| part.contains(at)).peekable();
    if marked.peek().is_none() {
        return Either::Left(shown.to_owned());
    }
    let mut pieces = Vec::new();
    let mut start = part.start;
    for (at, c) in marked {
        pieces.push(Either::Left(text.get(start..at).unwrap_or_default().to_owned()));
        pieces.push(Either::Right(view! {
            <span class="hidden-character" title=description(c)>
                {mark(c)}
            </span>
        }));
        start = at + c.len_utf8();
    }
    pieces.push(Either::Left(text.get(start..part.end).unwrap_or_default().to_owned()));
    Either::Right(pieces.into_any())
}

/// A name with its marks, for tooltips, labels and titles, which are texts.
pub fn plain_name(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut start = 0;
    for (at, c) in marked(text) {
        plain.push_str(text.get(start..at).unwrap_or_default());
        let mark = mark(c);
        if mark.starts_with("U+") {
            plain.extend(["[", &*mark, "]"]);
        } else {
            plain.push_str(&mark);
        }
        start = at + c.len_utf8();
    }
    if start == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(text.get(start..).unwrap_or_default());
    Cow::Owned(plain)
}

/// The characters that are drawn as marks, and their positions in bytes.
fn marked(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(at, c)| match c {
        // At an end it is not seen.
        ' ' | '\u{3000}' => {
            let (before, after) = text.split_at(*at);
            before.trim().is_empty() || after.trim().is_empty()
        }
        // Emoji and whole scripts are written with them.
        '\u{200c}' | '\u{200d}' => {
            let (before, after) = text.split_at(*at);
            let is_joined = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_hidden(c));
            !(is_joined(before.chars().next_back()) && is_joined(after.chars().nth(1)))
        }
        c => is_hidden(*c),
    })
}

/// Returns true for a character that is not seen, is taken for a space, or changes the order of those around it.
fn is_hidden(c: char) -> bool {
    c.is_control() || is_space(c) || changes_order(c) || takes_no_room(c)
}

fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

fn changes_order(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn takes_no_room(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2028}'..='\u{2029}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// The sign for a space, or the code point: fonts lack the pictures of control characters.
fn mark(c: char) -> String {
    if matches!(c, ' ' | '\u{3000}') { "␣".to_owned() } else { format!("U+{:04X}", c as u32) }
}

fn description(c: char) -> String {
    let effect = match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "ends the line",
        ' ' | '\u{3000}' => "a space at the end",
        c if is_space(c) => "another space",
        c if changes_order(c) => "changes the direction of the text",
        c if c.is_control() => "a control character",
        _ => "takes no room",
    };
    format!("U+{:04X}: {effect}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_themselves() {
        for name in [
            "",
            "src/main.rs",
            "Read me (2).md",
            "grün/夏/שלום.txt",
            "👩\u{200d}🚀.svg",
            "می\u{200c}خواهم.md",
            "❤\u{fe0f}.txt",
            "gru\u{308}n",
        ] {
            assert!(matches!(plain_name(name), Cow::Borrowed(it) if it == name), "{name:?}");
            assert_eq!(marked(name).count(), 0, "{name:?}");
        }
    }

    #[test]
    fn characters_that_deceive_are_seen() {
        for (name, seen) in [
            ("invoice\u{202e}fdp.exe", "invoice[U+202E]fdp.exe"),
            ("\u{2067}a\u{2069}.rs", "[U+2067]a[U+2069].rs"),
            ("a\u{200b}b", "a[U+200B]b"),
            ("pay\u{200d}pal", "pay[U+200D]pal"),
            ("夏\u{200d}", "夏[U+200D]"),
            ("\u{feff}main.rs", "[U+FEFF]main.rs"),
            ("a\nb\t\u{7f}", "a[U+000A]b[U+0009][U+007F]"),
            ("  a b.rs ", "␣␣a b.rs␣"),
            (" ", "␣"),
            ("a\u{3000}", "a␣"),
            ("a\u{a0}b", "a[U+00A0]b"),
            ("a\u{2028}b\u{85}", "a[U+2028]b[U+0085]"),
            ("a\u{ad}b\u{3164}", "a[U+00AD]b[U+3164]"),
            ("a\u{e0041}", "a[U+E0041]"),
        ] {
            assert_eq!(plain_name(name), seen, "{name:?}");
        }
    }

    #[test]
    fn a_mark_says_what_it_stands_for() {
        assert_eq!(description('\u{202e}'), "U+202E: changes the direction of the text");
        assert_eq!(description('\n'), "U+000A: ends the line");
        assert_eq!(description('\u{200b}'), "U+200B: takes no room");
        assert_eq!(description('\u{a0}'), "U+00A0: another space");
        assert_eq!(description(' '), "U+0020: a space at the end");
        assert_eq!(description('\u{1b}'), "U+001B: a control character");
    }
}
