//! From bytes to a tree.

use json_text::Text;

use super::{Json, MAX_DEPTH};
use crate::DecodeError;

/// What is wrong with the syntax, and at which byte.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SyntaxError {
    pub(crate) reason: &'static str,
    pub(crate) at: usize,
    /// Whether nothing is wrong so far, and only the rest is missing.
    pub(crate) is_cut: bool,
}

impl From<SyntaxError> for DecodeError {
    fn from(error: SyntaxError) -> Self {
        Self { path: String::new(), reason: error.reason.into(), offset: Some(error.at as u64) }
    }
}

/// Parses a whole document.
pub(crate) fn parse(json: &[u8]) -> Result<Json<'_>, SyntaxError> {
    parse_nested(json, 0)
}

/// Parses a value that is so deep in its document; nothing may follow it.
pub(crate) fn parse_nested(json: &[u8], depth: usize) -> Result<Json<'_>, SyntaxError> {
    let mut parser = Parser { bytes: json, at: 0, is_whole: true };
    let value = parser.value(depth)?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.error("something follows the end of the document")),
    }
}

/// Parses the value that begins a part of a document, and says how long it is.
pub(crate) fn parse_prefix(json: &[u8], depth: usize) -> Result<(Json<'_>, usize), SyntaxError> {
    let mut parser = Parser { bytes: json, at: 0, is_whole: false };
    let value = parser.value(depth)?;
    Ok((value, parser.at))
}

struct Parser<'a> {
    bytes: &'a [u8],
    /// The offset of the next byte.
    at: usize,
    /// Whether the document ends where the bytes do.
    is_whole: bool,
}

impl<'a> Parser<'a> {
    fn error(&self, reason: &'static str) -> SyntaxError {
        match self.peek() {
            Some(_) => SyntaxError { reason, at: self.at, is_cut: false },
            None => {
                let reason = "the document ends too early";
                SyntaxError { reason, at: self.at, is_cut: true }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Steps over a byte if it is the next one.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, reason: &'static str) -> Result<(), SyntaxError> {
        self.skip_space();
        match self.take(byte) {
            true => Ok(()),
            false => Err(self.error(reason)),
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json<'a>, SyntaxError> {
        if depth > MAX_DEPTH {
            return Err(self.error("the document is nested too deeply"));
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.text().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            _ => Err(self.error("a value is missing")),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, SyntaxError> {
        for byte in word.bytes() {
            if !self.take(byte) {
                return Err(self.error("a value is missing"));
            }
        }
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Result<Json<'a>, SyntaxError> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Json::Array(items));
            }
            self.expect(b',', "`,` or `]` is missing")?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json<'a>, SyntaxError> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.error("the name of a member is missing"));
            }
            let name = self.text()?;
            self.expect(b':', "`:` is missing")?;
            members.push((name, self.value(depth + 1)?));
            self.skip_space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            self.expect(b',', "`,` or `}` is missing")?;
        }
    }

    fn number(&mut self) -> Result<Json<'a>, SyntaxError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        if self.peek().is_none() && !self.is_whole {
            return Err(self.error("a number has no end"));
        }
        // Digits and signs are UTF-8.
        Ok(Json::Number(std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default()))
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(self.error("a digit is missing")),
        }
    }

    /// Checks a text and steps over it.
    fn text(&mut self) -> Result<Text<'a>, SyntaxError> {
        self.at += 1;
        let read = Text::parse(&self.bytes[self.at..]);
        self.at += read.map_or_else(|error| error.at, |(_, len)| len);
        read.map(|(text, _)| text).map_err(|error| self.error(error.reason))
    }
}
