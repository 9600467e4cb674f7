//! Keeps the row that the user is at in its place on the screen, whatever comes in above it.

use leptos::prelude::*;

use super::VirtualList;

impl VirtualList {
    /// Keeps the item that the user is at in its place.
    ///
    /// - `follow` tracks the rows and returns true if they answer another question now. Then the list begins at the top.
    /// - `at` is the item that the user is at, and its row. It may track the user's actions, but not the rows.
    /// - `row_of` is the present row of an item, if there is one.
    pub fn stay_in_place<T: Clone + Send + Sync + 'static>(
        self,
        mut follow: impl FnMut() -> bool + 'static,
        at: impl Fn() -> Option<(usize, T)> + Clone + 'static,
        row_of: impl Fn(&T) -> Option<usize> + 'static,
    ) {
        let top = Memo::new(move |_| self.top_row());
        let held = StoredValue::new(None);
        let at_now = at.clone();
        Effect::new(move || {
            // Read, and not only tracked: a memo that was never read tracks nothing yet.
            top.get();
            held.set_value(at_now());
        });
        Effect::new(move || {
            if follow() {
                self.scroll_to_top();
                return;
            }
            untrack(|| {
                let moved = held.get_value().and_then(|(row, what)| {
                    let now = row_of(&what).filter(|now| *now != row)?;
                    self.shift(row, now);
                    // At once and not after scrolling, which is later: more rows may come in before.
                    Some((now, what))
                });
                held.set_value(moved.or_else(&at));
            });
        });
    }

    /// Scrolls by the distance that a row has moved.
    fn shift(self, from: usize, to: usize) {
        let by = (to as f64 - from as f64)
            * self.geometry.with_untracked(|geometry| geometry.row_height);
        self.at_full_height(move || {
            if let Some(viewport) = self.viewport.get_untracked() {
                self.scroll_to(f64::from(viewport.scroll_top()) + by);
            }
        });
    }
}
