//! The input of "Go to": letters of a path, and perhaps a line.

use crate::path::is_separator;

/// `main.rs:120` is the letters `main.rs` and the line 120.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoToInput<'a> {
    /// The letters to look for.
    pub letters: &'a str,
    /// The line to go to, counted from 1.
    pub line: Option<usize>,
}

/// The words and signs that tools print before a path.
const LEAD_INS: [&str; 4] = ["--> ", "at ", "from ", "in "];

impl<'a> GoToInput<'a> {
    /// Parses the input: letters that are typed, or a place in a file as terminals and editors print it. A column and a message
    /// behind the line are ignored.
    pub fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let place = text.char_indices().find_map(|(at, _)| {
            let (before, rest) = text.split_at(at);
            Some((path_before(before), line_number(before, rest)?))
        });
        let (letters, line) = match place {
            Some((letters, digits)) => (letters, digits.parse().ok().filter(|line| *line > 0)),
            // The number is still to be typed.
            None => (text.strip_suffix(':').unwrap_or(text), None),
        };
        Self { letters: without_dots(letters), line }
    }
}

/// The digits of a line, if that is what a text begins with.
fn line_number<'a>(before: &str, text: &'a str) -> Option<&'a str> {
    let is_behind_name =
        before.ends_with(|last: char| !last.is_whitespace() && !is_separator(last));
    if let Some(rest) = text.strip_prefix(':') {
        // Maven prints `Main.java:[12,5]`, shells `run.sh: line 12: …`.
        let rest = rest.strip_prefix('[').or_else(|| rest.strip_prefix(" line ")).unwrap_or(rest);
        return numbers(rest);
    }
    if let Some(rest) = text.strip_prefix('(') {
        // `copy (2)` is a name.
        return numbers(rest).filter(|_| is_behind_name);
    }
    if let Some(rest) = text.strip_prefix('#') {
        let digits = rest.strip_prefix(['L', 'l']).unwrap_or(rest);
        let has_extension =
            before.rsplit(is_separator).next().is_some_and(|name| name.contains('.'));
        return numbers(digits).filter(|_| digits.len() < rest.len() || has_extension);
    }
    let rest = text.strip_prefix(", line ").or_else(|| text.strip_prefix(" on line "))?;
    numbers(rest).filter(|_| is_behind_name)
}

/// The first of one or two numbers, behind which something else begins.
fn numbers(text: &str) -> Option<&str> {
    let (line, rest) = split_digits(text)?;
    let column = rest.strip_prefix([':', ',', '.', 'C']).and_then(split_digits);
    let rest = column.map_or(rest, |(_, rest)| rest);
    let ends =
        |next: char| next.is_whitespace() || matches!(next, ':' | ',' | ';' | ')' | ']' | '-');
    (rest.is_empty() || rest.starts_with(ends) || rest == ".").then_some(line)
}

fn split_digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The path at the end of a text that stands before a line.
fn path_before(text: &str) -> &str {
    let text = text.trim_end();
    // Python prints `File "src/main.py", line 12`.
    if let Some(quote) = text.chars().next_back().filter(|last| matches!(last, '"' | '\'' | '`')) {
        let inner = &text[..text.len() - 1];
        return inner.rfind(quote).map_or(inner, |start| &inner[start + 1..]);
    }
    // JavaScript prints `at run (src/main.js:12:5)`; `app/(group)/page.tsx` is a path.
    let text = match text.rfind('(') {
        Some(open) if !text[open..].contains(')') => &text[open + 1..],
        _ => text,
    };
    let text = LEAD_INS.iter().find_map(|words| text.strip_prefix(words)).unwrap_or(text);
    // The address of a script in a browser.
    match text.split_once("://").and_then(|(_, rest)| rest.split_once('/')) {
        Some((_, path)) => path.split('?').next().unwrap_or_default(),
        None => text,
    }
}

/// A path without the `./` and `../` that it begins with.
fn without_dots(mut path: &str) -> &str {
    while let Some(rest) = path.strip_prefix("..").or_else(|| path.strip_prefix('.'))
        && rest.starts_with(is_separator)
    {
        path = &rest[1..];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (&str, Option<usize>) {
        let input = GoToInput::parse(text);
        (input.letters, input.line)
    }

    #[test]
    fn a_line_stands_behind_a_colon() {
        assert_eq!(parse(" main.rs "), ("main.rs", None));
        assert_eq!(parse("main.rs:"), ("main.rs", None));
        assert_eq!(parse("main.rs:120"), ("main.rs", Some(120)));
        assert_eq!(parse("main.rs:120:7"), ("main.rs", Some(120)));
        assert_eq!(parse("main.rs:120:"), ("main.rs", Some(120)));
        assert_eq!(parse("main.rs:0"), ("main.rs", None));
        assert_eq!(parse(":42"), ("", Some(42)));
        assert_eq!(parse("2025:3"), ("2025", Some(3)));
        assert_eq!(parse("øæ:3"), ("øæ", Some(3)));
        assert_eq!(parse("a:b"), ("a:b", None));
        assert_eq!(parse("v1:b2"), ("v1:b2", None));
        assert_eq!(parse("2025"), ("2025", None));
        assert_eq!(parse(""), ("", None));
        assert_eq!(parse("a:99999999999999999999999"), ("a", None));
    }

    #[test]
    fn places_are_read_as_tools_print_them() {
        for text in [
            "src/main.rs:12",
            "./src/main.rs:12:5",
            "../../src/main.rs:12:5: error: expected one of",
            "  --> src/main.rs:12:5",
            "src/main.rs:12:in 'run'",
            "from src/main.rs:12:in 'run'",
            "src/main.rs:12.5-13.1: error",
            "src/main.rs:12-20",
            "src/main.rs:12 +0x1d",
            "src/main.rs:[12,5] error",
            "src/main.rs: line 12: no such command",
            "src/main.rs(12)",
            "src/main.rs(12,5)",
            "src/main.rs(12,5): error TS1005",
            "src/main.rs(12",
            "src/main.rs#L12",
            "src/main.rs#L12-L20",
            "src/main.rs#L12C5-L20C3",
            "src/main.rs#12",
            "File \"src/main.rs\", line 12",
            "File \"src/main.rs\", line 12, in <module>",
            "src/main.rs, line 12.",
            "in src/main.rs on line 12",
            "at run (src/main.rs:12:5)",
            "at src/main.rs:12:5",
            "at http://localhost:5173/src/main.rs?t=1:12:5",
        ] {
            assert_eq!(parse(text), ("src/main.rs", Some(12)), "{text}");
        }
        assert_eq!(parse(r".\src\main.rs:12"), (r"src\main.rs", Some(12)));
        assert_eq!(parse(r"C:\src\main.rs(12,5)"), (r"C:\src\main.rs", Some(12)));
        assert_eq!(parse("at com.acme.Main.run(Main.java:12)"), ("Main.java", Some(12)));
        assert_eq!(parse("app/(group)/page.tsx:12"), ("app/(group)/page.tsx", Some(12)));
    }

    #[test]
    fn names_that_look_like_places_are_names() {
        for text in [
            "copy (2)",
            "app/(2)",
            "12:30:45.log",
            "issue#12",
            "in line 12",
            "a.b(c)",
            ".env",
            "..a",
            "C:\\",
        ] {
            assert_eq!(parse(text), (text, None), "{text}");
        }
    }
}
