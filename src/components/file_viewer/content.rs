//! What kind of content a file has, and so how it is shown. Pure.

use neptun_api::ProjectFile;

/// How much of a text is looked at to tell whether it is one.
const SAMPLE: usize = 16_000;

/// The share of characters that no text has, in percent, from which on it is none.
const MOST_STRANGE: usize = 10;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It has no text.
    Empty,
    /// A PDF; its text, if it has one, is what somebody has drawn out of it.
    Pdf,
    /// What is in it is not meant to be read.
    Binary,
    /// Text to be read as it is.
    Text,
    /// Text that can be rendered.
    Markdown,
    /// Text that can be laid out anew.
    Json,
}

impl Kind {
    /// What a file in a language is.
    pub(super) fn of(file: &ProjectFile, language: Option<&str>) -> Self {
        if file.pdf_url.is_some() || file.context_file_type.eq_ignore_ascii_case("pdf") {
            return Self::Pdf;
        }
        match language {
            _ if file.text.is_empty() => Self::Empty,
            _ if is_binary(&file.text) => Self::Binary,
            Some("markdown") => Self::Markdown,
            Some("json") => Self::Json,
            _ => Self::Text,
        }
    }
}

/// Whether a text is bytes that were taken for one: it has a NUL, or many characters that stand for nothing.
fn is_binary(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let is_strange = |c: char| {
        c == char::REPLACEMENT_CHARACTER
            || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b')
    };
    let (mut all, mut strange) = (0, 0);
    for c in sample.chars() {
        all += 1;
        strange += usize::from(is_strange(c));
    }
    sample.contains('\0') || strange * 100 > all * MOST_STRANGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_no_text() {
        for text in [
            "fn main() {}\n",
            "Zoë — 夏 👩‍🚀",
            "\u{1b}[31mred\u{1b}[0m\r\n",
            "a\u{fffd}bcdefghijklmnop",
            "\t\n",
        ] {
            assert!(!is_binary(text), "{text:?}");
        }
        for text in ["PNG\r\n\0\0", "\u{1}\u{2}\u{3}abc", "\u{fffd}\u{fffd}\u{fffd}JFIF"] {
            assert!(is_binary(text), "{text:?}");
        }
    }
}
