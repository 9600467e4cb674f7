//! Letters in order: their score in a text, and the parts of it that they match.

use std::ops::Range;

use nucleo_matcher::chars::{normalize, to_lower_case};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use crate::fold::{compose, expansion};
use crate::path::{is_separator, split_path};

/// The extra points of a letter in the file's name: the best match in a folder is worth about as much as letters that are
/// strewn over a name.
const NAME_BONUS: u32 = 7;
/// The extra points of a letter if all of them begin words of the name, in order: the matcher rewards beginnings, but takes off
/// more for the letters between them.
const INITIALS_BONUS: u32 = 3;
/// The number of letters of a word that are looked at. The matcher counts its points in 16 bits.
const MAX_WORD_CHARS: usize = 256;

/// The typed words, each of which has to match, in any order, case and composition. Accents make no difference unless they are typed.
#[derive(Debug, Default)]
pub struct Words(Vec<Word>);

/// A word, in lower case. The matcher's own type for patterns can do more, and is as large as the rest of it.
#[derive(Debug)]
struct Word {
    letters: Utf32String,
    /// Accents make no difference.
    ignores_accents: bool,
}

impl Words {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        let word = |word: &str| {
            let word = word.chars().flat_map(expanded).take(MAX_WORD_CHARS);
            // Windows prints paths with backslashes.
            let letters: String =
                word.map(|c| if is_separator(c) { '/' } else { to_lower_case(c) }).collect();
            let ignores_accents = letters.chars().all(|letter| normalize(letter) == letter);
            Word { letters: letters.into(), ignores_accents }
        };
        Self(compose(text).split_whitespace().map(word).collect())
    }

    /// Says if there is no word: then everything matches.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Matches texts. It has buffers of its own and is worth keeping.
#[derive(Debug)]
pub struct FuzzyMatcher {
    matcher: Matcher,
    characters: Vec<char>,
    places: Vec<u32>,
}

impl Default for FuzzyMatcher {
    fn default() -> Self {
        let matcher = Matcher::new(Config::DEFAULT.match_paths());
        Self { matcher, characters: Vec::new(), places: Vec::new() }
    }
}

impl FuzzyMatcher {
    /// The score of words in a path, if all of them match. More is better; the file's name counts for more than its folders. A
    /// text without slashes is all name.
    pub fn score(&mut self, words: &Words, path: &str) -> Option<u32> {
        let mut all = 0;
        for word in &words.0 {
            all += self.score_in_path(word, path)?.0;
        }
        Some(all)
    }

    /// The parts of a path that match, in order and apart from each other.
    pub fn marks(&mut self, words: &Words, path: &str) -> Vec<Range<usize>> {
        let mut marks = Marks::default();
        for word in &words.0 {
            let (folder, name) = split_path(path);
            match self.score_in_path(word, path) {
                Some((_, true)) => self.mark(word, name, folder.len(), &mut marks),
                _ => self.mark(word, path, 0, &mut marks),
            }
        }
        marks.joined()
    }

    /// The score of a word in a path, and true if the match is in the file's name.
    fn score_in_path(&mut self, word: &Word, path: &str) -> Option<(u32, bool)> {
        self.matcher.config.normalize = word.ignores_accents;
        let letters = word.letters.slice(..);
        let whole = letters_of(path, &mut self.characters);
        let in_path = u32::from(self.matcher.fuzzy_match(whole, letters)?);
        let (_, name) = split_path(path);
        let bonus = NAME_BONUS + if are_initials(letters, name) { INITIALS_BONUS } else { 0 };
        let name = letters_of(name, &mut self.characters);
        let in_name = self
            .matcher
            .fuzzy_match(name, letters)
            .map_or(0, |score| u32::from(score) + bonus * letters.len() as u32);
        Some(if in_name >= in_path { (in_name, true) } else { (in_path, false) })
    }

    /// Marks the letters of a word in a part of a text that begins at `start`.
    fn mark(&mut self, word: &Word, part: &str, start: usize, marks: &mut Marks) {
        self.places.clear();
        self.matcher.config.normalize = word.ignores_accents;
        let letters = letters_of(part, &mut self.characters);
        let wanted = word.letters.slice(..);
        if self.matcher.fuzzy_indices(letters, wanted, &mut self.places).is_none() {
            return;
        }
        self.places.sort_unstable();
        // The matcher counts letters, texts are cut at bytes.
        let letters =
            part.char_indices().flat_map(|letter| expanded(letter.1).map(move |_| letter));
        let mut letters = letters.enumerate();
        for place in &self.places {
            if let Some((_, (at, letter))) = letters.find(|(nth, _)| *nth == *place as usize) {
                marks.0.push(start + at..start + at + letter.len_utf8());
            }
        }
    }
}

/// The letters of a text in any case; several for one that is the same as several.
fn letters_of<'a>(text: &'a str, characters: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    characters.clear();
    characters.extend(text.chars().flat_map(expanded));
    Utf32Str::Unicode(characters)
}

fn expanded(c: char) -> impl Iterator<Item = char> {
    let several = expansion(c).unwrap_or_default();
    several.chars().chain(several.is_empty().then_some(c))
}

/// Says if letters, in lower case, are the initials of a name's words, the first word among them.
fn are_initials(letters: Utf32Str<'_>, name: &str) -> bool {
    let mut letters = letters.chars();
    let Some(mut wanted) = letters.next().filter(char::is_ascii) else { return false };
    // Without the tables of all alphabets: letters beyond ASCII are in the middle of a word.
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || !letter.is_ascii();
    let (mut before, mut is_first) = (' ', true);
    for letter in name.chars() {
        let is_initial = match before {
            _ if !is_letter(letter) => false,
            before if before.is_ascii_lowercase() => letter.is_ascii_uppercase(),
            before => !is_letter(before),
        };
        before = letter;
        if !is_initial {
            continue;
        }
        if letter.to_ascii_lowercase() == wanted {
            match letters.next() {
                Some(next) => wanted = next,
                None => return true,
            }
        } else if is_first {
            return false;
        }
        is_first = false;
    }
    false
}

/// Letters that match, in the order in which they were found.
#[derive(Default)]
struct Marks(Vec<Range<usize>>);

impl Marks {
    /// Neighbours become one.
    fn joined(mut self) -> Vec<Range<usize>> {
        self.0.sort_unstable_by_key(|mark| mark.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for mark in self.0 {
            match joined.last_mut().filter(|last| last.end >= mark.start) {
                Some(last) => last.end = last.end.max(mark.end),
                None => joined.push(mark),
            }
        }
        joined
    }
}
