//! The files of a project by some letters of their paths.

use std::ops::Range;

use super::fuzzy::{Fuzzy, Words};
use crate::files::{ListId, ProjectFiles};
use crate::path::split_path;

/// A search for a file. Driven in slices by its caller; it goes on when more files have come, and when more letters are typed only
/// what matched before is looked at.
#[derive(Debug, Default)]
pub struct PathSearch {
    fuzzy: Fuzzy,
    text: String,
    words: Words,
    list: Option<ListId>,
    /// How many files of the list are known.
    known: usize,
    /// Those that are to be looked at; the first `at` of them have been.
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
    /// Looks for something else.
    pub fn type_text(&mut self, text: &str) {
        if text == self.text {
            return;
        }
        // With more letters or words, less matches. What has not been looked at is looked at with the new ones.
        if text.starts_with(&*self.text) && !self.words.is_empty() {
            let mut narrower: Vec<u32> = self.found.iter().map(|found| found.file).collect();
            narrower.extend(&self.waiting[self.at..]);
            self.waiting = narrower;
        } else {
            self.waiting.clear();
            self.known = 0;
        }
        self.at = 0;
        self.found.clear();
        self.words = Words::new(text);
        text.clone_into(&mut self.text);
    }

    /// Looks at so many more files. Whether there are others to look at.
    pub fn step(&mut self, files: &ProjectFiles, count: usize) -> bool {
        if self.list != Some(files.list_id()) {
            self.list = Some(files.list_id());
            (self.known, self.at) = (0, 0);
            self.waiting.clear();
            self.found.clear();
        }
        self.waiting.extend(self.known as u32..files.len() as u32);
        self.known = files.len();
        let end = self.waiting.len().min(self.at + count);
        for file in &self.waiting[self.at..end] {
            let Some(path) = files.get(*file as usize).map(|file| &*file.original_path) else {
                continue;
            };
            if self.words.is_empty() {
                self.found.push(Found { rank: 0, file: *file });
            } else if let Some(score) = self.fuzzy.score(&self.words, path) {
                self.found.push(Found { rank: rank(score, path), file: *file });
            }
        }
        self.at = end;
        self.at < self.waiting.len()
    }

    /// How many files match, of those that have been looked at.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// How well the best of them matches.
    pub fn best_score(&self) -> Option<u32> {
        self.found.iter().min().map(|found| u32::MAX - (found.rank >> 32) as u32)
    }

    /// The best of them, at most so many, the best first. The order of equals is that of the list.
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
        self.fuzzy.marks(&self.words, path)
    }
}

/// Where a path stands among others, the best first: by its points, then a short name before a long one, then a short path.
fn rank(score: u32, path: &str) -> u64 {
    let short = |text: &str| text.len().min(0xFFFF) as u64;
    let (_, name) = split_path(path);
    u64::from(u32::MAX - score) << 32 | short(name) << 16 | short(path)
}
