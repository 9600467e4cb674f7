//! Texts: what stands between two quotes, and what it means.

use crate::run::copy_plain;

/// A text as it stands in a document. Its escapes have been checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Text<'a> {
    /// What stands between its quotes.
    pub raw: &'a str,
    /// How many escapes there are.
    pub escapes: usize,
}

impl Text<'_> {
    /// What it means, in memory of exactly its size. Half a surrogate pair, which servers in JavaScript can send, is shown as
    /// the replacement character.
    pub fn unescape(self) -> String {
        if self.escapes == 0 {
            return self.raw.to_owned();
        }
        // Most escapes are two bytes for one; what longer ones save, and the room for a last whole word, is given back.
        let mut text = Vec::with_capacity(self.raw.len() - self.escapes + 8);
        let mut rest = self.raw.as_bytes();
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
        text.shrink_to_fit();
        // Whole characters went in, so that it cannot fail; to check is cheaper than to write character by character.
        String::from_utf8(text).unwrap_or_default()
    }

    /// Whether it means `text`.
    pub fn means(self, text: &str) -> bool {
        match self.escapes {
            0 => self.raw == text,
            _ => self.unescape() == text,
        }
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
