//! A text in any case and composition of its letters.
//!
//! Folding every letter of a text costs many times as much as scanning its bytes. So one letter of the wanted text, a rare one, is
//! looked for first, and letters are compared only around the places that have it.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use super::letters::{Letter, Reader, in_expansions, is_mark, letters};
use super::word::stands_alone;
use super::{MatchOptions, Matcher, Next, Reach, can_be_in_a_line};

pub(super) struct Folded {
    wanted: Vec<Letter>,
    probe: Probe,
    /// The place of the probed letter in the wanted text, in letters, and the most bytes that can stand before it.
    place: usize,
    bytes_before: usize,
    match_case: bool,
    whole_word: bool,
    hopeless: bool,
}

/// The bytes that are looked for: the first ones that the probed letter has in any form.
#[derive(Debug, Clone, Copy)]
enum Probe {
    One(u8),
    Two([u8; 2]),
    Three([u8; 3]),
    /// Any byte that is not ASCII.
    Other,
    /// This letter of ASCII in any case, or any byte that is not ASCII.
    LetterOrOther(u8),
}

impl Probe {
    /// Of a letter that every match has in one form, if the letter of the text is no more than that.
    fn of(letter: &Letter) -> Option<Self> {
        let Letter::One(c) = *letter else { return None };
        Some(match u8::try_from(c).ok().filter(u8::is_ascii) {
            None => Self::Other,
            // They have a third form that is not ASCII: the sign for kelvin, and an old small `S`.
            Some(b'k') => Self::Three([b'k', b'K', 0xe2]),
            Some(b's') => Self::Three([b's', b'S', 0xc5]),
            Some(letter @ b'a'..=b'z') => Self::Two([letter, letter.to_ascii_uppercase()]),
            Some(other) => Self::One(other),
        })
    }

    /// Of the first letter in all its forms.
    fn of_any_form(letter: &Letter) -> Self {
        let ascii =
            letter.first_characters().find_map(|c| u8::try_from(c).ok().filter(u8::is_ascii));
        ascii.map_or(Self::Other, Self::LetterOrOther)
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
            Self::LetterOrOther(_) => 55,
        }
    }

    /// The first place that may be part of a match.
    fn find(self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::One(a) => memchr(a, bytes),
            Self::Two([a, b]) => memchr2(a, b, bytes),
            Self::Three([a, b, c]) => memchr3(a, b, c, bytes),
            Self::Other => first_other(bytes),
            Self::LetterOrOther(letter) => {
                let ascii = memchr2(letter, letter.to_ascii_uppercase(), bytes);
                first_other(&bytes[..ascii.unwrap_or(bytes.len())]).or(ascii)
            }
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
    pub(super) fn new(wanted: &str, options: MatchOptions) -> Self {
        let MatchOptions { match_case, whole_word } = options;
        let hopeless = !can_be_in_a_line(wanted);
        let wanted = letters(wanted, match_case);
        let is_part = in_expansions(&wanted);
        let probe_at = |place: usize| match Probe::of(&wanted[place]).filter(|_| !is_part[place]) {
            // A match begins where a letter of the text does, so that all of its forms can be looked for.
            None if place == 0 => Some((place, Probe::of_any_form(&wanted[place]))),
            probe => Some((place, probe?)),
        };
        let rarest =
            (0..wanted.len()).filter_map(probe_at).min_by_key(|(_, probe)| probe.frequency());
        let (place, probe) = rarest.unwrap_or((0, Probe::Other));
        let bytes_before = wanted[..place].iter().map(Letter::max_bytes).sum();
        Self { wanted, probe, place, bytes_before, match_case, whole_word, hopeless }
    }

    /// The match whose probed letter is at a place, if it begins at `from` or behind it.
    fn match_around(&self, text: &str, from: usize, place: usize) -> Option<Range<usize>> {
        let (before, after) = (text.get(from..place)?, text.get(place..)?);
        let (first, rest) = self.wanted.split_at(self.place);
        let mut after = Reader::forward(after, self.match_case);
        let mut before = Reader::backward(before, self.match_case);
        let fits = rest.iter().all(|letter| after.take(letter))
            && first.iter().rev().all(|letter| before.take(letter));
        let found = place - before.length()?..place + after.length()?;
        // A letter with a further mark is another one.
        let next = text[found.end..].chars().next();
        (fits && !next.is_some_and(is_mark)).then_some(found)
    }
}

impl Matcher for Folded {
    fn next(&mut self, text: &str, from: usize, reach: &Reach) -> Next {
        if self.hopeless {
            return Next::NoneBefore(text.len());
        }
        let until = text.ceil_char_boundary(reach.until());
        // The probed letter of a match that begins before `until` may be behind it.
        let end = text.len().min(until + self.bytes_before);
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
