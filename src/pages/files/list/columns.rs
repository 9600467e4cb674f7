//! The columns of the files list in words.

use project_files::listing::{Column, Direction, Sort};

/// The head of a column.
pub const fn column_label(column: Column) -> &'static str {
    match column {
        Column::Path => "Path",
        Column::Category => "Category",
        Column::Type => "Type",
        Column::Language => "Language",
        Column::Size => "Size",
        Column::Created => "Created",
    }
}

/// The class of a column's cells: its name in the stylesheet.
pub const fn column_class(column: Column) -> &'static str {
    match column {
        Column::Path => "col-path",
        Column::Category => "col-category",
        Column::Type => "col-type",
        Column::Language => "col-language",
        Column::Size => "col-size",
        Column::Created => "col-created",
    }
}

/// An order as one offers it in a list.
pub fn sort_label(sort: Sort) -> String {
    let up = sort.direction == Direction::Ascending;
    match sort.column {
        Column::Created => if up { "Oldest first" } else { "Newest first" }.to_owned(),
        Column::Size => if up { "Smallest first" } else { "Largest first" }.to_owned(),
        column => format!("{} {}", column_label(column), if up { "A–Z" } else { "Z–A" }),
    }
}

/// Every order, the default first.
pub fn all_sorts() -> impl Iterator<Item = Sort> {
    let both = |column: Column| {
        let first = Sort { column, direction: column.first_direction() };
        [first, first.toggled(column)]
    };
    Column::ALL.into_iter().rev().flat_map(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_offered_once_under_its_own_name() {
        let sorts: Vec<_> = all_sorts().collect();
        let names: std::collections::HashSet<_> = all_sorts().map(sort_label).collect();
        assert_eq!((sorts.len(), names.len()), (12, 12));
        assert_eq!(sorts[0], Sort::default());
        assert_eq!(sort_label(sorts[0]), "Newest first");
        assert!(names.contains("Path A–Z") && names.contains("Largest first"));
    }
}
