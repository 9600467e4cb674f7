//! Texts: what stands between two quotes, and what it means.

use crate::run::{copy_plain, plain_run};

/// A text as it stands in a document. Its escapes have been checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Text<'a> {
    /// What stands between its quotes. Whether it is UTF-8 is seen when somebody wants to know what it means: to look at every
    /// byte once more for that here would be a quarter of decoding.
    pub raw: &'a [u8],
    /// How many escapes there are.
    pub escapes: usize,
}

/// A text that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUtf8;

/// What is wrong with a text, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextError {
    /// What is wrong, if the bytes do not just end here.
    pub reason: &'static str,
    /// The offset of the byte that is wrong.
    pub at: usize,
}

impl<'a> Text<'a> {
    /// Reads a text from behind its first quote, and says how many bytes it takes with its last one.
    ///
    /// # Errors
    /// If an escape is none, a control character is not escaped, or the bytes end before the text does.
    #[inline(never)]
    pub fn parse(bytes: &'a [u8]) -> Result<(Self, usize), TextError> {
        let (mut at, mut escapes) = (0, 0);
        loop {
            at += plain_run(&bytes[at..]);
            let reason = match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    at += escape(&bytes[at + 1..]).map_err(|error| error.behind(at + 1))? + 1;
                    escapes += 1;
                    continue;
                }
                Some(_) => "a text has a control character",
                None => "a text has no end",
            };
            return Err(TextError { reason, at });
        }
        Ok((Self { raw: &bytes[..at], escapes }, at + 1))
    }

    /// What it means, in memory of exactly its size. Half a surrogate pair, which servers in JavaScript can send, is shown as
    /// the replacement character.
    ///
    /// # Errors
    /// If it is not UTF-8.
    #[inline(never)]
    pub fn unescape(self) -> Result<String, NotUtf8> {
        if self.escapes == 0 {
            return checked(self.raw);
        }
        // Most escapes are two bytes for one. The rest is room for a last whole word.
        let mut text = Vec::with_capacity(self.raw.len() - self.escapes + 8);
        let mut rest = self.raw;
        while copy_plain(&mut rest, &mut text) {
            let Some((kind, after)) = rest.split_first() else { break };
            rest = after;
            text.push(match kind {
                b'b' => 0x8,
                b'f' => 0xc,
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'u' => {
                    let mut utf8 = [0; 4];
                    text.extend_from_slice(unicode(&mut rest).encode_utf8(&mut utf8).as_bytes());
                    continue;
                }
                _ => *kind,
            });
        }
        // An escape is a whole character, and makes none of what stands on either side of it.
        checked(&text)
    }

    /// Whether it means `text`.
    pub fn means(self, text: &str) -> bool {
        match self.escapes {
            0 => self.raw == text.as_bytes(),
            _ => self.unescape().is_ok_and(|meaning| meaning == text),
        }
    }
}

impl TextError {
    fn behind(self, bytes: usize) -> Self {
        Self { at: self.at + bytes, ..self }
    }
}

/// By a library and not by `std`: it looks at sixteen bytes at a time. That pays for the copy that its way of checking needs.
fn checked(text: &[u8]) -> Result<String, NotUtf8> {
    simdutf8::basic::from_utf8(text).map(str::to_owned).map_err(|_| NotUtf8)
}

/// How many bytes an escape has after its backslash.
fn escape(bytes: &[u8]) -> Result<usize, TextError> {
    let error = |at| Err(TextError { reason: "an escape is not valid", at });
    match bytes.first() {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(1),
        Some(b'u') => {
            let digits = bytes[1..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit());
            match digits.count() {
                4 => Ok(5),
                digits => error(1 + digits),
            }
        }
        _ => error(0),
    }
}

/// Takes four hexadecimal digits, and the second half of a pair if they are the first.
fn unicode(rest: &mut &[u8]) -> char {
    let unit = hex(rest);
    if !(0xD800..0xDC00).contains(&unit) {
        return char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let Some(mut after) = rest.strip_prefix(b"\\u") else {
        return char::REPLACEMENT_CHARACTER;
    };
    let low = hex(&mut after);
    if !(0xDC00..0xE000).contains(&low) {
        return char::REPLACEMENT_CHARACTER;
    }
    *rest = after;
    let code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn hex(rest: &mut &[u8]) -> u32 {
    let digits = rest.split_off(..rest.len().min(4)).unwrap_or_default();
    digits.iter().fold(0, |sum, digit| sum * 16 + char::from(*digit).to_digit(16).unwrap_or(0))
}
