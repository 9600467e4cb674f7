//! Tells text from other files, and decodes it without changing a character.

use std::fmt;

use memchr::{memchr, memchr_iter};

/// The part of a file that is read to tell if it is text, in bytes.
pub const HEAD_BYTES: usize = 8_192;

/// The largest file that is added, in bytes.
pub const MAX_FILE_BYTES: u64 = 64_000_000;

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark, which is a part of the text.
    Utf8,
    /// UTF-16, least significant byte first. Its byte-order mark belongs to the encoding, not to the text.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
}

/// The reason why a file cannot be added, as a full sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is not text.
    Binary,
    /// It is text in an encoding that nobody can tell for sure.
    UnknownEncoding,
    /// It is UTF-16, cut off or with half a character.
    BrokenUtf16,
    /// The browser could not read it.
    Unreadable,
    /// The archive is encrypted, or packed in a way that browsers do not know.
    Packing,
    /// The content is not what the archive says.
    Damaged,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "Larger than 64 MB.",
            Self::Binary => "Not a text file.",
            Self::UnknownEncoding => "Not UTF-8. Save it as UTF-8 and add it again.",
            Self::BrokenUtf16 => "Damaged UTF-16. Save it as UTF-8 and add it again.",
            Self::Unreadable => "Could not be read. It may have been moved or changed.",
            Self::Packing => "Encrypted, or packed with an unsupported method.",
            Self::Damaged => "Damaged in the archive.",
        })
    }
}

/// The first bytes of common formats that could pass as text.
const SIGNATURES: &[&[u8]] =
    &[b"%PDF-", b"PK\x03\x04", b"\0asm", b"GIF8", b"wOF2", b"SQLite format 3\0"];

/// The encoding of a file that begins with `head`. `is_whole` says that there is no more of it.
///
/// # Errors
/// If it is not text, or not in an encoding that can be told.
pub fn encoding_of(head: &[u8], is_whole: bool) -> Result<Encoding, Refusal> {
    // The mark of UTF-32 begins with that of UTF-16.
    if head.starts_with(b"\xFF\xFE\0\0") {
        return Err(Refusal::UnknownEncoding);
    }
    if head.starts_with(b"\xFF\xFE") {
        return Ok(Encoding::Utf16Le);
    }
    if head.starts_with(b"\xFE\xFF") {
        return Ok(Encoding::Utf16Be);
    }
    if SIGNATURES.iter().any(|signature| head.starts_with(signature)) {
        return Err(Refusal::Binary);
    }
    match std::str::from_utf8(head) {
        Ok(_) => {}
        // The head ends within a character.
        Err(error) if !is_whole && error.error_len().is_none() => {}
        Err(_) if memchr(0, head).is_some() => return Err(Refusal::Binary),
        Err(_) => return Err(Refusal::UnknownEncoding),
    }
    if has_many_controls(head) { Err(Refusal::Binary) } else { Ok(Encoding::Utf8) }
}

/// Returns true if more than one byte in ten is a control character that is rare in text. A few are allowed: NUL separates names, for example.
fn has_many_controls(head: &[u8]) -> bool {
    let is_rare = |byte: &&u8| matches!(byte, 0..=6 | 14..=26 | 28..=31);
    head.len() >= 32 && head.iter().filter(is_rare).count() * 10 > head.len()
}

/// The text of a file.
///
/// # Errors
/// If it is not text, or not in an encoding that can be told.
pub fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    let encoding = encoding_of(&bytes[..bytes.len().min(HEAD_BYTES)], bytes.len() <= HEAD_BYTES)?;
    let from_bytes: fn([u8; 2]) -> u16 = match encoding {
        Encoding::Utf8 => return String::from_utf8(bytes).map_err(refusal_of),
        Encoding::Utf16Le => u16::from_le_bytes,
        Encoding::Utf16Be => u16::from_be_bytes,
    };
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Refusal::BrokenUtf16);
    }
    let units = units.iter().skip(1).map(|unit| from_bytes(*unit));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Refusal::BrokenUtf16)
}

fn refusal_of(error: std::string::FromUtf8Error) -> Refusal {
    // A program that begins with a text has zeros behind it.
    let bytes = error.as_bytes();
    if memchr_iter(0, bytes).count() * 100 > bytes.len() {
        Refusal::Binary
    } else {
        Refusal::UnknownEncoding
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ODD: &str = "\u{feff}<p>&amp;</p>\0\r\na\rb\n🦀 \u{2028}\u{1b}[0m";

    #[test]
    fn text_arrives_as_it_is() {
        assert_eq!(decode(ODD.into()).as_deref(), Ok(ODD));
        assert_eq!(decode(Vec::new()).as_deref(), Ok(""));
        assert_eq!(encoding_of(b"", true), Ok(Encoding::Utf8));
        let names = "a\0".repeat(10) + &"long-name-of-a-file\0".repeat(20);
        assert_eq!(decode(names.clone().into_bytes()), Ok(names));
    }

    #[test]
    fn utf_16_with_a_mark_is_converted() {
        let text = "h\u{e9}llo 🦀\r\n";
        let encoded = |bytes: fn(u16) -> [u8; 2]| {
            let marked = "\u{feff}".encode_utf16().chain(text.encode_utf16());
            marked.flat_map(bytes).collect::<Vec<u8>>()
        };
        assert_eq!(decode(encoded(u16::to_le_bytes)).as_deref(), Ok(text));
        assert_eq!(decode(encoded(u16::to_be_bytes)).as_deref(), Ok(text));
        assert_eq!(encoding_of(&encoded(u16::to_le_bytes), true), Ok(Encoding::Utf16Le));
        let mut cut = encoded(u16::to_le_bytes);
        cut.pop();
        assert_eq!(decode(cut), Err(Refusal::BrokenUtf16));
        assert_eq!(decode(b"\xFF\xFE\x3D\xD8".to_vec()), Err(Refusal::BrokenUtf16));
    }

    #[test]
    fn everything_else_is_refused() {
        let without_mark: Vec<u8> =
            "plain text in UTF-16".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, refusal) in [
            (
                &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15"[..],
                Refusal::Binary,
            ),
            (b"%PDF-1.7\n", Refusal::Binary),
            (b"PK\x03\x04", Refusal::Binary),
            (b"\0asm\x01\0\0\0", Refusal::Binary),
            (&without_mark, Refusal::Binary),
            (b"caf\xE9 in Latin-1", Refusal::UnknownEncoding),
            (b"\xFF\xFE\0\0a\0\0\0", Refusal::UnknownEncoding),
        ] {
            assert_eq!(decode(bytes.to_vec()), Err(refusal), "{bytes:?}");
        }
        let late = [&[b'a'; HEAD_BYTES][..], b"\xE9"].concat();
        assert_eq!(encoding_of(&late[..HEAD_BYTES], false), Ok(Encoding::Utf8));
        assert_eq!(decode(late), Err(Refusal::UnknownEncoding));
    }

    proptest! {
        #[test]
        fn every_text_survives(text in any::<String>(), padding in 0..9_000_usize) {
            let text = "é".repeat(padding / 2) + &text;
            if !has_many_controls(&text.as_bytes()[..text.len().min(HEAD_BYTES)])
                && !SIGNATURES.iter().any(|signature| text.as_bytes().starts_with(signature)) {
                prop_assert_eq!(decode(text.clone().into_bytes()), Ok(text));
            }
        }
    }
}
