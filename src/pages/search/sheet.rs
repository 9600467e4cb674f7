//! The matches as rows: a heading for each file, below it its lines. Pure.

use project_files::ProjectFiles;
use project_files::search::{Excerpt, FoundFile, FoundLine, Search, lines_around};

/// The number of lines before and after a match that are its context.
const CONTEXT: usize = 2;
/// The number of lines that "Show more" adds.
const MORE: usize = 1_000;

/// A row of the list. Files are counted in the order in which they were found, lines as in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Row {
    /// The heading of a file.
    File(usize),
    /// A line, with a match or `beside` one.
    Line { file: usize, number: usize, beside: bool },
    /// A file has more lines than are shown.
    More(usize),
}

/// The part of a row that may change while it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowState {
    /// The index of the row.
    pub(super) place: usize,
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

/// A search and its results as rows.
pub(super) struct Sheet {
    /// The search, in progress or done.
    pub(super) search: Search,
    /// The state of the files up to the last one that the user has folded or expanded.
    files: Vec<FileState>,
    /// The index of the first row of each file, and at the end the number of rows.
    starts: Vec<usize>,
}

/// The matches of a file as the user has folded or expanded them.
#[derive(Default)]
struct FileState {
    collapsed: bool,
    /// The lines whose context is shown.
    open: Vec<usize>,
    /// Every line that is shown, in the order of their numbers. Only while some context is shown.
    lines: Vec<(usize, Shown)>,
}

/// A line that is shown.
#[derive(Clone)]
pub(super) enum Shown {
    /// It has a match: the index among those of the file.
    Found(usize),
    /// It is context.
    Beside(Excerpt),
}

impl Sheet {
    pub(super) fn new(search: Search) -> Self {
        let mut sheet = Self { search, files: Vec::new(), starts: vec![0] };
        sheet.lay_out();
        sheet
    }

    /// Recomputes the indices of the rows. To be called when more has been found.
    pub(super) fn lay_out(&mut self) {
        self.starts.truncate(1);
        let mut rows = 0;
        for (nth, file) in self.search.found.files.iter().enumerate() {
            rows += 1 + self.lines_of(nth, file);
            rows += usize::from(file.lines_left_out() > 0 && !self.is_collapsed(nth));
            self.starts.push(rows);
        }
    }

    /// Starts over for another list of files.
    pub(super) fn begin_anew(&mut self) {
        self.search.begin_anew();
        self.files.clear();
        self.lay_out();
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The row at an index.
    pub(super) fn row(&self, place: usize) -> Option<Row> {
        let nth = self.starts.partition_point(|start| *start <= place).checked_sub(1)?;
        let file = self.file(nth)?;
        let Some(line) = (place - self.starts[nth]).checked_sub(1) else {
            return Some(Row::File(nth));
        };
        let line = match self.context(nth) {
            Some(state) => {
                let line = state.lines.get(line);
                line.map(|(number, shown)| (*number, matches!(shown, Shown::Beside(_))))
            }
            None => file.kept.get(line).map(|line| (line.number as usize, false)),
        };
        Some(match line {
            Some((number, beside)) => Row::Line { file: nth, number, beside },
            None => Row::More(nth),
        })
    }

    /// The changing part of a row.
    pub(super) fn row_state(&self, row: Row) -> Option<RowState> {
        let (nth, number) = match row {
            Row::File(nth) | Row::More(nth) => (nth, None),
            Row::Line { file, number, .. } => (file, Some(number)),
        };
        let file = self.file(nth)?;
        Some(RowState {
            place: self.place(row)?,
            matches: file.matches,
            left_out: file.lines_left_out(),
            is_collapsed: self.is_collapsed(nth),
            has_context: self.has_context(nth, number),
            is_among_context: self.has_context(nth, None),
        })
    }

    /// The index of a row.
    fn place(&self, row: Row) -> Option<usize> {
        let nth = match row {
            Row::File(nth) | Row::More(nth) | Row::Line { file: nth, .. } => nth,
        };
        let (start, end) = (*self.starts.get(nth)?, *self.starts.get(nth + 1)?);
        let Row::Line { number, .. } = row else {
            return Some(if matches!(row, Row::File(_)) { start } else { end - 1 });
        };
        let line = match self.context(nth) {
            Some(state) => state.lines.partition_point(|(other, _)| *other < number),
            None => self.file(nth)?.kept.partition_point(|line| (line.number as usize) < number),
        };
        Some(start + 1 + line)
    }

    /// A file in which something was found.
    pub(super) fn file(&self, nth: usize) -> Option<&FoundFile> {
        self.search.found.files.get(nth)
    }

    /// A line that is shown.
    pub(super) fn line(&self, nth: usize, number: usize) -> Option<Shown> {
        match self.context(nth) {
            Some(state) => {
                let at = state.lines.partition_point(|(other, _)| *other < number);
                let line = state.lines.get(at).filter(|(other, _)| *other == number);
                line.map(|(_, shown)| shown.clone())
            }
            None => {
                let found = |line: &FoundLine| (line.number as usize).cmp(&number);
                self.file(nth)?.kept.binary_search_by(found).ok().map(Shown::Found)
            }
        }
    }

    fn is_collapsed(&self, nth: usize) -> bool {
        self.files.get(nth).is_some_and(|state| state.collapsed)
    }

    /// Tells if the context of a line is shown; without a line, that of any.
    fn has_context(&self, nth: usize, number: Option<usize>) -> bool {
        self.files.get(nth).is_some_and(|state| match number {
            Some(number) => state.open.contains(&number),
            None => !state.open.is_empty(),
        })
    }

    /// Shows the lines of a file, or hides them.
    pub(super) fn toggle(&mut self, nth: usize) {
        let state = self.state(nth);
        state.collapsed = !state.collapsed;
        self.lay_out();
    }

    /// Shows the context of a line, or of all lines of a file; or hides it.
    pub(super) fn toggle_context(
        &mut self,
        files: &ProjectFiles,
        nth: usize,
        number: Option<usize>,
    ) {
        let kept = self.file(nth).map(|file| file.kept.iter().map(|line| line.number as usize));
        let all: Vec<usize> = kept.map(Iterator::collect).unwrap_or_default();
        let state = self.state(nth);
        match number {
            Some(number) if state.open.contains(&number) => {
                state.open.retain(|open| *open != number)
            }
            Some(number) => state.open.push(number),
            None if state.open.is_empty() => {
                state.open = all;
                state.collapsed = false;
            }
            None => state.open.clear(),
        }
        self.find_context(files, nth);
        self.lay_out();
    }

    /// Shows more lines of a file.
    pub(super) fn show_more(&mut self, files: &ProjectFiles, nth: usize) {
        self.search.keep_more(files, nth, MORE);
        self.find_context(files, nth);
        self.lay_out();
    }

    fn find_context(&mut self, files: &ProjectFiles, nth: usize) {
        let Some(file) = self.search.found.files.get(nth) else { return };
        let Some(state) = self.files.get_mut(nth) else { return };
        let Some(text) = self.search.text(files, file) else { return };
        state.lines.clear();
        if state.open.is_empty() {
            return;
        }
        for (place, line) in file.kept.iter().enumerate() {
            let number = line.number as usize;
            if !state.open.contains(&number) {
                add(&mut state.lines, number, Shown::Found(place));
                continue;
            }
            let mut around = lines_around(text, line, CONTEXT).into_iter().peekable();
            while let Some((number, excerpt)) = around.next_if(|(other, _)| *other < number) {
                add(&mut state.lines, number, Shown::Beside(excerpt));
            }
            add(&mut state.lines, number, Shown::Found(place));
            for (number, excerpt) in around {
                add(&mut state.lines, number, Shown::Beside(excerpt));
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

    /// The number of lines of a file that are shown.
    fn lines_of(&self, nth: usize, file: &FoundFile) -> usize {
        if self.is_collapsed(nth) {
            return 0;
        }
        self.context(nth).map_or(file.kept.len(), |state| state.lines.len())
    }

    fn context(&self, nth: usize) -> Option<&FileState> {
        self.files.get(nth).filter(|state| !state.lines.is_empty())
    }
}

/// Adds a line behind the others, unless it is one of them. A match replaces a context line.
fn add(lines: &mut Vec<(usize, Shown)>, number: usize, shown: Shown) {
    let at = lines.partition_point(|(other, _)| *other < number);
    match lines.get_mut(at) {
        Some(line) if line.0 == number => {
            if matches!(shown, Shown::Found(_)) {
                line.1 = shown;
            }
        }
        _ => lines.insert(at, (number, shown)),
    }
}

#[cfg(test)]
mod tests;
