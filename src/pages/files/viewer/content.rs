//! The kind of content that a file has. Pure.

use neptun_api::ProjectFile;

/// The length of the beginning that tells a text from a binary file.
const SAMPLE_BYTES: usize = 16_000;

/// A file with a greater share of characters that texts do not have is binary.
const MAX_STRANGE_PERCENT: usize = 10;

/// Decides how a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// It has no text.
    Empty,
    /// A PDF; its text, if it has one, was extracted from it.
    Pdf,
    /// Bytes that are not text.
    Binary,
    /// Text that can only be shown as it is.
    Text,
    /// Text that can be rendered.
    Markdown,
    /// Text that can be pretty-printed.
    Json,
}

impl ContentKind {
    /// The kind of a file that is written in `language`.
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

/// Tells bytes that were decoded as a text: they have a NUL, or many control and replacement characters.
fn is_binary(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let is_strange = |c: char| {
        c == char::REPLACEMENT_CHARACTER
            || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b')
    };
    let (mut all, mut strange) = (0, 0);
    for c in sample.chars() {
        all += 1;
        strange += usize::from(is_strange(c));
    }
    sample.contains('\0') || strange * 100 > all * MAX_STRANGE_PERCENT
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
