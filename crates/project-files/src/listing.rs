//! The files of a project without their texts, and the questions that a list asks of them: which rows, in which order, which
//! filters, in which folders; the file of which only some letters are known.
//!
//! Rows are indices into a [`Listing`], so that a list of 10,000 files is filtered and sorted within a key.

mod batch;
mod facets;
pub mod go_to;
mod haystack;
pub mod natural;
mod orders;
mod query;
mod selection;
pub mod tree;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub use batch::Batch;
pub use facets::Facet;
use neptun_api::{FileId, ProjectId, Timestamp, UserId};
pub use query::{Column, Direction, InvalidSort, ListQuery, Sort};
pub use selection::Selection;

use crate::columns::ValueIndex;
use crate::date_range::DateRange;
use crate::fold::fold_path;
use crate::path::split_path;
use batch::PlainColumns;
use facets::Wanted;
use haystack::Haystack;
use orders::Orders;

/// Tells a listing from the one that takes its place. A listing that has grown is still the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListingId(u64);

impl Default for ListingId {
    fn default() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Relaxed))
    }
}

/// The files of one project without their texts, in the order in which the server listed them.
///
/// Made for a list that grows while it is shown: the answer to one question is kept for the next, and
/// [`append`](Self::append) adds to it instead of dropping it.
#[derive(Debug, Default)]
pub struct Listing {
    id: ListingId,
    plain: PlainColumns,
    categories: ValueIndex,
    types: ValueIndex,
    languages: ValueIndex,
    extensions: ValueIndex,
    pdf_urls: ValueIndex,
    by_id: HashMap<FileId, usize>,
    haystack: Haystack,
    orders: Orders,
}

/// Everything that is known of a file but its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEntry<'a> {
    /// Its id.
    pub id: FileId,
    /// Its title, usually the last part of the path.
    pub title: &'a str,
    /// Its path. Not necessarily unique in a project.
    pub path: &'a str,
    /// Its category.
    pub category: Option<&'a str>,
    /// Its type.
    pub file_type: &'a str,
    /// Its language.
    pub language: Option<&'a str>,
    /// Its extension, without the dot.
    pub extension: Option<&'a str>,
    /// The length of its text, in bytes.
    pub size: usize,
    /// The time of its creation.
    pub created_at: Option<Timestamp>,
    /// The time of its last change.
    pub updated_at: Option<Timestamp>,
    /// The user it belongs to.
    pub owner: Option<UserId>,
    /// The project it belongs to.
    pub project: Option<ProjectId>,
    /// The address of the file itself, if it is a PDF.
    pub pdf_url: Option<&'a str>,
}

impl<'a> FileEntry<'a> {
    /// The name to show: the last part of the path, or else the title.
    pub fn name(&self) -> &'a str {
        match split_path(self.path).1 {
            "" => self.title,
            name => name,
        }
    }
}

impl Listing {
    /// Adds files, none of which is there already. Costs what is added, not what is there; it is cheaper to add many at once
    /// than each on its own.
    pub fn append(&mut self, batch: &Batch) {
        let before = self.len();
        self.plain.append(&batch.plain);
        self.categories.append(&batch.categories);
        self.types.append(&batch.types);
        self.languages.append(&batch.languages);
        self.extensions.append(&batch.extensions);
        self.pdf_urls.append(&batch.pdf_urls);
        self.by_id.extend(batch.plain.ids.iter().copied().zip(before..));
        for file in before..self.len() {
            let (path, title) = (self.plain.paths.get(file), self.plain.titles.get(file));
            self.haystack.push(path, title);
        }
        let mut orders = std::mem::take(&mut self.orders);
        orders.insert(before..self.len(), |sort, a, b| self.compare(sort, a, b));
        self.orders = orders;
    }

    /// The id of the listing.
    pub fn id(&self) -> ListingId {
        self.id
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.plain.ids.len()
    }

    /// Says if there is no file.
    pub fn is_empty(&self) -> bool {
        self.plain.ids.is_empty()
    }

    /// The file at an index.
    pub fn get(&self, index: usize) -> Option<FileEntry<'_>> {
        let plain = &self.plain;
        let id = *plain.ids.get(index)?;
        Some(FileEntry {
            id,
            title: plain.titles.get(index),
            path: plain.paths.get(index),
            category: self.categories.column().get(index),
            file_type: self.types.column().get(index).unwrap_or_default(),
            language: self.languages.column().get(index),
            extension: self.extensions.column().get(index),
            size: self.size(index),
            created_at: plain.created_at.get(index)?.map(Timestamp::from_millis),
            updated_at: plain.updated_at.get(index)?.map(Timestamp::from_millis),
            owner: *plain.owners.get(index)?,
            project: *plain.projects.get(index)?,
            pdf_url: self.pdf_urls.column().get(index),
        })
    }

    /// The path of the file at an index; empty if there is none.
    pub fn path(&self, index: usize) -> &str {
        self.plain.paths.get(index)
    }

    /// The title of the file at an index; empty if there is none.
    pub fn title(&self, index: usize) -> &str {
        self.plain.titles.get(index)
    }

    /// The size of the file at an index, in bytes; 0 if there is none.
    pub fn size(&self, index: usize) -> usize {
        self.plain.sizes.get(index).map_or(0, |size| *size as usize)
    }

    /// The id of the file at an index.
    pub fn id_of(&self, index: usize) -> Option<FileId> {
        self.plain.ids.get(index).copied()
    }

    /// The file of an id.
    pub fn find(&self, id: FileId) -> Option<FileEntry<'_>> {
        self.get(self.index_of(id)?)
    }

    /// The index of the file of an id.
    pub fn index_of(&self, id: FileId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The indices of the files that match, in the order asked for. Files that compare equal stay newest first.
    pub fn rows(&self, query: &ListQuery) -> Vec<usize> {
        let compare = |a, b| self.compare(query.sort, a, b);
        let order = self.orders.get(query.sort, self.len(), compare);
        let filter = self.filter(query);
        order.iter().map(|file| *file as usize).filter(|file| filter.matches(*file)).collect()
    }

    /// The place of a file among rows.
    pub fn position(&self, rows: &[usize], id: FileId) -> Option<usize> {
        let index = self.index_of(id)?;
        rows.iter().position(|row| *row == index)
    }

    /// The categories of the files that match everything in the query but its category.
    pub fn categories(&self, query: &ListQuery) -> Vec<Facet> {
        let filter = Filter { category: Wanted::All, ..self.filter(query) };
        facets::count(&self.categories, (0..self.len()).filter(|file| filter.matches(*file)))
    }

    /// The types of the files that match everything in the query but its type.
    pub fn types(&self, query: &ListQuery) -> Vec<Facet> {
        let filter = Filter { file_type: Wanted::All, ..self.filter(query) };
        facets::count(&self.types, (0..self.len()).filter(|file| filter.matches(*file)))
    }

    fn filter<'a>(&'a self, query: &'a ListQuery) -> Filter<'a> {
        let words = query.text.split_whitespace().map(fold_path).collect();
        Filter {
            listing: self,
            category: facets::wanted(&self.categories, query.category.as_deref()),
            file_type: facets::wanted(&self.types, query.file_type.as_deref()),
            language: query.language.as_deref(),
            created: query.created,
            has_words: self.haystack.find(words),
        }
    }

    /// The order of two files. They are never equal, because their ids are not.
    fn compare(&self, sort: Sort, a: u32, b: u32) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        let plain = &self.plain;
        let created = |file: usize| (plain.created_at[file], plain.ids[file]);
        let by_value = |values: &ValueIndex| values.column().get(a).cmp(&values.column().get(b));
        let by_column = match sort.column {
            Column::Path => natural::compare_paths(plain.paths.get(a), plain.paths.get(b)),
            Column::Category => by_value(&self.categories),
            Column::Type => by_value(&self.types),
            Column::Language => by_value(&self.languages),
            Column::Size => plain.sizes[a].cmp(&plain.sizes[b]),
            Column::Created => created(a).cmp(&created(b)),
        };
        let by_column = match sort.direction {
            Direction::Ascending => by_column,
            Direction::Descending => by_column.reverse(),
        };
        by_column.then_with(|| created(b).cmp(&created(a)))
    }
}

/// A query, looked up.
struct Filter<'a> {
    listing: &'a Listing,
    category: Wanted,
    file_type: Wanted,
    language: Option<&'a str>,
    created: Option<DateRange>,
    has_words: Option<Arc<[bool]>>,
}

impl Filter<'_> {
    fn matches(&self, file: usize) -> bool {
        facets::matches(&self.listing.categories, self.category, file)
            && facets::matches(&self.listing.types, self.file_type, file)
            && self.matches_language(file)
            && self.matches_creation(file)
            && self.has_words.as_ref().is_none_or(|has_words| has_words[file])
    }

    fn matches_language(&self, file: usize) -> bool {
        let Some(wanted) = self.language else { return true };
        self.listing.languages.column().get(file).unwrap_or_default() == wanted
    }

    fn matches_creation(&self, file: usize) -> bool {
        let Some(wanted) = self.created else { return true };
        let created = self.listing.plain.created_at[file].map(Timestamp::from_millis);
        created.is_some_and(|created| wanted.contains(created))
    }
}

#[cfg(test)]
mod tests;
