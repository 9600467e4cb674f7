//! The files of one project.

use std::cmp::Ordering;
use std::collections::HashMap;

use neptun_api::{FileId, ProjectFile};

use crate::facets::{self, Facet};
use crate::query::{Column, Direction, Query};

/// Turns a text into lower case. The caller's, because a browser has the tables of all alphabets built in and an app need not
/// bring them along.
pub type Lowercase = fn(&str) -> String;

/// The files of one project, in the order in which the server listed them. A file that is listed twice is kept once.
#[derive(Debug, Clone)]
pub struct ProjectFiles {
    lowercase: Lowercase,
    rows: Vec<FileRow>,
    by_id: HashMap<FileId, usize>,
}

/// A file, and what a list needs to find it fast.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// The file.
    pub file: ProjectFile,
    /// Path and title in lower case.
    haystack: String,
}

impl ProjectFiles {
    /// Takes over files.
    pub fn new(lowercase: Lowercase, files: impl IntoIterator<Item = ProjectFile>) -> Self {
        let mut all = Self { lowercase, rows: Vec::new(), by_id: HashMap::new() };
        for file in files {
            all.push(file);
        }
        all
    }

    /// Adds a file, unless one of that id is there already.
    pub fn push(&mut self, file: ProjectFile) {
        let at = self.rows.len();
        if self.by_id.contains_key(&file.id) {
            return;
        }
        self.by_id.insert(file.id, at);
        let haystack = (self.lowercase)(&format!("{}\n{}", file.original_path, file.title));
        self.rows.push(FileRow { file, haystack });
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The file at an index.
    pub fn get(&self, index: usize) -> Option<&ProjectFile> {
        self.rows.get(index).map(|row| &row.file)
    }

    /// The file of an id.
    pub fn find(&self, id: FileId) -> Option<&ProjectFile> {
        self.by_id.get(&id).and_then(|index| self.get(*index))
    }

    /// The indices of the files that match, in the order asked for. Files that compare equal stay newest first.
    pub fn rows(&self, query: &Query) -> Vec<usize> {
        let words = self.words(&query.text);
        let mut found: Vec<usize> = (0..self.rows.len())
            .filter(|index| {
                let row = &self.rows[*index];
                row.has_category(query) && row.has_type(query) && row.contains(&words)
            })
            .collect();
        found.sort_unstable_by(|a, b| self.compare(query, *a, *b));
        found
    }

    /// Where a file stands among rows.
    pub fn position(&self, rows: &[usize], id: FileId) -> Option<usize> {
        let index = self.by_id.get(&id)?;
        rows.iter().position(|row| row == index)
    }

    /// The categories of the files that match everything in the query but its category.
    pub fn categories(&self, query: &Query) -> Vec<Facet> {
        let words = self.words(&query.text);
        let matching = self.rows.iter().filter(|row| row.has_type(query) && row.contains(&words));
        facets::count(matching.filter_map(|row| row.file.context_file_category.as_deref()))
    }

    /// The types of the files that match everything in the query but its type.
    pub fn types(&self, query: &Query) -> Vec<Facet> {
        let words = self.words(&query.text);
        let matching =
            self.rows.iter().filter(|row| row.has_category(query) && row.contains(&words));
        facets::count(matching.map(|row| &*row.file.context_file_type))
    }

    /// The words of a filter text, in lower case.
    fn words(&self, text: &str) -> Vec<String> {
        text.split_whitespace().map(self.lowercase).collect()
    }

    fn compare(&self, query: &Query, a: usize, b: usize) -> Ordering {
        let (a, b) = (&self.rows[a].file, &self.rows[b].file);
        let by_column = match query.sort.column {
            Column::Path => a.original_path.cmp(&b.original_path),
            Column::Category => a.context_file_category.cmp(&b.context_file_category),
            Column::Type => a.context_file_type.cmp(&b.context_file_type),
            Column::Language => a.language.cmp(&b.language),
            Column::Size => a.text.len().cmp(&b.text.len()),
            Column::Created => (a.created_at, a.id).cmp(&(b.created_at, b.id)),
        };
        let by_column = match query.sort.direction {
            Direction::Ascending => by_column,
            Direction::Descending => by_column.reverse(),
        };
        by_column.then_with(|| (b.created_at, b.id).cmp(&(a.created_at, a.id)))
    }
}

impl FileRow {
    fn has_category(&self, query: &Query) -> bool {
        query.category.is_none() || query.category == self.file.context_file_category
    }

    fn has_type(&self, query: &Query) -> bool {
        query.file_type.as_ref().is_none_or(|wanted| *wanted == self.file.context_file_type)
    }

    fn contains(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }
}

#[cfg(test)]
mod tests;
