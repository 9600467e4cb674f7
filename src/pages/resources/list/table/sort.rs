//! The order of the rows. No user interface.

use std::cmp::Ordering;

use neptun_api::ResourceType;
use project_files::listing::{Direction, natural};

use super::rows::{Cell, Row, columns};

/// A column that the rows are ordered by, and the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowSort {
    /// The index of the column.
    pub column: usize,
    /// The direction.
    pub direction: Direction,
}

impl RowSort {
    /// The order that a parameter of the URL asks for, if the type has such a column.
    pub fn parse(text: &str, resource_type: ResourceType) -> Option<Self> {
        let (direction, field) = match text.strip_prefix('-') {
            Some(field) => (Direction::Descending, field),
            None => (Direction::Ascending, text),
        };
        let column = columns(resource_type).iter().position(|column| column.field == field)?;
        Some(Self { column, direction })
    }

    /// The parameter that asks for it.
    pub fn parameter(self, resource_type: ResourceType) -> String {
        let sign = if self.direction == Direction::Descending { "-" } else { "" };
        format!("{sign}{}", columns(resource_type)[self.column].field)
    }

    /// The order after a click on the head of a column: first its usual direction, then the other one, then the server's order again.
    pub fn clicked(sort: Option<Self>, column: usize, resource_type: ResourceType) -> Option<Self> {
        let first = columns(resource_type)[column].first_direction;
        let direction = match sort.filter(|sort| sort.column == column) {
            None => first,
            Some(sort) if sort.direction != first => return None,
            Some(_) if first == Direction::Ascending => Direction::Descending,
            Some(_) => Direction::Ascending,
        };
        Some(Self { column, direction })
    }

    /// Sorts rows. Those that are equal keep their order, and those without a value are last in both directions.
    pub fn sort(self, rows: &mut [Row]) {
        rows.sort_by(|a, b| {
            let order = match self.column.checked_sub(1) {
                None => natural::compare(&a.name, &b.name),
                Some(cell) => match (&a.cells[cell], &b.cells[cell]) {
                    (Cell::Text(Some(a)), Cell::Text(Some(b))) => natural::compare(a, b),
                    (Cell::Size(a), Cell::Size(b)) => a.cmp(b),
                    (Cell::Shared(a), Cell::Shared(b)) => a.cmp(b),
                    (Cell::DateTime(Some(a)), Cell::DateTime(Some(b))) => a.cmp(b),
                    (a, b) => return is_missing(a).cmp(&is_missing(b)),
                },
            };
            if self.direction == Direction::Descending { Ordering::reverse(order) } else { order }
        });
    }
}

fn is_missing(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(None) | Cell::DateTime(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use neptun_api::{ResourceId, Timestamp};

    const FILES: ResourceType = ResourceType::UserFiles;

    #[test]
    fn every_column_is_named_in_the_url() {
        for kind in ResourceType::ALL {
            for column in 0..columns(kind).len() {
                for direction in [Direction::Ascending, Direction::Descending] {
                    let sort = RowSort { column, direction };
                    assert_eq!(RowSort::parse(&sort.parameter(kind), kind), Some(sort));
                }
            }
        }
        assert_eq!(RowSort::parse("", FILES), None);
        assert_eq!(RowSort::parse("-is_shared", FILES), None);
    }

    #[test]
    fn clicks_lead_back_to_the_servers_order() {
        let clicks = |column| {
            let mut sort = None;
            let mut next = || {
                sort = RowSort::clicked(sort, column, FILES);
                sort.map(|sort| sort.parameter(FILES))
            };
            [next(), next(), next()].map(Option::unwrap_or_default)
        };
        assert_eq!(clicks(0), ["title", "-title", ""]);
        assert_eq!(clicks(3), ["-size", "size", ""]);
        let other = RowSort::parse("-title", FILES);
        assert_eq!(RowSort::clicked(other, 1, FILES), RowSort::parse("language", FILES));
    }

    #[test]
    fn names_are_in_natural_order_and_missing_values_last() {
        let row = |id: i64, name: &str, at: Option<i64>| Row {
            id: ResourceId::try_from(id).unwrap(),
            name: name.to_owned(),
            picture: None,
            cells: vec![
                Cell::Text(at.map(|at| format!("v{at}"))),
                Cell::Text(None),
                Cell::Size(0),
                Cell::DateTime(at.map(Timestamp::from_millis)),
            ],
        };
        let rows = [
            row(1, "b10", Some(10)),
            row(2, "B9", None),
            row(3, "a", Some(9)),
            row(4, "c", Some(9)),
        ];
        let sorted = |parameter: &str| {
            let mut rows = rows.clone();
            RowSort::parse(parameter, FILES).unwrap().sort(&mut rows);
            rows.map(|row| row.id.get())
        };
        assert_eq!(sorted("title"), [3, 2, 1, 4]);
        assert_eq!(sorted("-title"), [4, 1, 2, 3]);
        assert_eq!(sorted("language"), [3, 4, 1, 2]);
        assert_eq!(sorted("updated_at"), [3, 4, 1, 2]);
        assert_eq!(sorted("-updated_at"), [1, 3, 4, 2]);
        assert_eq!(sorted("-extension"), [1, 2, 3, 4]);
    }
}
