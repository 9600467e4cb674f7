//! Where the plain part of a JSON text ends, eight bytes at a time.
//!
//! By hand and not `memchr`: source code has an escape every thirty bytes, and for runs this short a call costs more than the
//! search. Control characters, which are errors, are found on the way.

const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// How many bytes there are before the first quote, backslash or control character.
pub fn plain_run(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let marks = zeros(word ^ (ONES * u64::from(b'"')))
            | zeros(word ^ (ONES * u64::from(b'\\')))
            | (word.wrapping_sub(ONES * 0x20) & !word & HIGH);
        if marks != 0 {
            return index * 8 + first(marks);
        }
    }
    let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    words.len() * 8 + rest.iter().take_while(|byte| is_plain(byte)).count()
}

/// Moves everything before the first backslash to `to`, and takes the backslash. Whether there was one.
pub(crate) fn copy_plain(from: &mut &[u8], to: &mut Vec<u8>) -> bool {
    while let Some((word, after)) = from.split_first_chunk::<8>() {
        // A word is copied whatever is in it: a copy of known size is one instruction.
        to.extend_from_slice(word);
        let marks = zeros(u64::from_le_bytes(*word) ^ (ONES * u64::from(b'\\')));
        if marks != 0 {
            let plain = first(marks);
            to.truncate(to.len() - 8 + plain);
            *from = &from[plain + 1..];
            return true;
        }
        *from = after;
    }
    let plain = from.iter().position(|byte| *byte == b'\\');
    let end = plain.unwrap_or(from.len());
    to.extend_from_slice(&from[..end]);
    *from = &from[(end + 1).min(from.len())..];
    plain.is_some()
}

/// Marks the zero bytes of a word. A borrow can mark further bytes, but only above one that is zero.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Which byte has the first mark.
fn first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_run_ends_at_the_first_special_byte(
            bytes in prop::collection::vec(prop_oneof![8 => any::<u8>(), 1 => Just(b'"'), 1 => Just(b'\\')], 0..40),
        ) {
            let end = bytes.iter().position(|byte| *byte < 0x20 || b"\"\\".contains(byte));
            prop_assert_eq!(plain_run(&bytes), end.unwrap_or(bytes.len()));
        }
    }
}
