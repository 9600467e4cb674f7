//! Texts: what stands between two quotes, and what it means.

/// A text as it stands in a document. The parser has checked its escapes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Text<'a> {
    pub(super) raw: &'a str,
    /// How many escapes there are.
    pub(super) escapes: usize,
}

impl Text<'_> {
    /// What it means, in memory of exactly its size. Half a surrogate pair, which servers in JavaScript can send, is shown as
    /// the replacement character.
    pub(crate) fn unescape(self) -> String {
        if self.escapes == 0 {
            return self.raw.to_owned();
        }
        // Most escapes are two bytes for one; where there are longer ones, the rest is given back at the end.
        let mut text = String::with_capacity(self.raw.len() - self.escapes);
        let mut rest = self.raw;
        while let Some((before, escape)) = rest.split_once('\\') {
            text.push_str(before);
            // An escape is ASCII, so that one byte is one character.
            let (kind, after) = escape.split_at_checked(1).unwrap_or((escape, ""));
            rest = after;
            text.push(match kind {
                "b" => '\u{8}',
                "f" => '\u{c}',
                "n" => '\n',
                "r" => '\r',
                "t" => '\t',
                "u" => unicode(&mut rest),
                _ => {
                    text.push_str(kind);
                    continue;
                }
            });
        }
        text.push_str(rest);
        text.shrink_to_fit();
        text
    }

    /// Whether it means `text`.
    pub(crate) fn means(self, text: &str) -> bool {
        match self.escapes {
            0 => self.raw == text,
            _ => self.unescape() == text,
        }
    }
}

/// Takes four hexadecimal digits, and the second half of a pair if they are the first.
fn unicode(rest: &mut &str) -> char {
    let unit = hex(rest);
    if !(0xD800..0xDC00).contains(&unit) {
        return char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let Some(mut after) = rest.strip_prefix("\\u") else {
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

fn hex(rest: &mut &str) -> u32 {
    let (digits, after) = rest.split_at_checked(4).unwrap_or((rest, ""));
    *rest = after;
    u32::from_str_radix(digits, 16).unwrap_or(0xFFFD)
}
