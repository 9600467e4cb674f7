//! Where a value ends, found in pieces: for a value that is cut between two chunks of a download.

use json_text::plain_run;

use super::MAX_DEPTH;

/// How far the search for the end of a value has come. It knows texts and brackets, no more; whoever has the whole value parses
/// it, and so finds what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Border {
    depth: usize,
    in_text: bool,
    in_scalar: bool,
    escaped: bool,
}

impl Border {
    /// Goes on with the next bytes of the value. How many of them belong to it, if its end is among them; also if something is
    /// there that no value can have, so that the error is found now and not at the end of the download.
    pub(crate) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            if self.escaped {
                self.escaped = false;
            } else if self.in_text {
                at += plain_run(&bytes[at - 1..]);
                match bytes.get(at - 1)? {
                    b'"' => self.in_text = false,
                    b'\\' => self.escaped = true,
                    _ => return Some(at),
                }
                if self.depth == 0 && !self.in_text {
                    return Some(at);
                }
            } else if self.in_scalar {
                // A number or a word ends before whatever cannot be part of one.
                if !is_scalar(*byte) {
                    return Some(at - 1);
                }
            } else {
                match byte {
                    b'"' => self.in_text = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' if self.depth > 1 => self.depth -= 1,
                    b'}' | b']' => return Some(at),
                    _ => self.in_scalar = self.depth == 0,
                }
                if self.depth > MAX_DEPTH {
                    return Some(at);
                }
            }
        }
        None
    }
}

fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)
}
