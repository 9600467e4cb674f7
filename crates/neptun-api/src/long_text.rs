//! Texts of many megabytes. `serde_json` decodes a text with escapes into a buffer and copies it from there, so that it is in memory
//! twice, beside the request. These functions decode it into the place where it stays. They need a document that is borrowed.

use memchr::memchr;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Reads a text.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(<&RawValue>::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Reads a text or `null`.
pub(crate) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    match <&RawValue>::deserialize(deserializer)? {
        json if json.get() == "null" => Ok(None),
        json => text(json).map(Some).map_err(D::Error::custom),
    }
}

fn text(json: &RawValue) -> Result<String, &'static str> {
    let quoted = json.get().strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    let mut rest = quoted.ok_or("expected a string")?;
    let mut text = String::with_capacity(rest.len());
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let (escaped, bytes) = escape(&rest[at..]).ok_or("half of a surrogate pair")?;
        text.push(escaped);
        rest = &rest[at + bytes..];
    }
    text.push_str(rest);
    Ok(text)
}

/// The character that the escape at the start of a text stands for, and the number of bytes of the escape. The escape is known to be
/// well-formed, but can be half of a surrogate pair.
fn escape(json: &str) -> Option<(char, usize)> {
    let escaped = match json.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let units = [code_unit(json, 0), code_unit(json, 6)];
            let escaped =
                char::decode_utf16(units.into_iter().map_while(|unit| unit)).next()?.ok()?;
            return Some((escaped, 6 * escaped.len_utf16()));
        }
        other => char::from(*other),
    };
    Some((escaped, 2))
}

/// The UTF-16 code unit that is escaped at an offset.
pub(crate) fn code_unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(json: &str) -> Result<String, serde_json::Error> {
        required(&mut serde_json::Deserializer::from_str(json))
    }

    #[test]
    fn a_value_that_is_no_text_is_refused() {
        for json in ["1", "null", "[]", "{}", "\"", r#""\ud83d""#, r#""\ude00\ud83d""#, r#""\x""#] {
            assert!(read(json).is_err(), "{json}");
        }
        let mut null = serde_json::Deserializer::from_str(" null ");
        assert_eq!(optional(&mut null).unwrap(), None);
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(json in r#"([a-z€😀/]|\\["\\/bfnrt]|\\u(00e9|d83d|de00|D83D|DE00|0000))*"#) {
            let json = format!("\"{json}\"");
            prop_assert_eq!(read(&json).ok(), serde_json::from_str::<String>(&json).ok());
        }
    }
}
