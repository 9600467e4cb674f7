//! The letters of a wanted text, and their forms in the texts that are searched.

use std::str::Chars;

use super::fold::fold;
use crate::fold::{EXPANSIONS, compose, decompose, expansion};

/// A letter of a wanted text. Its characters are folded, unless case matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Letter {
    /// A character.
    One(char),
    /// A letter that can be written as one character, or as a character and the marks on it. No form is the start or the end of
    /// another.
    Forms(Vec<Vec<char>>),
}

impl Letter {
    /// The first characters of its forms.
    pub(super) fn first_characters(&self) -> impl Iterator<Item = char> {
        let (one, forms) = match self {
            Self::One(c) => (Some(*c), &[][..]),
            Self::Forms(forms) => (None, &forms[..]),
        };
        one.into_iter().chain(forms.iter().filter_map(|form| form.first().copied()))
    }

    /// The most bytes that it takes in a text.
    pub(super) fn max_bytes(&self) -> usize {
        let characters = match self {
            Self::One(_) => 1,
            Self::Forms(forms) => forms.iter().map(Vec::len).max().unwrap_or_default(),
        };
        4 * characters
    }
}

/// The letters of a text.
pub(super) fn letters(text: &str, match_case: bool) -> Vec<Letter> {
    let fold = |c| if match_case { c } else { fold(c) };
    let mut text = text.to_owned();
    if !match_case && !text.is_ascii() {
        let several = |c: char| expansion(c).map_or_else(|| c.to_string(), str::to_owned);
        text = text.chars().map(several).collect();
    }
    let mut letters = Vec::new();
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        let end = rest.char_indices().skip(1).find(|(_, c)| !is_mark(*c));
        let (letter, others) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = others;
        letters.push(letter_of(letter, first, fold));
    }
    letters
}

/// A letter of a character and the marks on it.
fn letter_of(letter: &str, first: char, fold: impl Fn(char) -> char) -> Letter {
    let parts = decompose(letter);
    if parts.chars().nth(1).is_none() {
        // As it is typed: the sign for kelvin is another character than `K`, if case matters.
        return Letter::One(fold(first));
    }
    let mut forms: Vec<Vec<char>> = Vec::new();
    let composed = parts.char_indices().map(|(at, c)| {
        let (composed, marks) = parts.split_at(at + c.len_utf8());
        compose(composed) + marks
    });
    for form in composed.chain([letter.to_owned()]) {
        let form = form.chars().map(&fold).collect();
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    Letter::Forms(forms)
}

/// For each letter, if it may be a part of a single letter of a text, as the `s` in `ss` is of `ß`.
pub(super) fn in_expansions(letters: &[Letter]) -> Vec<bool> {
    let mut is_part = vec![false; letters.len()];
    for (_, several) in EXPANSIONS {
        let count = several.chars().count();
        for (start, letters) in letters.windows(count).enumerate() {
            // The last one may have marks.
            let mut pairs = letters.iter().zip(several.chars());
            if pairs.all(|(letter, c)| letter.first_characters().any(|first| first == c)) {
                is_part[start..start + count].fill(true);
            }
        }
    }
    is_part
}

/// Reads a text in folded characters, from its start or from its end.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    rest: Chars<'a>,
    /// The characters of the last letter that are still to be read.
    pending: Chars<'static>,
    bytes: usize,
    is_backward: bool,
    match_case: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn forward(text: &'a str, match_case: bool) -> Self {
        Self {
            rest: text.chars(),
            pending: "".chars(),
            bytes: text.len(),
            is_backward: false,
            match_case,
        }
    }

    pub(super) fn backward(text: &'a str, match_case: bool) -> Self {
        Self { is_backward: true, ..Self::forward(text, match_case) }
    }

    /// Reads a letter, and says if it is the wanted one.
    pub(super) fn take(&mut self, wanted: &Letter) -> bool {
        match wanted {
            Letter::One(c) => self.next() == Some(*c),
            Letter::Forms(forms) => forms.iter().any(|form| {
                let mut ahead = self.clone();
                let mut fits = |c: &char| ahead.next() == Some(*c);
                let fits = if self.is_backward {
                    form.iter().rev().all(&mut fits)
                } else {
                    form.iter().all(&mut fits)
                };
                if fits {
                    *self = ahead;
                }
                fits
            }),
        }
    }

    /// The length of what has been read, in bytes; nothing if the last letter is not read whole.
    pub(super) fn length(&self) -> Option<usize> {
        self.pending.as_str().is_empty().then(|| self.bytes - self.rest.as_str().len())
    }

    fn next(&mut self) -> Option<char> {
        let is_backward = self.is_backward;
        let step = |characters: &mut Chars<'_>| {
            if is_backward { characters.next_back() } else { characters.next() }
        };
        if let Some(c) = step(&mut self.pending) {
            return Some(c);
        }
        let c = step(&mut self.rest)?;
        if self.match_case {
            return Some(c);
        }
        match expansion(c) {
            Some(several) => {
                self.pending = several.chars();
                step(&mut self.pending)
            }
            None => Some(fold(c)),
        }
    }
}

/// Says if a character belongs to the letter before it: the marks, vowels and consonants that may be composed with one.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{1160}'..='\u{11ff}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_a_form_for_each_way_to_compose_it() {
        let forms = |text: &str| match &letters(text, false)[..] {
            [Letter::One(c)] => vec![c.to_string()],
            [Letter::Forms(forms)] => forms.iter().map(|form| form.iter().collect()).collect(),
            letters => panic!("{letters:?}"),
        };
        assert_eq!(forms("A"), ["a"]);
        assert_eq!(forms("Ü"), ["u\u{308}", "ü"]);
        assert_eq!(forms("u\u{308}\u{304}"), ["u\u{308}\u{304}", "ü\u{304}", "ǖ"]);
        assert_eq!(forms("İ"), ["i\u{307}"]);
        assert_eq!(forms("한"), ["\u{1112}\u{1161}\u{11ab}", "하\u{11ab}", "한"]);
        assert_eq!(letters("ß", false), letters("SS", false));
        assert_eq!(letters("ß", true), [Letter::One('ß')]);
    }
}
