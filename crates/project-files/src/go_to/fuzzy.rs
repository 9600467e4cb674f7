//! Letters in order: how well they match a text, and which of its letters they are.

use std::ops::Range;

use nucleo_matcher::chars::{normalize, to_lower_case};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use crate::path::split_path;

/// What a letter counts for if it is in the file's name, beside what it counts for anyway: the best match in a folder is worth about as
/// much as letters that are strewn over a name.
const IN_NAME: u32 = 7;
/// What a letter counts for if all of them begin words of the name, in order: the matcher likes beginnings, but takes off more for
/// what is between them.
const IN_INITIALS: u32 = 3;
/// More letters than a word has. The matcher counts its points in 16 bits.
const LONGEST_WORD: usize = 256;

/// What is typed: words, each of which has to match, in any order and whatever the case. Accents make no difference unless they are
/// typed.
#[derive(Debug, Default)]
pub struct Words(Vec<Word>);

/// A word, in lower case. The matcher has a type for it that can do more, which is as large as all the rest of it.
#[derive(Debug)]
struct Word {
    letters: Utf32String,
    /// Whether accents make no difference.
    plain: bool,
}

impl Words {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        let word = |word: &str| {
            let letters: String = word.chars().take(LONGEST_WORD).map(to_lower_case).collect();
            let plain = letters.chars().all(|letter| normalize(letter) == letter);
            Word { letters: letters.into(), plain }
        };
        Self(text.split_whitespace().map(word).collect())
    }

    /// Whether there is none: then everything matches.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Matches texts. Worth keeping: it has buffers of its own.
#[derive(Debug)]
pub struct Fuzzy {
    matcher: Matcher,
    characters: Vec<char>,
    places: Vec<u32>,
}

impl Default for Fuzzy {
    fn default() -> Self {
        let matcher = Matcher::new(Config::DEFAULT.match_paths());
        Self { matcher, characters: Vec::new(), places: Vec::new() }
    }
}

impl Fuzzy {
    /// How well words match a path, if they do. More is better; the file's name counts for more than its folders. What is no path is
    /// all name.
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

    /// How well a word matches a path, and whether that is in the file's name.
    fn score_in_path(&mut self, word: &Word, path: &str) -> Option<(u32, bool)> {
        self.matcher.config.normalize = word.plain;
        let letters = word.letters.slice(..);
        let whole = Utf32Str::new(path, &mut self.characters);
        let in_path = u32::from(self.matcher.fuzzy_match(whole, letters)?);
        let (_, name) = split_path(path);
        let in_initials = if are_initials(letters, name) { IN_INITIALS } else { 0 };
        let name = Utf32Str::new(name, &mut self.characters);
        let in_name = self
            .matcher
            .fuzzy_match(name, letters)
            .map_or(0, |score| u32::from(score) + (IN_NAME + in_initials) * letters.len() as u32);
        Some(if in_name >= in_path { (in_name, true) } else { (in_path, false) })
    }

    /// Marks what a word matches in a part of a text that begins at `start`.
    fn mark(&mut self, word: &Word, part: &str, start: usize, marks: &mut Marks) {
        self.places.clear();
        self.matcher.config.normalize = word.plain;
        let letters = Utf32Str::new(part, &mut self.characters);
        let wanted = word.letters.slice(..);
        if self.matcher.fuzzy_indices(letters, wanted, &mut self.places).is_none() {
            return;
        }
        self.places.sort_unstable();
        // The matcher counts letters, texts are cut at bytes.
        let mut letters = part.char_indices().enumerate();
        for place in &self.places {
            if let Some((_, (at, letter))) = letters.find(|(nth, _)| *nth == *place as usize) {
                marks.0.push(start + at..start + at + letter.len_utf8());
            }
        }
    }
}

/// Whether letters, which are small, are the first ones of a name's words, of which the first has to be there.
fn are_initials(letters: Utf32Str<'_>, name: &str) -> bool {
    let mut letters = letters.chars();
    let Some(mut wanted) = letters.next().filter(char::is_ascii) else { return false };
    // Without the tables of all alphabets: what is beyond ASCII is in the middle of a word.
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
