//! What the user is at stays where it is on the screen, whatever comes in above it.

use leptos::prelude::*;

use super::VirtualList;

impl VirtualList {
    /// Keeps what the user is at in its place.
    ///
    /// - `follow` reads what the rows come from, and says whether they are an answer to something else now: those begin at the top.
    /// - `at` is what the user is at, and its row. It may follow what the user does, but not the rows.
    /// - `row_of` is where that is by now, if it is there.
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
            // Read, and not only tracked: a memo that nobody has read follows nothing yet.
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
                    // At once and not when it is scrolled, which is later: even more may come before.
                    Some((now, what))
                });
                held.set_value(moved.or_else(&at));
            });
        });
    }

    /// Scrolls by as much as a row has moved.
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
