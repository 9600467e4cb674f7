//! The values that occur in a list, and how often.

use crate::columns::ValueIndex;

/// A value that occurs in a list, with the number of files that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value.
    pub value: String,
    /// The number of files that have it.
    pub count: usize,
}

/// The files that a filter for one value lets through.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    All,
    Value(u32),
    /// No file has the value.
    None,
}

/// A filter for a value; `None` filters nothing.
pub(super) fn wanted(values: &ValueIndex, value: Option<&str>) -> Wanted {
    match value.map(|value| values.find(value)) {
        None => Wanted::All,
        Some(Some(number)) => Wanted::Value(number),
        Some(None) => Wanted::None,
    }
}

/// Says if a filter lets a file through.
pub(super) fn matches(values: &ValueIndex, wanted: Wanted, file: usize) -> bool {
    match wanted {
        Wanted::All => true,
        Wanted::Value(number) => values.column().number(file) == Some(number),
        Wanted::None => false,
    }
}

/// Counts the values of some files, in alphabetical order. An empty value is left out: no filter could ask for it.
pub(super) fn count(values: &ValueIndex, files: impl Iterator<Item = usize>) -> Vec<Facet> {
    let mut counts = vec![0; values.sorted().count()];
    for number in files.filter_map(|file| values.column().number(file)) {
        counts[number as usize] += 1;
    }
    values
        .sorted()
        .map(|(value, number)| (value, counts[number as usize]))
        .filter(|(value, count)| !value.is_empty() && *count > 0)
        .map(|(value, count)| Facet { value: value.to_owned(), count })
        .collect()
}
