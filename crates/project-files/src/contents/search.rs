//! Search in the texts of a project: every line of every file.
//!
//! A [`Search`] works in steps and goes on when more files have come. Its results are taken between steps and sent away; it keeps
//! none of them.

mod excerpt;
mod found;
mod lines;
mod matcher;
mod path_pattern;
mod query;

use std::mem;
use std::ops::Range;

use neptun_api::{FileId, ProjectFile};

use super::{Contents, Step};
use crate::text::line_ends;
use lines::found_line;
use matcher::{Next, Reach};

pub use excerpt::Excerpt;
pub use found::{ContextLine, FoundFile, FoundLine};
pub use lines::{lines_around, more_lines};
pub use matcher::{Expression, InvalidExpression, MatchOptions, Matcher, plain};
pub use path_pattern::PathPattern;
pub use query::SearchQuery;

/// The number of lines of a file that are kept. The others are counted, and found again on demand.
const MAX_LINES_OF_FILE: usize = 200;
/// The number of lines that are kept in all.
const MAX_LINES: usize = 100_000;
/// The cost of a match besides its bytes, and of a file: as much as so many bytes.
const COST: usize = 128;

/// A search that is under way, or done.
pub struct Search {
    matcher: Box<dyn Matcher>,
    category: Option<String>,
    file_type: Option<String>,
    path: PathPattern,
    /// The number of files that are done.
    done: usize,
    cursor: Cursor,
    reach: Reach,
    /// The results that have not been taken.
    found: Vec<FoundFile>,
    /// The number of lines with a match in the current file, and of lines that were kept in all.
    lines_of_file: usize,
    kept: usize,
}

/// A place in the text that is being searched, with its line.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    at: usize,
    /// The end of the part whose lines are counted.
    counted: usize,
    line: usize,
    line_start: usize,
    /// This line has a match already.
    in_found_line: bool,
}

impl Cursor {
    const START: Self = Self::at_line(0, 1);

    const fn at_line(start: usize, line: usize) -> Self {
        Self { at: start, counted: start, line, line_start: start, in_found_line: false }
    }

    /// Counts lines up to a match, and goes behind it. True if it is the first of its line.
    fn pass(&mut self, text: &str, found: &Range<usize>) -> bool {
        for end in line_ends(text, self.counted..found.start) {
            self.line += 1;
            self.line_start = end;
            self.in_found_line = false;
        }
        self.counted = found.start;
        self.at = found.end;
        !mem::replace(&mut self.in_found_line, true)
    }
}

impl Search {
    /// A search that has not begun. The matcher is that of the query's text.
    pub fn new(matcher: Box<dyn Matcher>, query: &SearchQuery) -> Self {
        Self {
            matcher,
            category: query.category.clone(),
            file_type: query.file_type.clone(),
            path: PathPattern::new(&query.path),
            done: 0,
            cursor: Cursor::START,
            reach: Reach::default(),
            found: Vec::new(),
            lines_of_file: 0,
            kept: 0,
        }
    }

    /// Begins anew, for other contents.
    pub fn restart(&mut self) {
        self.done = 0;
        self.kept = 0;
        self.found.clear();
        self.begin_file();
    }

    /// The number of files that have been searched.
    pub fn searched(&self) -> usize {
        self.done
    }

    /// Says if there are results to be taken.
    pub fn has_found(&self) -> bool {
        !self.found.is_empty()
    }

    /// Takes the results since the last time, in the order of the files.
    pub fn take_found(&mut self) -> Vec<FoundFile> {
        mem::take(&mut self.found)
    }

    /// Searches on, through about `budget` bytes. It is done when all files that are there have been searched, and goes on if
    /// more of them come.
    pub fn step(&mut self, contents: &Contents, budget: usize) -> Step {
        let mut left = budget;
        while let Some(file) = contents.get(self.done) {
            if left == 0 {
                return Step::More;
            }
            let before = self.cursor.at;
            let ended = !self.is_wanted(file) || self.step_in(file, left);
            left = left.saturating_sub(self.cursor.at - before + COST);
            if ended {
                self.done += 1;
                self.begin_file();
            }
        }
        Step::Done
    }

    fn begin_file(&mut self) {
        self.cursor = Cursor::START;
        self.reach = Reach::default();
        self.lines_of_file = 0;
    }

    fn is_wanted(&self, file: &ProjectFile) -> bool {
        let is = |wanted: &Option<String>, value: Option<&str>| {
            wanted.is_none() || wanted.as_deref() == value
        };
        // A file that has been begun is wanted.
        self.cursor.at > 0
            || is(&self.category, file.context_file_category.as_deref())
                && is(&self.file_type, Some(&file.context_file_type))
                && self.path.matches(&file.original_path)
    }

    /// Goes to the next match, or to the end of the text, which it tells, or of the budget.
    fn step_in(&mut self, file: &ProjectFile, budget: usize) -> bool {
        let text = &*file.text;
        self.reach.set(text, self.cursor.at..self.cursor.at.saturating_add(budget));
        match self.matcher.next(text, self.cursor.at, &self.reach) {
            Next::Match(found) => self.add(file, &found),
            Next::NoneBefore(place) => self.cursor.at = place,
        }
        self.cursor.at >= text.len()
    }

    fn add(&mut self, file: &ProjectFile, found: &Range<usize>) {
        let is_new_line = self.cursor.pass(&file.text, found);
        let mut line = None;
        if is_new_line {
            self.lines_of_file += 1;
            if self.lines_of_file <= MAX_LINES_OF_FILE && self.kept < MAX_LINES {
                self.kept += 1;
                line = Some(found_line(&file.text, &mut *self.matcher, &self.cursor, found));
            }
        }
        let found = self.found_in(file.id);
        found.matches += 1;
        found.lines += usize::from(is_new_line);
        found.kept.extend(line);
    }

    /// The results of a file, behind all others.
    fn found_in(&mut self, id: FileId) -> &mut FoundFile {
        if self.found.last().is_none_or(|found| found.id != id) {
            self.found.push(FoundFile { id, matches: 0, lines: 0, kept: Vec::new() });
        }
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}

#[cfg(test)]
mod tests;
