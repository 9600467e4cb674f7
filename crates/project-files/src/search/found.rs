//! What a search has found.

use std::ops::Range;

/// How many lines of a file are kept at first. The others are counted, and found again for whoever wants to see them.
const LINES_OF_A_FILE: usize = 200;
/// How many lines are kept in all: two megabytes.
const LINES_IN_ALL: usize = 100_000;

/// The files that have matches, in the order in which they were searched, and how many matches there are.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The files.
    pub files: Vec<FoundFile>,
    /// How many matches they have together.
    pub matches: usize,
    kept: usize,
}

/// A file that has matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its index among the project's files.
    pub file: usize,
    /// How many matches it has.
    pub matches: usize,
    /// How many of its lines have a match.
    pub lines: usize,
    /// The first of those lines.
    pub kept: Vec<FoundLine>,
}

impl FoundFile {
    /// How many lines with a match are not kept.
    pub fn lines_left_out(&self) -> usize {
        self.lines - self.kept.len()
    }
}

/// A line that has a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundLine {
    /// Its number, counted from 1.
    pub number: u32,
    /// Where it begins in the text.
    pub start: u32,
    /// Where its first match begins and ends.
    first: (u32, u32),
}

impl FoundLine {
    pub(super) fn new(number: usize, start: usize, first: &Range<usize>) -> Self {
        // No text that a browser holds has more bytes than that.
        let place = |place: usize| place as u32;
        Self {
            number: place(number),
            start: place(start),
            first: (place(first.start), place(first.end)),
        }
    }

    /// Its first match.
    pub fn first_match(&self) -> Range<usize> {
        self.first.0 as usize..self.first.1 as usize
    }
}

impl Found {
    /// Adds a match of the file that is being searched.
    pub(super) fn add(&mut self, file: usize, line: FoundLine) {
        self.matches += 1;
        let is_same = |found: &FoundFile| found.file == file;
        if !self.files.last().is_some_and(is_same) {
            self.files.push(FoundFile { file, matches: 0, lines: 0, kept: Vec::new() });
        }
        let Some(found) = self.files.last_mut() else { return };
        found.matches += 1;
        found.lines += 1;
        if found.kept.len() + 1 == found.lines
            && found.lines <= LINES_OF_A_FILE
            && self.kept < LINES_IN_ALL
        {
            found.kept.push(line);
            self.kept += 1;
        }
    }

    /// Adds a match in the same line as the one before.
    pub(super) fn add_to_line(&mut self) {
        self.matches += 1;
        if let Some(found) = self.files.last_mut() {
            found.matches += 1;
        }
    }
}
