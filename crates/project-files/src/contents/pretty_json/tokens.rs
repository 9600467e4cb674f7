//! The tokens of JSON and JSON5, comments included.

/// A token as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    /// A line ends between the token before and this one.
    pub(super) is_on_new_line: bool,
}

/// A text that goes on with something that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotAToken;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Comma,
    Colon,
    String,
    /// A number, a literal or an identifier.
    Word,
    LineComment,
    BlockComment,
}

impl Token<'_> {
    /// Says if a word may be a key.
    pub(super) fn is_identifier(&self) -> bool {
        let mut parts = self.text.split('\\');
        let is_part = |part: &str| {
            part.chars().all(|c| c.is_ascii_alphanumeric() || "$_".contains(c) || !c.is_ascii())
        };
        let is_escape = |part: &str| {
            part.get(1..5)
                .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                && part.starts_with('u')
        };
        !self.text.starts_with(|first: char| first.is_ascii_digit())
            && parts.next().is_some_and(is_part)
            && parts.all(|part| is_escape(part) && is_part(part))
    }

    /// Says if a word may be a value.
    pub(super) fn is_literal(&self) -> bool {
        let number = self.text.strip_prefix(['+', '-']).unwrap_or(self.text);
        match self.text {
            "null" | "true" | "false" => true,
            _ => matches!(number, "Infinity" | "NaN") || is_hex(number) || is_decimal(number),
        }
    }
}

fn is_hex(number: &str) -> bool {
    let digits = number.strip_prefix("0x").or_else(|| number.strip_prefix("0X"));
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_decimal(number: &str) -> bool {
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    are_digits(whole)
        && are_digits(fraction)
        && are_digits(exponent)
        && !exponent.is_empty()
        && !(whole.is_empty() && fraction.is_empty())
        && (whole == "0" || !whole.starts_with('0'))
}

/// Cuts a text into tokens.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Says if the line goes on with a key or a value, perhaps behind further comments.
    pub(super) fn line_goes_on_with_value(&self) -> bool {
        let next = self.clone().find(|token| {
            !matches!(token, Ok(Token { kind: Kind::BlockComment, is_on_new_line: false, .. }))
        });
        matches!(
            next,
            Some(Ok(Token {
                kind: Kind::Open | Kind::String | Kind::Word,
                is_on_new_line: false,
                ..
            }))
        )
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, NotAToken>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
        let start = self.rest.trim_start_matches(is_space);
        let space = &self.rest[..self.rest.len() - start.len()];
        let first = start.chars().next()?;
        let Some((kind, length)) = measure(start, first) else { return Some(Err(NotAToken)) };
        let (text, rest) = start.split_at(length);
        self.rest = rest;
        Some(Ok(Token { text, kind, is_on_new_line: space.contains(is_line_end) }))
    }
}

/// The kind and the length of the token that a text begins with.
fn measure(text: &str, first: char) -> Option<(Kind, usize)> {
    Some(match first {
        '{' | '[' => (Kind::Open, 1),
        '}' | ']' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '"' | '\'' => (Kind::String, string_length(text, first)?),
        '/' if text.starts_with("//") => {
            (Kind::LineComment, text.find(is_line_end).unwrap_or(text.len()))
        }
        '/' => (Kind::BlockComment, "/*".len() + text.strip_prefix("/*")?.find("*/")? + "*/".len()),
        _ => (Kind::Word, text.find(ends_word).unwrap_or(text.len())),
    })
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn ends_word(c: char) -> bool {
    matches!(c, '{' | '[' | '}' | ']' | ',' | ':' | '"' | '\'' | '/' | '\u{feff}')
        || c.is_whitespace()
}

/// The length of the string literal that a text begins with, quotes included. A line ends in it only behind a backslash.
fn string_length(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        at += match bytes.get(at)? {
            b'\\' if bytes[at + 1..].starts_with(b"\r\n") => 3,
            b'\\' => 2,
            b'\n' | b'\r' => return None,
            byte if char::from(*byte) == quote => return Some(at + 1),
            _ => 1,
        };
    }
}
