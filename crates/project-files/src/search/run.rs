//! The search itself.

use memchr::{memchr, memchr_iter, memrchr};
use neptun_api::ProjectFile;
use text_search::{Matcher, Next, Reach};

use super::{Excerpt, Found, FoundFile, FoundLine, PathPattern, SearchQuery};
use crate::files::{ListId, ProjectFiles};
use crate::query::Query;

/// What a match costs besides its bytes, and what a file does: as much as so many bytes.
const COST: usize = 128;

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to search.
    More,
    /// Every file that is there has been searched. If more come, it can go on.
    Done,
    /// These are not the files that were searched so far: begin anew.
    OtherFiles,
}

/// A search that is under way, or done.
pub struct Search {
    matcher: Box<dyn Matcher>,
    scope: Query,
    path: PathPattern,
    list: Option<ListId>,
    /// The files to search, and how many of all it was known of whether they are among those.
    order: Vec<usize>,
    enlisted: usize,
    /// How many of them are done.
    done: usize,
    cursor: Cursor,
    reach: Reach,
    /// What it has found so far.
    pub found: Found,
}

/// A place in the text that is being searched, with what is known of its line.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    at: usize,
    /// Up to where lines are counted.
    counted: usize,
    line: usize,
    line_start: usize,
    /// Whether this line has a match already.
    in_found_line: bool,
}

impl Cursor {
    const START: Self = Self { at: 0, counted: 0, line: 1, line_start: 0, in_found_line: false };

    /// Counts lines up to a match, and goes behind it.
    fn pass(&mut self, text: &str, found: &std::ops::Range<usize>) {
        let passed = &text.as_bytes()[self.counted..found.start];
        if let Some(last) = memrchr(b'\n', passed) {
            self.line += memchr_iter(b'\n', passed).count();
            self.line_start = self.counted + last + 1;
            self.in_found_line = false;
        }
        self.counted = found.start;
        self.at = found.end;
    }
}

impl Search {
    /// A search that has not begun. `path` is the query's, understood.
    pub fn new(matcher: Box<dyn Matcher>, query: &SearchQuery, path: PathPattern) -> Self {
        Self {
            matcher,
            scope: query.files(),
            path,
            list: None,
            order: Vec::new(),
            enlisted: 0,
            done: 0,
            cursor: Cursor::START,
            reach: Reach::default(),
            found: Found::default(),
        }
    }

    /// Forgets everything that was found, for other files than before.
    pub fn begin_anew(&mut self) {
        self.list = None;
        self.order.clear();
        (self.enlisted, self.done, self.cursor) = (0, 0, Cursor::START);
        self.reach = Reach::default();
        self.found = Found::default();
    }

    /// The text of a file in which something was found; nothing if these are other files by now.
    pub fn text<'a>(&self, files: &'a ProjectFiles, file: &FoundFile) -> Option<&'a str> {
        self.file(files, file).map(|file| &*file.text)
    }

    /// A file in which something was found; nothing if these are other files by now.
    pub fn file<'a>(&self, files: &'a ProjectFiles, file: &FoundFile) -> Option<&'a ProjectFile> {
        files.get(file.file).filter(|_| self.list == Some(files.list_id()))
    }

    /// How many files have been searched, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.order.len())
    }

    /// Searches on, through about so many bytes.
    pub fn step(&mut self, files: &ProjectFiles, budget: usize) -> Step {
        if *self.list.get_or_insert(files.list_id()) != files.list_id() {
            return Step::OtherFiles;
        }
        self.enlist(files);
        let mut left = budget;
        while left > 0 {
            let Some(index) = self.order.get(self.done).copied() else { return Step::Done };
            let wanted = self.cursor.at > 0 || self.path.fits(files.lowercase_path(index));
            let text = match files.get(index) {
                Some(file) if wanted => &*file.text,
                _ => "",
            };
            let before = self.cursor.at;
            let ended = self.step_in(index, text, left);
            left = left.saturating_sub(self.cursor.at - before + COST);
            if ended {
                self.done += 1;
                self.cursor = Cursor::START;
                self.reach = Reach::default();
            }
        }
        match self.done == self.order.len() {
            true => Step::Done,
            false => Step::More,
        }
    }

    /// Up to the next match, or up to the end of the text, which it tells, or of what may be searched.
    fn step_in(&mut self, file: usize, text: &str, bytes: usize) -> bool {
        let cursor = &mut self.cursor;
        self.reach.set(text, cursor.at..cursor.at.saturating_add(bytes));
        match self.matcher.next(text, cursor.at, &self.reach) {
            Next::Match(found) => {
                cursor.pass(text, &found);
                if cursor.in_found_line {
                    self.found.add_to_line();
                } else {
                    cursor.in_found_line = true;
                    self.found.add(file, FoundLine::new(cursor.line, cursor.line_start, &found));
                }
            }
            Next::NoneBefore(place) => cursor.at = place,
        }
        cursor.at >= text.len()
    }

    /// Takes in the files that have come since.
    fn enlist(&mut self, files: &ProjectFiles) {
        if self.enlisted < files.len() {
            let known = self.enlisted;
            // As they are listed, and so as they come: the results are the same whenever the search began, and none comes in
            // above another.
            let mut rows = files.rows(&self.scope);
            rows.retain(|file| *file >= known);
            rows.sort_unstable();
            self.order.extend(rows);
            self.enlisted = files.len();
        }
    }

    /// Finds more lines of a file that has more than are kept, at most so many.
    pub fn keep_more(&mut self, files: &ProjectFiles, nth: usize, lines: usize) {
        let Some(found) = self.found.files.get_mut(nth) else { return };
        let Some(file) = files.get(found.file).filter(|_| self.list == Some(files.list_id()))
        else {
            return;
        };
        let text = &*file.text;
        let mut cursor = Cursor::START;
        if let Some(last) = found.kept.last() {
            let end = last.first_match().end;
            let line_end = text.as_bytes().get(end..).and_then(|rest| memchr(b'\n', rest));
            let next = line_end.map_or(text.len(), |line_end| end + line_end + 1);
            cursor.line = last.number as usize + 1;
            (cursor.at, cursor.counted, cursor.line_start) = (next, next, next);
        }
        let wanted = found.lines.min(found.kept.len() + lines);
        let reach = Reach::new(text, cursor.at..text.len());
        while found.kept.len() < wanted && cursor.at < text.len() {
            match self.matcher.next(text, cursor.at, &reach) {
                Next::Match(part) => {
                    cursor.pass(text, &part);
                    if !std::mem::replace(&mut cursor.in_found_line, true) {
                        found.kept.push(FoundLine::new(cursor.line, cursor.line_start, &part));
                    }
                }
                Next::NoneBefore(_) => break,
            }
        }
    }

    /// The parts of an excerpt that match.
    pub fn marks(
        &mut self,
        text: &str,
        line: &FoundLine,
        excerpt: &Excerpt,
    ) -> Vec<std::ops::Range<usize>> {
        // What follows may be megabytes of the same line, and nobody sees them.
        let text = &text[..text.ceil_char_boundary(excerpt.bytes.end + Excerpt::FAR)];
        let end = excerpt.bytes.end;
        let mut marks = Vec::new();
        let mut at = line.first_match().start.min(text.len());
        let reach = Reach::new(text, at..end);
        while let (true, Next::Match(found)) = (at < end, self.matcher.next(text, at, &reach)) {
            if found.start >= end {
                break;
            }
            at = found.end;
            marks.push(found.start..found.end.min(end));
        }
        marks
    }
}
