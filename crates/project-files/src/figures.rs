//! What a project consists of, in numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use neptun_api::FileId;

use crate::days::day_of;
use crate::periods::periods;
use crate::query::{Column, Direction, Query, Sort};
use crate::{Period, ProjectFiles};

/// How many of the largest files are told apart.
const LARGEST: usize = 10;

/// Sums over all files of a project. Names may be empty: then they stand for what has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many files there are.
    pub files: usize,
    /// How long their texts are, in bytes.
    pub bytes: usize,
    /// The languages, that of the most bytes first.
    pub languages: Vec<Language>,
    /// The categories, that of the most files first.
    pub categories: Vec<Category>,
    /// Files by when they were created: periods of one kind, from the first file to the last without a gap.
    pub created: Vec<Period>,
    /// How many files do not say when they were created.
    pub undated: usize,
    /// The largest files, as a list that is sorted by size has them.
    pub largest: Vec<LargeFile>,
}

/// How much is written in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its name.
    pub name: String,
    /// How long the texts in it are.
    pub bytes: usize,
}

/// How many files are of a category, and of which types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// How many files are of it.
    pub files: usize,
    /// Its types, with how many of its files are of each; the most first.
    pub types: Vec<(String, usize)>,
}

/// One of the largest files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeFile {
    /// Its id.
    pub id: FileId,
    /// Its path.
    pub path: String,
    /// How long its text is.
    pub bytes: usize,
}

impl Figures {
    /// Sums up files: some milliseconds for 10,000 of them, whose texts are not read.
    pub fn of(files: &ProjectFiles) -> Self {
        let mut languages = BTreeMap::<&str, usize>::new();
        let mut categories = BTreeMap::<&str, BTreeMap<&str, usize>>::new();
        let mut days = BTreeMap::<i64, usize>::new();
        let mut figures = Self { files: files.len(), ..Self::default() };
        for file in (0..files.len()).filter_map(|index| files.get(index)) {
            figures.bytes += file.text.len();
            let language = file.language.as_deref().unwrap_or_default();
            *languages.entry(language).or_default() += file.text.len();
            let category = file.context_file_category.as_deref().unwrap_or_default();
            let types = categories.entry(category).or_default();
            *types.entry(&file.context_file_type).or_default() += 1;
            match file.created_at {
                Some(created) => *days.entry(day_of(created)).or_default() += 1,
                None => figures.undated += 1,
            }
        }
        let languages = most_first(languages);
        figures.languages =
            languages.into_iter().map(|(name, bytes)| Language { name, bytes }).collect();
        let categories = categories.into_iter().map(|(name, types)| Category {
            name: name.to_owned(),
            files: types.values().sum(),
            types: most_first(types),
        });
        figures.categories = categories.collect();
        figures.categories.sort_by_key(|category| Reverse(category.files));
        figures.created = periods(&days);
        figures.largest = largest(files);
        figures
    }
}

/// Equals stay in alphabetical order.
fn most_first(counts: BTreeMap<&str, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

/// Asked for as the list asks for it, which then has that order already.
fn largest(files: &ProjectFiles) -> Vec<LargeFile> {
    let sort = Sort { column: Column::Size, direction: Direction::Descending };
    let rows = files.rows(&Query { sort, ..Query::default() });
    let largest = rows.iter().take(LARGEST).filter_map(|row| files.get(*row));
    largest
        .map(|file| LargeFile {
            id: file.id,
            path: file.original_path.clone(),
            bytes: file.text.len(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
