//! The statistics of a project.

mod periods;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use neptun_api::{FileId, ProjectFile};
use serde::{Deserialize, Serialize};

use super::Contents;
use crate::date_range::day_of;
pub use periods::Period;
use periods::periods;

/// The number of largest files that are listed.
const LARGEST_FILES: usize = 10;

/// Sums over all files of a project. An empty name stands for files without one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectStats {
    /// The number of files.
    pub files: usize,
    /// The length of their texts, in bytes.
    pub bytes: usize,
    /// The languages, that of the most bytes first.
    pub languages: Vec<LanguageStats>,
    /// The categories, that of the most files first.
    pub categories: Vec<CategoryStats>,
    /// Files by the time of their creation: periods of one kind, from the first file to the last without a gap.
    pub created: Vec<Period>,
    /// The number of files without a time of creation.
    pub undated: usize,
    /// The largest files, in the order of a list that is sorted by size.
    pub largest: Vec<LargeFile>,
}

/// The texts in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageStats {
    /// Its name.
    pub name: String,
    /// The length of the texts in it.
    pub bytes: usize,
}

/// The files of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryStats {
    /// Its name.
    pub name: String,
    /// The number of its files.
    pub files: usize,
    /// Its types with the number of their files; that of the most files first.
    pub types: Vec<(String, usize)>,
}

/// One of the largest files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargeFile {
    /// Its id.
    pub id: FileId,
    /// Its path.
    pub path: String,
    /// The length of its text.
    pub bytes: usize,
}

impl ProjectStats {
    /// Sums up files: some milliseconds for 10,000 of them, whose texts are not read.
    pub fn new(contents: &Contents) -> Self {
        let mut languages = BTreeMap::<&str, usize>::new();
        let mut categories = BTreeMap::<&str, BTreeMap<&str, usize>>::new();
        let mut days = BTreeMap::<i64, usize>::new();
        let mut stats = Self { files: contents.len(), ..Self::default() };
        for file in contents.iter() {
            stats.bytes += file.text.len();
            let language = file.language.as_deref().unwrap_or_default();
            *languages.entry(language).or_default() += file.text.len();
            let category = file.context_file_category.as_deref().unwrap_or_default();
            let types = categories.entry(category).or_default();
            *types.entry(&file.context_file_type).or_default() += 1;
            match file.created_at {
                Some(created) => *days.entry(day_of(created)).or_default() += 1,
                None => stats.undated += 1,
            }
        }
        let languages = most_first(languages);
        stats.languages =
            languages.into_iter().map(|(name, bytes)| LanguageStats { name, bytes }).collect();
        let categories = categories.into_iter().map(|(name, types)| CategoryStats {
            name: name.to_owned(),
            files: types.values().sum(),
            types: most_first(types),
        });
        stats.categories = categories.collect();
        stats.categories.sort_by_key(|category| Reverse(category.files));
        stats.created = periods(&days);
        stats.largest = largest(contents);
        stats
    }
}

/// Equals stay in alphabetical order.
fn most_first(counts: BTreeMap<&str, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

fn largest(contents: &Contents) -> Vec<LargeFile> {
    let mut files: Vec<&ProjectFile> = contents.iter().collect();
    // Of one size, the newest first.
    files.sort_unstable_by_key(|file| Reverse((file.text.len(), file.created_at, file.id)));
    let largest = files.into_iter().take(LARGEST_FILES).map(|file| LargeFile {
        id: file.id,
        path: file.original_path.clone(),
        bytes: file.text.len(),
    });
    largest.collect()
}

#[cfg(test)]
mod tests;
