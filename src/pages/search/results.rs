//! The results of a search as rows: a heading for each file, below it its lines. Pure.

use std::collections::BTreeMap;

use neptun_api::FileId;
use project_files::contents::search::{ContextLine, Excerpt, FoundFile, FoundLine};

/// The number of lines before and after a match that are its context.
pub(super) const CONTEXT_LINES: u32 = 2;

/// A row of the list. Files are counted in the order in which they were found, lines as in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Row {
    /// The heading of a file.
    File(usize),
    /// A line: with a match, or near one.
    Line { file: usize, number: u32, is_context: bool },
    /// A file has more lines than are shown.
    More(usize),
}

/// The part of a row that may change while it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowState {
    /// The index of the row.
    pub(super) index: usize,
    /// The number of matches in its file.
    pub(super) matches: usize,
    /// The number of lines of its file that are not shown.
    pub(super) left_out: usize,
    /// Only the heading of its file is shown.
    pub(super) is_collapsed: bool,
    /// Lines around this match are shown; for a heading, around any match of the file.
    pub(super) has_context: bool,
    /// Lines around some match of its file are shown.
    pub(super) is_among_context: bool,
}

/// The number of matches, and of files with one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) matches: usize,
    pub(super) files: usize,
}

/// The results so far.
#[derive(Default)]
pub(super) struct SearchResults {
    found: Vec<FoundFile>,
    matches: usize,
    /// The state of the files up to the last one that the user has folded or expanded.
    files: Vec<FileState>,
    /// The index of the first row of each file.
    starts: Vec<usize>,
    rows: usize,
}

/// A file as the user has folded or expanded it.
#[derive(Default)]
struct FileState {
    is_collapsed: bool,
    /// The lines whose context is shown.
    open: Vec<u32>,
    /// The lines near matches that are known.
    context: BTreeMap<u32, Excerpt>,
    /// Every line that is shown, in the order of their numbers. Only while some context is shown.
    lines: Vec<(u32, Shown)>,
}

/// A line that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Match(FoundLine),
    Context(Excerpt),
}

impl SearchResults {
    /// Adds results. Those of one file may come in several parts.
    pub(super) fn extend(&mut self, found: Vec<FoundFile>) {
        let growing = self.found.len().checked_sub(1);
        for file in found {
            self.matches += file.matches;
            match self.found.last_mut() {
                Some(last) if last.id == file.id => {
                    last.matches += file.matches;
                    last.lines += file.lines;
                    last.kept.extend(file.kept);
                }
                _ => self.found.push(file),
            }
        }
        if let Some(growing) = growing {
            self.rebuild_lines(growing);
        }
        self.rebuild_rows();
    }

    /// The number of matches, and of files with one.
    pub(super) fn counts(&self) -> Counts {
        Counts { matches: self.matches, files: self.found.len() }
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The row at an index.
    pub(super) fn row(&self, index: usize) -> Option<Row> {
        if index >= self.rows {
            return None;
        }
        let nth = self.starts.partition_point(|start| *start <= index).checked_sub(1)?;
        let Some(line) = (index - self.starts.get(nth)?).checked_sub(1) else {
            return Some(Row::File(nth));
        };
        let line = match self.expanded(nth) {
            Some(state) => {
                let line = state.lines.get(line);
                line.map(|(number, shown)| (*number, matches!(shown, Shown::Context(_))))
            }
            None => self.found.get(nth)?.kept.get(line).map(|line| (line.number, false)),
        };
        Some(match line {
            Some((number, is_context)) => Row::Line { file: nth, number, is_context },
            None => Row::More(nth),
        })
    }

    /// The changing part of a row.
    pub(super) fn row_state(&self, row: Row) -> Option<RowState> {
        let (nth, number) = match row {
            Row::File(nth) | Row::More(nth) => (nth, None),
            Row::Line { file, number, .. } => (file, Some(number)),
        };
        let file = self.found.get(nth)?;
        Some(RowState {
            index: self.index(row)?,
            matches: file.matches,
            left_out: left_out(file),
            is_collapsed: self.is_collapsed(nth),
            has_context: self.has_context(nth, number),
            is_among_context: self.has_context(nth, None),
        })
    }

    /// The index of a row.
    fn index(&self, row: Row) -> Option<usize> {
        let (nth, number) = match row {
            Row::File(nth) => return self.starts.get(nth).copied(),
            Row::More(nth) => {
                let end = self.starts.get(nth + 1).copied().unwrap_or(self.rows);
                return end.checked_sub(1);
            }
            Row::Line { file, number, .. } => (file, number),
        };
        let line = match self.expanded(nth) {
            Some(state) => state.lines.partition_point(|(other, _)| *other < number),
            None => self.found.get(nth)?.kept.partition_point(|line| line.number < number),
        };
        Some(self.starts.get(nth)? + 1 + line)
    }

    /// The id of a file.
    pub(super) fn file(&self, nth: usize) -> Option<FileId> {
        self.found.get(nth).map(|file| file.id)
    }

    /// A line that is shown.
    pub(super) fn line(&self, nth: usize, number: u32) -> Option<Shown> {
        match self.expanded(nth) {
            Some(state) => {
                let at = state.lines.binary_search_by_key(&number, |(number, _)| *number).ok()?;
                state.lines.get(at).map(|(_, shown)| shown.clone())
            }
            None => {
                let kept = &self.found.get(nth)?.kept;
                let at = kept.binary_search_by_key(&number, |line| line.number).ok()?;
                kept.get(at).cloned().map(Shown::Match)
            }
        }
    }

    /// The number of the last line of a file that is known to have a match.
    pub(super) fn last_line(&self, nth: usize) -> Option<u32> {
        self.found.get(nth)?.kept.last().map(|line| line.number)
    }

    fn is_collapsed(&self, nth: usize) -> bool {
        self.files.get(nth).is_some_and(|state| state.is_collapsed)
    }

    /// Returns true if the context of a line is shown; without a line, that of any.
    fn has_context(&self, nth: usize, number: Option<u32>) -> bool {
        self.files.get(nth).is_some_and(|state| match number {
            Some(number) => state.open.contains(&number),
            None => !state.open.is_empty(),
        })
    }

    /// Shows the lines of a file, or hides them.
    pub(super) fn toggle(&mut self, nth: usize) {
        let state = self.state(nth);
        state.is_collapsed = !state.is_collapsed;
        self.rebuild_rows();
    }

    /// Shows the context of a line, or of all lines of a file; or hides it. Returns the lines around which others are to be read:
    /// see [`add_context`](Self::add_context).
    pub(super) fn toggle_context(&mut self, nth: usize, number: Option<u32>) -> Vec<u32> {
        let kept = self.found.get(nth).map(|file| file.kept.iter().map(|line| line.number));
        let all: Vec<u32> = kept.map(Iterator::collect).unwrap_or_default();
        let state = self.state(nth);
        let opened = match number {
            Some(number) if state.open.contains(&number) => {
                state.open.retain(|open| *open != number);
                Vec::new()
            }
            Some(number) => vec![number],
            None if state.open.is_empty() => {
                state.is_collapsed = false;
                all
            }
            None => {
                state.open.clear();
                Vec::new()
            }
        };
        state.open.extend(&opened);
        self.rebuild_lines(nth);
        self.rebuild_rows();
        opened
    }

    /// Adds lines near matches of a file.
    pub(super) fn add_context(&mut self, nth: usize, lines: Vec<ContextLine>) {
        let lines = lines.into_iter().map(|line| (line.number, line.excerpt));
        self.state(nth).context.extend(lines);
        self.rebuild_lines(nth);
        self.rebuild_rows();
    }

    /// Adds further lines of a file with matches.
    pub(super) fn add_lines(&mut self, nth: usize, lines: Vec<FoundLine>) {
        let last = self.last_line(nth).unwrap_or_default();
        if let Some(file) = self.found.get_mut(nth) {
            // They may have been asked for twice.
            file.kept.extend(lines.into_iter().filter(|line| line.number > last));
        }
        self.rebuild_lines(nth);
        self.rebuild_rows();
    }

    /// Recomputes the lines of a file that are shown with context.
    fn rebuild_lines(&mut self, nth: usize) {
        let Some(file) = self.found.get(nth) else { return };
        let Some(state) = self.files.get_mut(nth) else { return };
        state.lines.clear();
        if state.open.is_empty() {
            return;
        }
        let is_near =
            |line: u32| state.open.iter().any(|open| open.abs_diff(line) <= CONTEXT_LINES);
        let context = state.context.iter().filter(|(number, _)| is_near(**number));
        let context = context.map(|(number, excerpt)| (*number, Shown::Context(excerpt.clone())));
        let matches = file.kept.iter().map(|line| (line.number, Shown::Match(line.clone())));
        // A match replaces a context line of the same number.
        state.lines.extend(context.chain(matches).collect::<BTreeMap<_, _>>());
    }

    /// Recomputes the indices of the rows.
    fn rebuild_rows(&mut self) {
        self.starts.clear();
        self.rows = 0;
        for (nth, file) in self.found.iter().enumerate() {
            self.starts.push(self.rows);
            self.rows += 1;
            if !self.is_collapsed(nth) {
                self.rows += self.expanded(nth).map_or(file.kept.len(), |state| state.lines.len());
                self.rows += usize::from(left_out(file) > 0);
            }
        }
    }

    /// The state of a file, made if it has none.
    fn state(&mut self, nth: usize) -> &mut FileState {
        if self.files.len() <= nth {
            self.files.resize_with(nth + 1, FileState::default);
        }
        &mut self.files[nth]
    }

    /// The state of a file of which context is shown.
    fn expanded(&self, nth: usize) -> Option<&FileState> {
        self.files.get(nth).filter(|state| !state.lines.is_empty())
    }
}

/// The number of lines of a file with a match that are not kept.
fn left_out(file: &FoundFile) -> usize {
    file.lines.saturating_sub(file.kept.len())
}

#[cfg(test)]
mod tests;
