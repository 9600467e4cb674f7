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

/// The values of one field of all files. Each value is kept once and has a number, so that it is compared and counted fast.
#[derive(Debug, Default)]
pub(crate) struct Values {
    numbers: BTreeMap<Box<str>, u32>,
    of_files: Vec<Option<u32>>,
}

/// Which files a filter for one value lets through.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    All,
    Value(u32),
    /// No file has the value.
    None,
}

impl Values {
    /// Adds the value of the next file.
    pub(crate) fn push(&mut self, value: Option<&str>) {
        let number = value.map(|value| match self.numbers.get(value) {
            Some(number) => *number,
            None => {
                let number = self.numbers.len() as u32;
                self.numbers.insert(value.into(), number);
                number
            }
        });
        self.of_files.push(number);
    }

    /// A filter for a value.
    pub(crate) fn wanted(&self, value: Option<&str>) -> Wanted {
        match value.map(|value| self.numbers.get(value)) {
            None => Wanted::All,
            Some(Some(number)) => Wanted::Value(*number),
            Some(None) => Wanted::None,
        }
    }

    /// Whether a filter lets a file through.
    pub(crate) fn lets_through(&self, wanted: Wanted, file: usize) -> bool {
        match wanted {
            Wanted::All => true,
            Wanted::Value(number) => self.of_files[file] == Some(number),
            Wanted::None => false,
        }
    }

    /// Counts the values of some files; in alphabetical order. An empty value is none: no filter could ask for it.
    pub(crate) fn count(&self, files: impl Iterator<Item = usize>) -> Vec<Facet> {
        let mut counts = vec![0; self.numbers.len()];
        for number in files.filter_map(|file| self.of_files[file]) {
            counts[number as usize] += 1;
        }
        let facets = self.numbers.iter().filter(|(value, _)| !value.is_empty());
        facets
            .map(|(value, number)| (value, counts[*number as usize]))
            .filter(|(_, count)| *count > 0)
            .map(|(value, count)| Facet { value: value.to_string(), count })
            .collect()
    }
}
