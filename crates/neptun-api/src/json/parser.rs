//! From bytes to a tree.

use super::Json;
use crate::DecodeError;

/// How deep values may be nested. An answer that is deeper is not one of ours, and must not exhaust the stack.
const MAX_DEPTH: usize = 100;

/// Parses a whole document.
pub(crate) fn parse(json: &[u8]) -> Result<Json<'_>, DecodeError> {
    let text = std::str::from_utf8(json)
        .map_err(|error| syntax("the text is not UTF-8", error.valid_up_to()))?;
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.error("something follows the end of the document")),
    }
}

fn syntax(reason: &str, at: usize) -> DecodeError {
    DecodeError { path: String::new(), reason: format!("{reason} (byte {at})") }
}

struct Parser<'a> {
    text: &'a str,
    /// The offset of the next byte. Always at the border of a character where a slice begins or ends.
    at: usize,
}

impl<'a> Parser<'a> {
    fn error(&self, reason: &str) -> DecodeError {
        match self.peek() {
            Some(_) => syntax(reason, self.at),
            None => syntax("the document ends too early", self.at),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over a byte if it is the next one.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, reason: &str) -> Result<(), DecodeError> {
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

    fn value(&mut self, depth: usize) -> Result<Json<'a>, DecodeError> {
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

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, DecodeError> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.error("a value is missing"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Result<Json<'a>, DecodeError> {
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

    fn object(&mut self, depth: usize) -> Result<Json<'a>, DecodeError> {
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

    fn number(&mut self) -> Result<Json<'a>, DecodeError> {
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
        Ok(Json::Number(&self.text[start..self.at]))
    }

    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(self.error("a digit is missing")),
        }
    }

    /// Checks a text and steps over it; gives what stands between its quotes.
    fn text(&mut self) -> Result<&'a str, DecodeError> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(&self.text[start..self.at - 1]);
                }
                Some(b'\\') => self.escape()?,
                Some(0..0x20) => return Err(self.error("a text has a control character")),
                Some(_) => self.at += 1,
                None => return Err(self.error("a text has no end")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), DecodeError> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.error("an escape is not valid"));
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.error("an escape is not valid")),
        }
        Ok(())
    }
}
