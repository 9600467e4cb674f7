//! A text, whatever the case of its letters.
//!
//! Folding every letter of a text costs many times what looking at its bytes does. So a quick look for two bytes of what is
//! wanted comes first, and only around places that have them letters are compared.

use std::ops::Range;

use crate::fold::fold;
use crate::word::stands_alone;
use crate::{Matcher, Next, can_be_in_a_line};

/// How many bytes are looked at before anything is decided: a loop without a branch, which compilers turn into vector
/// instructions.
const BLOCK: usize = 64;

pub(crate) struct Folded {
    wanted: Vec<char>,
    probe: Probe,
    whole_word: bool,
    hopeless: bool,
}

/// What is looked for in the bytes.
struct Probe {
    signs: [Sign; 2],
    /// Bits of which one is enough, whatever the signs are.
    suspicious: u8,
    /// The place of the first sign in what is wanted, in characters.
    place: usize,
}

/// What a byte has to be, once these bits of it are set.
#[derive(Clone, Copy)]
struct Sign {
    bits: u8,
    byte: u8,
}

impl Sign {
    const ANY: Self = Self { bits: 0xff, byte: 0xff };
    /// No text has this byte.
    const NONE: Self = Self { bits: 0, byte: 0xff };

    fn of_byte(byte: u8) -> Self {
        Self { bits: if byte.is_ascii_lowercase() { 0x20 } else { 0 }, byte }
    }

    /// The sign for a folded character that is nothing but ASCII in every case. Two letters are not: `K` is also the sign for
    /// kelvin, and `ſ` an old small `S`.
    fn of(c: char) -> Option<Self> {
        let byte = u8::try_from(c).ok().filter(u8::is_ascii)?;
        (!matches!(byte, b'k' | b's')).then(|| Self::of_byte(byte))
    }

    /// How common it is in source code, roughly.
    fn frequency(self) -> u32 {
        match self.byte {
            0xff => 200,
            b' ' => 100,
            b'e' | b't' => 40,
            b'a' | b'i' | b'n' | b'o' | b'r' => 30,
            b'c' | b'd' | b'f' | b'l' | b'm' | b'p' | b'u' => 16,
            b'a'..=b'z' | b'.' | b',' | b'(' | b')' | b'"' | b'=' | b'/' | b'-' | b'_' | b'0' => 8,
            _ => 3,
        }
    }
}

impl Probe {
    /// The rarest two characters that stand side by side, or the one that there is. If there is none to go by: whatever the
    /// first character could be.
    fn new(wanted: &[char]) -> Self {
        let sign = |at: usize| wanted.get(at).copied().and_then(Sign::of);
        let probes = (0..wanted.len()).filter_map(|place| {
            let signs = [sign(place)?, sign(place + 1).unwrap_or(Sign::ANY)];
            Some(Self { signs, suspicious: 0, place })
        });
        let frequency = |probe: &Self| probe.signs.map(Sign::frequency).iter().product::<u32>();
        probes.min_by_key(frequency).unwrap_or_else(|| {
            let first = wanted.first().and_then(|c| u8::try_from(*c).ok()).filter(u8::is_ascii);
            let sign = first.map_or(Sign::NONE, Sign::of_byte);
            Self { signs: [sign, Sign::ANY], suspicious: 0x80, place: 0 }
        })
    }

    /// The first place in a part of a text that is worth a closer look.
    fn find(&self, bytes: &[u8], part: Range<usize>) -> Option<usize> {
        let Self { signs: [one, two], suspicious, .. } = *self;
        let fits = |(first, second): (&u8, &u8)| {
            (first | one.bits == one.byte) & (second | two.bits == two.byte)
                | (first & suspicious != 0)
        };
        let mut at = part.start;
        while let (true, Some(firsts), Some(seconds)) =
            (at < part.end, bytes.get(at..at + BLOCK), bytes.get(at + 1..at + 1 + BLOCK))
        {
            if firsts.iter().zip(seconds).fold(false, |any, pair| any | fits(pair))
                && let Some(place) = firsts.iter().zip(seconds).position(fits)
            {
                return Some(at + place).filter(|place| *place < part.end);
            }
            at += BLOCK;
        }
        // There is not a whole block left, and behind the last byte is nothing.
        (at..part.end).find(|at| fits((&bytes[*at], bytes.get(at + 1).unwrap_or(&0))))
    }
}

impl Folded {
    pub(crate) fn new(wanted: &str, whole_word: bool) -> Self {
        let hopeless = !can_be_in_a_line(wanted);
        let wanted: Vec<char> = wanted.chars().map(fold).collect();
        Self { probe: Probe::new(&wanted), wanted, whole_word, hopeless }
    }

    /// The match whose sign is at a place, if it begins at `from` or behind it.
    fn match_around(&self, text: &str, from: usize, place: usize) -> Option<Range<usize>> {
        let (before, after) = (text.get(from..place)?, text.get(place..)?);
        let (first, rest) = self.wanted.split_at(self.probe.place);
        let ahead = common(rest.iter(), after.chars())?;
        let behind = common(first.iter().rev(), before.chars().rev())?;
        Some(place - behind..place + ahead)
    }
}

/// How many bytes of a text are the characters that are wanted; nothing if they are others.
fn common<'a>(
    wanted: impl Iterator<Item = &'a char>,
    mut text: impl Iterator<Item = char>,
) -> Option<usize> {
    let mut length = 0;
    for c in wanted {
        let there = text.next()?;
        if fold(there) != *c {
            return None;
        }
        length += there.len_utf8();
    }
    Some(length)
}

impl Matcher for Folded {
    fn next(&mut self, text: &str, from: usize, until: usize) -> Next {
        if self.hopeless {
            return Next::NoneBefore(text.len());
        }
        let until = text.ceil_char_boundary(until);
        // The sign of a match that begins before `until` may be behind it.
        let end = text.len().min(until + 4 * self.probe.place);
        let mut at = from;
        while let Some(place) = self.probe.find(text.as_bytes(), at..end) {
            if let Some(found) = self.match_around(text, from, place)
                && (!self.whole_word || stands_alone(text, &found))
            {
                return Next::Match(found);
            }
            at = place + 1;
        }
        Next::NoneBefore(until.max(from))
    }
}
