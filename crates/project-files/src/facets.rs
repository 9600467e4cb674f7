//! Which values occur, and how often.

use std::collections::BTreeMap;

/// A value that occurs in a list, with the number of files that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value.
    pub value: String,
    /// How many files have it.
    pub count: usize,
}

/// Counts values; in alphabetical order. An empty value is none: no filter could ask for it.
pub(crate) fn count<'a>(values: impl Iterator<Item = &'a str>) -> Vec<Facet> {
    let mut counts = BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts.into_iter().map(|(value, count)| Facet { value: value.to_owned(), count }).collect()
}
