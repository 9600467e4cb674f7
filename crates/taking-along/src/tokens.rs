//! About how many tokens a text is to a model.

/// Counts about as many tokens as the models of the day would make of some texts.
///
/// Their tables of tokens are megabytes, and each has its own. But all begin by cutting a text into the same kinds of pieces: words with
/// the space before them, numbers of up to three digits, runs of other characters, runs of white space. Pieces are what is counted
/// here; long ones count for more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tokens {
    /// In hundredths.
    hundredths: usize,
}

/// What the characters of a piece are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Space,
    Mark,
    /// Beyond ASCII.
    Other,
}

impl Tokens {
    /// Counts a text.
    pub fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut start = 0;
        while let Some(first) = bytes.get(start) {
            let kind = kind(*first);
            let rest = &bytes[start + 1..];
            // `Word` is one piece.
            let same = match kind {
                Kind::Upper if rest.first().is_some_and(u8::is_ascii_lowercase) => Kind::Lower,
                kind => kind,
            };
            let length = 1 + rest.iter().take_while(|byte| self::kind(**byte) == same).count();
            start += length;
            self.hundredths += match same {
                Kind::Lower | Kind::Upper => 100 * length.div_ceil(8),
                Kind::Digit => 100 * length.div_ceil(3),
                // One space belongs to what comes after it.
                Kind::Space if length == 1 => 0,
                Kind::Space => 100,
                Kind::Mark => 100 * length.div_ceil(2),
                Kind::Other => 40 * length,
            };
        }
    }

    /// How many.
    pub fn about(self) -> usize {
        self.hundredths.div_ceil(100)
    }
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' => Kind::Lower,
        b'A'..=b'Z' => Kind::Upper,
        b'0'..=b'9' => Kind::Digit,
        b' ' | b'\t' | b'\n' | b'\r' => Kind::Space,
        0..=127 => Kind::Mark,
        _ => Kind::Other,
    }
}
