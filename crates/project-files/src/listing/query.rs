//! The filters and the order of a list.

use std::str::FromStr;

use crate::date_range::DateRange;

/// Everything that narrows and orders a list. The default shows all files, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Only files of this category.
    pub category: Option<String>,
    /// Only files of this type.
    pub file_type: Option<String>,
    /// Only files in this language; empty for those without one.
    pub language: Option<String>,
    /// Only files that were created on these days.
    pub created: Option<DateRange>,
    /// Only files whose path or title contains every word of this text, whatever the case.
    pub text: String,
    /// The order.
    pub sort: Sort,
}

impl ListQuery {
    /// The same order without a filter.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self { sort: self.sort, ..Self::default() }
    }

    /// Says if every file matches.
    pub fn is_unfiltered(&self) -> bool {
        self.category.is_none()
            && self.file_type.is_none()
            && self.language.is_none()
            && self.created.is_none()
            && self.text.trim().is_empty()
    }
}

/// A column that a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The whole path.
    Path,
    /// The category.
    Category,
    /// The type.
    Type,
    /// The language.
    Language,
    /// The length of the text.
    Size,
    /// The time of creation.
    Created,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 6] =
        [Self::Path, Self::Category, Self::Type, Self::Language, Self::Size, Self::Created];

    /// The name of the field in the API; `size` is ours.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "original_path",
            Self::Category => "context_file_category",
            Self::Type => "context_file_type",
            Self::Language => "language",
            Self::Size => "size",
            Self::Created => "created_at",
        }
    }

    /// The direction in which most people want it first: the newest, the largest, or from A to Z.
    pub const fn first_direction(self) -> Direction {
        match self {
            Self::Size | Self::Created => Direction::Descending,
            _ => Direction::Ascending,
        }
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A to Z, small to large, old to new.
    Ascending,
    /// The reverse.
    Descending,
}

/// A column and a direction. Its text form is the column's field name, with `-` before it if descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// The direction.
    pub direction: Direction,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Created, direction: Direction::Descending }
    }
}

impl Sort {
    /// Every column in both directions.
    pub fn all() -> impl Iterator<Item = Self> {
        let directions = [Direction::Ascending, Direction::Descending];
        Column::ALL
            .into_iter()
            .flat_map(move |column| directions.map(|direction| Self { column, direction }))
    }

    /// The order after a click on the head of a column: that column in its usual direction, or the other direction if it is
    /// sorted by that column already.
    #[must_use]
    pub fn toggled(self, column: Column) -> Self {
        let direction = match self.direction {
            _ if self.column != column => column.first_direction(),
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        };
        Self { column, direction }
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.direction == Direction::Descending { "-" } else { "" };
        write!(f, "{sign}{}", self.column.as_str())
    }
}

/// A text that names no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidSort;

impl FromStr for Sort {
    type Err = InvalidSort;

    fn from_str(text: &str) -> Result<Self, InvalidSort> {
        let (direction, name) = match text.strip_prefix('-') {
            Some(name) => (Direction::Descending, name),
            None => (Direction::Ascending, text),
        };
        let column =
            Column::ALL.into_iter().find(|column| column.as_str() == name).ok_or(InvalidSort)?;
        Ok(Self { column, direction })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_round_trips() {
        for column in Column::ALL {
            for direction in [Direction::Ascending, Direction::Descending] {
                let sort = Sort { column, direction };
                assert_eq!(sort.to_string().parse(), Ok(sort));
            }
        }
        assert_eq!("name".parse::<Sort>(), Err(InvalidSort));
        assert_eq!(Sort::default().to_string(), "-created_at");
    }

    #[test]
    fn a_second_click_turns_the_order() {
        let once = Sort::default().toggled(Column::Size);
        assert_eq!(once.to_string(), "-size");
        assert_eq!(once.toggled(Column::Size).to_string(), "size");
        assert_eq!(Sort::default().toggled(Column::Path).to_string(), "original_path");
    }
}
