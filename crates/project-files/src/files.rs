//! The files of one project.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use neptun_api::{FileId, ProjectFile};

use crate::days::Days;
use crate::facets::{Facet, Values, Wanted};
use crate::haystack::Haystack;
use crate::orders::Orders;
use crate::query::{Column, Direction, Query, Sort};

/// Turns a text into lower case. The caller's, because a browser has the tables of all alphabets built in and an app need not
/// bring them along.
pub type Lowercase = fn(&str) -> String;

/// Tells one list from another, also from one that takes its place. A list that has grown is still the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListId(u64);

impl ListId {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Relaxed))
    }
}

/// The files of one project, in the order in which the server listed them. A file that is listed twice is kept once.
///
/// Made for a list that grows while it is shown: what is worked out for one question is kept for the next, and
/// [`extend`](Self::extend) adds to it instead of throwing it away.
#[derive(Debug)]
pub struct ProjectFiles {
    id: ListId,
    lowercase: Lowercase,
    files: Vec<ProjectFile>,
    by_id: HashMap<FileId, usize>,
    haystack: Haystack,
    categories: Values,
    types: Values,
    orders: Orders,
}

impl ProjectFiles {
    /// Takes over files.
    pub fn new(lowercase: Lowercase, files: impl IntoIterator<Item = ProjectFile>) -> Self {
        let mut all = Self {
            id: ListId::new(),
            lowercase,
            files: Vec::new(),
            by_id: HashMap::new(),
            haystack: Haystack::default(),
            categories: Values::default(),
            types: Values::default(),
            orders: Orders::default(),
        };
        all.extend(files);
        all
    }

    /// Adds a file, unless one of that id is there already.
    fn push(&mut self, file: ProjectFile) {
        let Entry::Vacant(entry) = self.by_id.entry(file.id) else { return };
        entry.insert(self.files.len());
        let text = format!("{}\n{}", file.original_path, file.title);
        self.haystack.push(&(self.lowercase)(&text));
        self.categories.push(file.context_file_category.as_deref());
        self.types.push(Some(&file.context_file_type));
        self.files.push(file);
    }

    /// Which list this is.
    pub fn list_id(&self) -> ListId {
        self.id
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file at an index.
    pub fn get(&self, index: usize) -> Option<&ProjectFile> {
        self.files.get(index)
    }

    /// The path of the file at an index, in lower case.
    pub fn lowercase_path(&self, index: usize) -> &str {
        self.haystack.get(index).split_once('\n').map_or("", |(path, _)| path)
    }

    /// The file of an id.
    pub fn find(&self, id: FileId) -> Option<&ProjectFile> {
        self.get(self.index_of(id)?)
    }

    /// The index of the file of an id.
    pub fn index_of(&self, id: FileId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The indices of the files that match, in the order asked for. Files that compare equal stay newest first.
    pub fn rows(&self, query: &Query) -> Vec<usize> {
        let compare = |a, b| compare(&self.files, query.sort, a, b);
        let order = self.orders.get(query.sort, self.files.len(), compare);
        let filter = self.filter(query);
        order.iter().map(|file| *file as usize).filter(|file| filter.matches(*file)).collect()
    }

    /// Where a file stands among rows.
    pub fn position(&self, rows: &[usize], id: FileId) -> Option<usize> {
        let index = self.index_of(id)?;
        rows.iter().position(|row| *row == index)
    }

    /// The categories of the files that match everything in the query but its category.
    pub fn categories(&self, query: &Query) -> Vec<Facet> {
        let filter = Filter { category: Wanted::All, ..self.filter(query) };
        self.categories.count((0..self.files.len()).filter(|file| filter.matches(*file)))
    }

    /// The types of the files that match everything in the query but its type.
    pub fn types(&self, query: &Query) -> Vec<Facet> {
        let filter = Filter { file_type: Wanted::All, ..self.filter(query) };
        self.types.count((0..self.files.len()).filter(|file| filter.matches(*file)))
    }

    fn filter(&self, query: &Query) -> Filter<'_> {
        let words = query.text.split_whitespace().map(self.lowercase).collect();
        Filter {
            files: self,
            category: self.categories.wanted(query.category.as_deref()),
            file_type: self.types.wanted(query.file_type.as_deref()),
            language: query.language.clone(),
            created: query.created,
            has_words: self.haystack.find(words),
        }
    }
}

impl Extend<ProjectFile> for ProjectFiles {
    /// Adds files, unless one of the same id is there already. Costs what is added, not what is there; it is cheaper to add
    /// many at once than each on its own.
    fn extend<T: IntoIterator<Item = ProjectFile>>(&mut self, files: T) {
        let before = self.files.len();
        files.into_iter().for_each(|file| self.push(file));
        let compare = |sort, a, b| compare(&self.files, sort, a, b);
        self.orders.insert(before..self.files.len(), compare);
    }
}

/// A query, looked up.
struct Filter<'a> {
    files: &'a ProjectFiles,
    category: Wanted,
    file_type: Wanted,
    language: Option<String>,
    created: Option<Days>,
    has_words: Option<Arc<[bool]>>,
}

impl Filter<'_> {
    fn matches(&self, file: usize) -> bool {
        self.files.categories.lets_through(self.category, file)
            && self.files.types.lets_through(self.file_type, file)
            && self.lets_language_through(file)
            && self.lets_creation_through(file)
            && self.has_words.as_ref().is_none_or(|has_words| has_words[file])
    }

    fn lets_language_through(&self, file: usize) -> bool {
        let Some(wanted) = &self.language else { return true };
        self.files.files[file].language.as_deref().unwrap_or_default() == wanted
    }

    fn lets_creation_through(&self, file: usize) -> bool {
        let Some(wanted) = self.created else { return true };
        self.files.files[file].created_at.is_some_and(|created| wanted.contain(created))
    }
}

/// How two files stand to each other: never equal, because their ids are not.
fn compare(files: &[ProjectFile], sort: Sort, a: u32, b: u32) -> Ordering {
    let (a, b) = (&files[a as usize], &files[b as usize]);
    let by_column = match sort.column {
        Column::Path => a.original_path.cmp(&b.original_path),
        Column::Category => a.context_file_category.cmp(&b.context_file_category),
        Column::Type => a.context_file_type.cmp(&b.context_file_type),
        Column::Language => a.language.cmp(&b.language),
        Column::Size => a.text.len().cmp(&b.text.len()),
        Column::Created => (a.created_at, a.id).cmp(&(b.created_at, b.id)),
    };
    let by_column = match sort.direction {
        Direction::Ascending => by_column,
        Direction::Descending => by_column.reverse(),
    };
    by_column.then_with(|| (b.created_at, b.id).cmp(&(a.created_at, a.id)))
}

#[cfg(test)]
mod tests;
