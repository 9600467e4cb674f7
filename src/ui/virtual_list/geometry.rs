//! Which rows are in sight. Pure.

/// The height of a row where the stylesheet does not tell.
pub(super) const USUAL_ROW_HEIGHT: f64 = 30.0;

/// Rows drawn beyond each edge of what is in sight, so that a browser that scrolls ahead of us shows no gap.
const OVERSCAN: usize = 8;
/// The same for a list that is at its top, where it is put by every key that is typed into a filter: each row costs, and a scroll
/// that begins goes no further than this.
const OVERSCAN_AT_TOP: usize = 4;

/// Sizes in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Geometry {
    /// The height of a row.
    pub(super) row_height: f64,
    /// The height of what is in sight.
    pub(super) height: f64,
    /// The scroll position.
    pub(super) top: f64,
}

impl Default for Geometry {
    fn default() -> Self {
        Self { row_height: USUAL_ROW_HEIGHT, height: 0.0, top: 0.0 }
    }
}

/// Where a row goes that is brought into sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As near as possible: for steps.
    Nearest,
    /// Into the middle: for leaps.
    Centre,
}

impl Geometry {
    pub(super) fn is_measured(&self) -> bool {
        self.height > 0.0
    }

    /// The number of slots that draw everything in sight at any scroll position.
    pub(super) fn slots(&self) -> usize {
        match self.is_measured() {
            true => (self.height / self.row_height).ceil() as usize + 1 + 2 * OVERSCAN,
            false => 0,
        }
    }

    /// The first row that is drawn.
    pub(super) fn first(&self, count: usize) -> usize {
        // A list that has become shorter is not scrolled that far, even if the browser has not told yet.
        let top = self.top.min(count as f64 * self.row_height - self.height).max(0.0);
        ((top / self.row_height) as usize).saturating_sub(OVERSCAN)
    }

    /// The row behind the last one that is drawn, if there are that many.
    pub(super) fn end(&self) -> usize {
        let beyond = if self.top > 0.0 { OVERSCAN } else { OVERSCAN_AT_TOP };
        ((self.top + self.height) / self.row_height).ceil() as usize + beyond
    }

    pub(super) fn page(&self) -> usize {
        ((self.height / self.row_height) as usize).saturating_sub(1).max(1)
    }

    pub(super) fn first_in_sight(&self) -> usize {
        (self.top / self.row_height).ceil() as usize
    }

    pub(super) fn is_in_sight(&self, row: usize) -> bool {
        self.is_measured() && self.reveal(row, Align::Nearest).is_none()
    }

    /// The scroll position at which a row is in sight; nothing if it already is.
    pub(super) fn reveal(&self, row: usize, align: Align) -> Option<f64> {
        let start = row as f64 * self.row_height;
        let end = start + self.row_height;
        let (above, below) = (start < self.top, end > self.top + self.height);
        if !self.is_measured() || !(above || below) {
            return None;
        }
        let top = match align {
            Align::Centre => start - (self.height - self.row_height) / 2.0,
            Align::Nearest if above => start,
            Align::Nearest => end - self.height,
        };
        // Whole pixels, upwards: browsers scroll to no others, and a row must not be cut off.
        Some(top.ceil().max(0.0))
    }
}

/// The row that a slot draws: the one of `first..first + slots` that leaves `slot` when divided by `slots`.
pub(super) fn row_of_slot(slot: usize, first: usize, slots: usize) -> usize {
    let turn = first / slots * slots + slot;
    if turn < first { turn + slots } else { turn }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_row_in_sight_stays_where_it_is() {
        let geometry = Geometry { row_height: 30.0, height: 100.0, top: 60.0 };
        assert_eq!(geometry.reveal(2, Align::Nearest), None);
        assert_eq!(geometry.reveal(1, Align::Nearest), Some(30.0));
        assert_eq!(geometry.reveal(5, Align::Nearest), Some(80.0));
        assert_eq!(geometry.reveal(100, Align::Centre), Some(2965.0));
        assert_eq!(geometry.reveal(0, Align::Centre), Some(0.0));
        assert_eq!(Geometry::default().reveal(9, Align::Nearest), None);
    }

    #[test]
    fn one_row_on_changes_one_slot() {
        let rows = |first| (0..7).map(move |slot| row_of_slot(slot, first, 7));
        let changed = rows(40).zip(rows(41)).filter(|(before, after)| before != after);
        assert_eq!(changed.collect::<Vec<_>>(), [(40, 47)]);
    }

    proptest! {
        #[test]
        fn what_is_in_sight_is_drawn_once(
            height in 1..2_000_u32,
            row_height in prop::sample::select(vec![30.0, 46.0]),
            count in 0..20_000_usize,
            scrolled in 0.0..1.1_f64,
        ) {
            let height = f64::from(height);
            let most = (count as f64 * row_height - height).max(0.0);
            let geometry = Geometry { row_height, height, top: (most * scrolled).floor() };
            let (first, slots) = (geometry.first(count), geometry.slots());
            prop_assert!(geometry.end() <= first + slots || geometry.end() > count);
            let mut drawn: Vec<_> = (0..slots).map(|slot| row_of_slot(slot, first, slots)).collect();
            drawn.sort_unstable();
            prop_assert_eq!(&drawn, &(first..first + slots).collect::<Vec<_>>());

            let top = geometry.top.min(most);
            let in_sight = (top / row_height) as usize..((top + height) / row_height).ceil() as usize;
            for row in in_sight {
                prop_assert!(row >= count || (drawn.contains(&row) && row < geometry.end()));
            }
        }

        #[test]
        fn a_revealed_row_is_in_sight(
            height in 60..2_000_u32,
            top in 0..100_000_u32,
            row in 0..10_000_usize,
            centre: bool,
        ) {
            let mut geometry = Geometry { row_height: 30.0, height: f64::from(height), top: f64::from(top) };
            let align = if centre { Align::Centre } else { Align::Nearest };
            if let Some(top) = geometry.reveal(row, align) {
                geometry.top = top;
            }
            prop_assert_eq!(geometry.reveal(row, Align::Nearest), None);
        }
    }
}
