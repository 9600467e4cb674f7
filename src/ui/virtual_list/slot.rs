//! An element that draws a row now and another one later.

use leptos::prelude::*;

use super::VirtualList;

/// The row that an element draws, and its position. Its texts are up to the owner of the list.
#[derive(Clone, Copy)]
pub struct Slot {
    list: VirtualList,
    /// The row that it draws, if there are that many.
    pub row: Memo<Option<usize>>,
}

impl Slot {
    pub(super) fn new(
        list: VirtualList,
        row: impl Fn() -> Option<usize> + Send + Sync + 'static,
    ) -> Self {
        Self { list, row: Memo::new(move |_| row()) }
    }

    /// Returns true if it draws no row. Its element is hidden then.
    pub fn is_empty(self) -> bool {
        self.row.get().is_none()
    }

    /// Returns true if it draws the row that the keyboard is at.
    pub fn is_active(self, active_row: Memo<Option<usize>>) -> bool {
        let row = self.row.get();
        row.is_some() && active_row.get() == row
    }

    /// Its distance from the first row, as CSS.
    pub fn top(self) -> Option<String> {
        let row = self.row.get()?;
        Some(super::pixels(row as f64 * self.list.row_height.get()))
    }
}
