//! A text in any case.
//!
//! Folding every letter of a text costs many times as much as scanning its bytes. So the rarest character of the wanted text is
//! looked for first, and letters are compared only around the places that have it.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use super::fold::fold;
use super::word::stands_alone;
use super::{Matcher, Next, Reach, can_be_in_a_line};

pub(super) struct Folded {
    wanted: Vec<char>,
    probe: Probe,
    /// The place of the probed character in the wanted text, in characters.
    place: usize,
    whole_word: bool,
    hopeless: bool,
}

/// The bytes that are looked for: the first ones that the folded character has in any case.
#[derive(Debug, Clone, Copy)]
enum Probe {
    One(u8),
    Two([u8; 2]),
    Three([u8; 3]),
    /// Any byte that is not ASCII.
    Other,
}

impl Probe {
    /// Two letters have a third form that is not ASCII: `K` is also the sign for kelvin, and `ſ` an old small `S`.
    fn of(c: char) -> Self {
        let small = |c| u8::try_from(c).ok().filter(u8::is_ascii);
        match small(c) {
            None => Self::Other,
            Some(b'k') => Self::Three([b'k', b'K', 0xe2]),
            Some(b's') => Self::Three([b's', b'S', 0xc5]),
            Some(letter @ b'a'..=b'z') => Self::Two([letter, letter.to_ascii_uppercase()]),
            Some(other) => Self::One(other),
        }
    }

    /// Its rough frequency in source code.
    fn frequency(self) -> u8 {
        match self {
            Self::One(b' ') => 100,
            Self::Two([b'e' | b't', _]) => 40,
            Self::Two([b'a' | b'i' | b'n' | b'o' | b'r', _]) | Self::Three([b's', ..]) => 30,
            Self::Two([b'c' | b'd' | b'f' | b'l' | b'm' | b'p' | b'u', _]) => 16,
            Self::Two(_) | Self::Three(_) => 8,
            Self::One(b'.' | b',' | b'(' | b')' | b'"' | b'=' | b'/' | b'-' | b'_' | b'0') => 12,
            Self::One(_) => 4,
            // Rare in most texts, but all there is in some.
            Self::Other => 50,
        }
    }

    /// The first place that may be part of a match.
    fn find(self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::One(a) => memchr(a, bytes),
            Self::Two([a, b]) => memchr2(a, b, bytes),
            Self::Three([a, b, c]) => memchr3(a, b, c, bytes),
            Self::Other => first_other(bytes),
        }
    }
}

/// The first byte that is not ASCII.
fn first_other(bytes: &[u8]) -> Option<usize> {
    const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
    let is_ascii = |block: &&[u8; 16]| u128::from_ne_bytes(**block) & HIGH == 0;
    let ascii = bytes.as_chunks().0.iter().take_while(is_ascii).count() * 16;
    let other = bytes.iter().skip(ascii).position(|byte| !byte.is_ascii());
    other.map(|place| ascii + place)
}

impl Folded {
    pub(super) fn new(wanted: &str, whole_word: bool) -> Self {
        let hopeless = !can_be_in_a_line(wanted);
        let wanted: Vec<char> = wanted.chars().map(fold).collect();
        let probes = wanted.iter().map(|c| Probe::of(*c)).enumerate();
        let rarest = probes.min_by_key(|(_, probe)| probe.frequency());
        let (place, probe) = rarest.unwrap_or((0, Probe::Other));
        Self { wanted, probe, place, whole_word, hopeless }
    }

    /// The match whose probed character is at a place, if it begins at `from` or behind it.
    fn match_around(&self, text: &str, from: usize, place: usize) -> Option<Range<usize>> {
        let (before, after) = (text.get(from..place)?, text.get(place..)?);
        let (first, rest) = self.wanted.split_at(self.place);
        let ahead = common(rest.iter(), after.chars())?;
        let behind = common(first.iter().rev(), before.chars().rev())?;
        Some(place - behind..place + ahead)
    }
}

/// The length of the wanted characters in a text, in bytes; nothing if the text begins with others.
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
    fn next(&mut self, text: &str, from: usize, reach: &Reach) -> Next {
        if self.hopeless {
            return Next::NoneBefore(text.len());
        }
        let until = text.ceil_char_boundary(reach.until());
        // The probed character of a match that begins before `until` may be behind it.
        let end = text.len().min(until + 4 * self.place);
        let mut at = from;
        while let Some(place) = text.as_bytes().get(at..end).and_then(|part| self.probe.find(part))
        {
            let place = at + place;
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
