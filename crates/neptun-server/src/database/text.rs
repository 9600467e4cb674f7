//! Texts of users in columns.

use std::borrow::Cow;

use sqlx::any::{AnyTypeInfo, AnyValueRef};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Any, Database, Decode, Encode, Type};

/// A noncharacter, which Unicode leaves to the inner workings of programs.
const ESCAPE: char = '\u{fdd0}';

const ESCAPED_NUL: &str = "\u{fdd0}0";
const ESCAPED_ESCAPE: &str = "\u{fdd0}1";

/// A text as any user can write it. U+0000 is stored in an escaped form, because PostgreSQL cannot store it.
///
/// SQLite could, but stores the same. It has texts with U+0000 from before, which are read as they are.
pub(super) struct Text<T>(pub(super) T);

fn escape(text: &str) -> Cow<'_, str> {
    // Not both in one pattern: a search for one character is many times faster.
    if text.contains('\0') || text.contains(ESCAPE) {
        text.replace(ESCAPE, ESCAPED_ESCAPE).replace('\0', ESCAPED_NUL).into()
    } else {
        text.into()
    }
}

fn unescape(stored: &str) -> Result<String, BoxDynError> {
    let mut parts = stored.split(ESCAPE);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (character, rest) = match part.as_bytes().first() {
            Some(b'0') => ('\0', &part[1..]),
            Some(b'1') => (ESCAPE, &part[1..]),
            _ => return Err("a text has an incomplete escape sequence".into()),
        };
        text.push(character);
        text.push_str(rest);
    }
    Ok(text)
}

impl<T> Type<Any> for Text<T> {
    fn type_info() -> AnyTypeInfo {
        <str as Type<Any>>::type_info()
    }
}

impl Encode<'_, Any> for Text<&str> {
    fn encode_by_ref(
        &self,
        buffer: &mut <Any as Database>::ArgumentBuffer,
    ) -> Result<IsNull, BoxDynError> {
        match escape(self.0) {
            Cow::Borrowed(text) => Encode::<Any>::encode(text, buffer),
            Cow::Owned(text) => Encode::<Any>::encode(text, buffer),
        }
    }
}

impl Decode<'_, Any> for Text<String> {
    fn decode(value: AnyValueRef<'_>) -> Result<Self, BoxDynError> {
        unescape(<&str as Decode<Any>>::decode(value)?).map(Self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_as_it_was_written() {
        for text in ["", "a", "\0", "a\0\0b", "\u{fdd0}", "\u{fdd0}0\0\u{fdd0}1", "ä\0ü", "0\u{1}1"]
        {
            let stored = escape(text);
            assert!(!stored.contains('\0'), "{text:?}");
            assert_eq!(unescape(&stored).unwrap(), text);
        }
    }

    #[test]
    fn reads_texts_from_before_and_refuses_damaged_ones() {
        assert_eq!(unescape("a\0b").unwrap(), "a\0b");
        for damaged in ["\u{fdd0}", "a\u{fdd0}2", "\u{fdd0}\u{fdd0}0"] {
            assert!(unescape(damaged).is_err(), "{damaged:?}");
        }
    }
}
