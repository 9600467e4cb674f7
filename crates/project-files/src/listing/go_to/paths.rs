//! The files of a project by some letters of their paths.

use std::ops::Range;

use super::fuzzy::{FuzzyMatcher, Words};
use crate::fold::compose;
use crate::listing::{Listing, ListingId};
use crate::path::{is_separator, split_path};

/// A search for a file. The caller drives it in slices; it goes on when more files have come, and when more letters are typed
/// only the files that matched before are looked at.
#[derive(Debug, Default)]
pub struct PathSearch {
    matcher: FuzzyMatcher,
    text: String,
    /// The length of the folders before the text that is looked for: of an absolute path in which nothing matches.
    cut: usize,
    words: Words,
    listing: Option<ListingId>,
    /// The number of files that were in the list at the last step.
    known: usize,
    /// The files to look at; the first `at` of them are done.
    waiting: Vec<u32>,
    at: usize,
    found: Vec<Found>,
}

/// A file that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rank: u64,
    file: u32,
}

impl PathSearch {
    /// Changes the text to look for.
    pub fn set_text(&mut self, text: &str) {
        // An accent is a part of the letter that it is typed behind, and no further one.
        let text = compose(text);
        if text == self.text {
            return;
        }
        // With more letters or words fewer files match. Those that have not been looked at meet the new ones.
        if text.starts_with(&*self.text) && !self.words.is_empty() && self.cut == 0 {
            let mut narrower: Vec<u32> = self.found.iter().map(|found| found.file).collect();
            narrower.extend(&self.waiting[self.at..]);
            self.waiting = narrower;
        } else {
            self.waiting.clear();
            self.known = 0;
        }
        self.at = 0;
        self.found.clear();
        self.words = Words::new(&text);
        self.text = text;
        self.cut = 0;
    }

    /// Looks at `count` more files. True if there are others to look at.
    pub fn step(&mut self, listing: &Listing, count: usize) -> bool {
        let has_grown = self.known < listing.len();
        if self.listing != Some(listing.id()) || (has_grown && self.cut > 0) {
            self.listing = Some(listing.id());
            self.restart(0, listing.len());
        }
        self.waiting.extend(self.known as u32..listing.len() as u32);
        self.known = listing.len();
        let end = self.waiting.len().min(self.at + count);
        for file in &self.waiting[self.at..end] {
            let path = listing.path(*file as usize);
            if self.words.is_empty() {
                self.found.push(Found { rank: 0, file: *file });
            } else if let Some(score) = self.matcher.score(&self.words, path) {
                self.found.push(Found { rank: rank(score, path), file: *file });
            }
        }
        self.at = end;
        if self.at < self.waiting.len() {
            return true;
        }
        match first_folder(&self.text[self.cut..]) {
            Some(folder) if self.found.is_empty() && !listing.is_empty() => {
                self.restart(self.cut + folder, listing.len());
                true
            }
            _ => false,
        }
    }

    /// Looks at all files anew, for the text behind some folders.
    fn restart(&mut self, cut: usize, files: usize) {
        self.cut = cut;
        self.words = Words::new(&self.text[cut..]);
        self.waiting.clear();
        self.waiting.extend(0..files as u32);
        (self.known, self.at) = (files, 0);
        self.found.clear();
    }

    /// The number of matching files among those that have been looked at.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The score of the best of them.
    pub fn best_score(&self) -> Option<u32> {
        self.found.iter().min().map(|found| u32::MAX - (found.rank >> 32) as u32)
    }

    /// At most `count` of them, the best first. The order of equals is that of the list.
    pub fn best(&mut self, count: usize) -> Vec<usize> {
        let count = count.min(self.found.len());
        // The others need not be sorted.
        if count < self.found.len() {
            self.found.select_nth_unstable(count);
        }
        let best = &mut self.found[..count];
        best.sort_unstable();
        best.iter().map(|found| found.file as usize).collect()
    }

    /// The parts of a path that match.
    pub fn marks(&mut self, path: &str) -> Vec<Range<usize>> {
        self.matcher.marks(&self.words, path)
    }
}

/// The length of the first folder of an absolute path, or of its drive. Tools print where a file is on another machine, which may
/// be above the project.
fn first_folder(path: &str) -> Option<usize> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let from = if is_drive { 0 } else { path.starts_with(is_separator).then_some(1)? };
    Some(from + path[from..].find(is_separator)?)
}

/// The rank of a path, the best is the lowest: by its score, then a short name before a long one, then a short path.
fn rank(score: u32, path: &str) -> u64 {
    let short = |text: &str| text.len().min(0xFFFF) as u64;
    let (_, name) = split_path(path);
    u64::from(u32::MAX - score) << 32 | short(name) << 16 | short(path)
}
