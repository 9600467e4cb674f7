//! Where a JSON value ends, found in pieces.

use memchr::memchr;

/// The state of the search for the end of a value. It knows texts and brackets, no more: wrong syntax is found when the whole
/// value is decoded.
#[derive(Debug, Default)]
pub(super) struct ValueEnd {
    depth: usize,
    in_text: bool,
    /// A backslash was the last byte before a cut.
    is_escaped: bool,
    in_scalar: bool,
}

impl ValueEnd {
    /// Goes on with the next bytes of the value. How many of them belong to it, if its end is among them; the next call begins
    /// with another value then.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let end = self.advance(bytes)?;
        *self = Self::default();
        Some(end)
    }

    fn advance(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.in_text {
                at += self.text_end(&bytes[at..])?;
                if self.depth == 0 {
                    return Some(at);
                }
            }
            let byte = *bytes.get(at)?;
            if self.in_scalar && !is_scalar(byte) {
                return Some(at);
            }
            at += 1;
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 1 => self.depth -= 1,
                b'}' | b']' => return Some(at),
                _ => self.in_scalar = self.depth == 0,
            }
        }
    }

    /// Leaves the text. How many bytes belong to it, with its last quote.
    fn text_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let start = usize::from(std::mem::take(&mut self.is_escaped));
        let mut at = start;
        // Source code has far more line ends and other escapes than quotes, so that only quotes are looked for.
        while let Some(quote) = memchr(b'"', &bytes[at..]) {
            at += quote + 1;
            if !ends_in_escape(&bytes[start..at - 1]) {
                self.in_text = false;
                return Some(at);
            }
        }
        self.is_escaped = ends_in_escape(&bytes[start..]);
        None
    }
}

/// Returns true if the byte after these ones is escaped: a backslash may itself be.
fn ends_in_escape(bytes: &[u8]) -> bool {
    bytes.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)
}
