//! Values of many files, column by column: nothing is allocated for each file, and a column is cheap to send.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Texts, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TextColumn {
    text: String,
    /// The end of each text. No browser gives an app more than 4 GB, so 32 bits do.
    ends: Vec<u32>,
}

impl TextColumn {
    /// Adds the text of the next file.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Adds the texts of further files.
    pub(crate) fn append(&mut self, other: &Self) {
        let start = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }

    /// The text of a file.
    pub(crate) fn get(&self, file: usize) -> &str {
        let start = match file.checked_sub(1) {
            Some(before) => self.end(before),
            None => 0,
        };
        self.text.get(start..self.end(file)).unwrap_or_default()
    }

    /// The end of a file's text among all texts.
    pub(crate) fn end(&self, file: usize) -> usize {
        self.ends.get(file).map_or(self.text.len(), |end| *end as usize)
    }

    /// All texts, without anything between them.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The number of files.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Values of which many files have the same: each is kept once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ValueColumn {
    values: Vec<Box<str>>,
    /// The place of each file's value among `values`.
    of_files: Vec<Option<u32>>,
}

impl ValueColumn {
    /// The value of a file.
    pub(crate) fn get(&self, file: usize) -> Option<&str> {
        let number = self.number(file)?;
        self.values.get(number as usize).map(|value| &**value)
    }

    /// The number that stands for the value of a file.
    pub(crate) fn number(&self, file: usize) -> Option<u32> {
        self.of_files.get(file).copied().flatten()
    }
}

/// A column of values with the way back, from a value to its number.
#[derive(Debug, Default)]
pub(crate) struct ValueIndex {
    numbers: BTreeMap<Box<str>, u32>,
    column: ValueColumn,
}

impl ValueIndex {
    /// Adds the value of the next file.
    pub(crate) fn push(&mut self, value: Option<&str>) {
        let number = value.map(|value| self.number_of(value));
        self.column.of_files.push(number);
    }

    /// Adds the values of further files.
    pub(crate) fn append(&mut self, other: &ValueColumn) {
        let numbers: Vec<_> = other.values.iter().map(|value| self.number_of(value)).collect();
        let number = |other: &Option<u32>| numbers.get((*other)? as usize).copied();
        self.column.of_files.extend(other.of_files.iter().map(number));
    }

    fn number_of(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.column.values.len() as u32;
        self.numbers.insert(value.into(), number);
        self.column.values.push(value.into());
        number
    }

    /// The number of a value that some file has.
    pub(crate) fn find(&self, value: &str) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// All values in alphabetical order, each with its number.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (&str, u32)> {
        self.numbers.iter().map(|(value, number)| (&**value, *number))
    }

    /// The column alone.
    pub(crate) fn column(&self) -> &ValueColumn {
        &self.column
    }

    /// The column alone, to be sent.
    pub(crate) fn into_column(self) -> ValueColumn {
        self.column
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn columns_give_back_their_values(parts in prop::collection::vec(prop::collection::vec(prop::option::of("[aé]{0,2}"), 0..6), 0..5)) {
            let (mut texts, mut values) = (TextColumn::default(), ValueIndex::default());
            for part in &parts {
                let (mut text, mut value) = (TextColumn::default(), ValueIndex::default());
                for given in part {
                    text.push(given.as_deref().unwrap_or_default());
                    value.push(given.as_deref());
                }
                texts.append(&text);
                values.append(&value.into_column());
            }
            let all = parts.concat();
            prop_assert_eq!(texts.len(), all.len());
            for (file, given) in all.iter().enumerate() {
                prop_assert_eq!(texts.get(file), given.as_deref().unwrap_or_default());
                prop_assert_eq!(values.column().get(file), given.as_deref());
                prop_assert_eq!(values.column().number(file), given.as_deref().and_then(|given| values.find(given)));
            }
            prop_assert_eq!(texts.get(all.len()), "");
        }
    }
}
