//! The input of "Go to": letters of a path, and perhaps a line.

/// `main.rs:120` is the letters `main.rs` and the line 120.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoToInput<'a> {
    /// The letters to look for.
    pub letters: &'a str,
    /// The line to go to, counted from 1.
    pub line: Option<usize>,
}

impl<'a> GoToInput<'a> {
    /// Parses the input. A line stands behind a colon; a column behind a second one, as tools print it, is ignored.
    pub fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let behind = text.rfind(|letter: char| !letter.is_ascii_digit() && letter != ':');
        // The letter may have several bytes; the rest begins with a colon, or is a part of a name.
        let numbers = text.get(behind.unwrap_or(0)..).and_then(|rest| {
            let colon = rest.find(':')?;
            Some(text.len() - rest.len() + colon)
        });
        let Some(colon) = numbers else { return Self { letters: text, line: None } };
        let line = text[colon + 1..].split(':').next().and_then(|line| line.parse().ok());
        Self { letters: &text[..colon], line: line.filter(|line| *line > 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_behind_a_colon() {
        let parse = |text| {
            let input = GoToInput::parse(text);
            (input.letters, input.line)
        };
        assert_eq!(parse(" main.rs "), ("main.rs", None));
        assert_eq!(parse("main.rs:"), ("main.rs", None));
        assert_eq!(parse("main.rs:120"), ("main.rs", Some(120)));
        assert_eq!(parse("main.rs:120:7"), ("main.rs", Some(120)));
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
}
