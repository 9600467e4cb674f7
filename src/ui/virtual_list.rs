//! A long list of which only the rows in sight are in the page.
//!
//! There is a fixed number of slots, each of which draws every n-th row of the part in sight. Scrolling by one row gives one slot
//! another row to draw; no element is made or removed. A list whose elements have to be in the order of the rows has an element
//! for each row in sight instead.

mod geometry;
mod in_place;
mod keys;
mod slot;

pub use geometry::Align;
use geometry::Geometry;
pub use keys::row_for_key;
pub use slot::Slot;

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;

use crate::browser::nothing_has_focus;

/// A longer list is printed up to here: more than two hundred pages, and a second of work.
const MAX_PRINTED_ROWS: usize = 10_000;

/// The custom property of the viewport that holds the height of a row, in pixels.
const ROW_HEIGHT: &str = "--row-height";

/// The state of a list. The owner writes the markup: an element that scrolls (`viewport`, positioned), in it an
/// element for the rows (`rows`, positioned, as high as [`VirtualList::height`]), and in that one element for each slot.
#[derive(Clone, Copy)]
pub struct VirtualList {
    /// The element that scrolls. Its `--row-height` is read whenever its size changes.
    pub viewport: NodeRef<html::Div>,
    /// The element that holds the rows; what is above it in the viewport sticks to the top.
    pub rows: NodeRef<html::Div>,
    count: Signal<usize>,
    geometry: RwSignal<Geometry>,
    row_height: Memo<f64>,
    window: Memo<Window>,
    slots: Memo<usize>,
}

impl VirtualList {
    /// A list of so many rows.
    pub fn new(count: Signal<usize>) -> Self {
        let geometry = RwSignal::new(Geometry::default());
        let is_printing = is_printing();
        let window = Memo::new(move |before| {
            if is_printing.get() {
                Window::printed(geometry.get(), count.get())
            } else {
                Window::new(geometry.get(), count.get(), before)
            }
        });
        let list = Self {
            viewport: NodeRef::new(),
            rows: NodeRef::new(),
            count,
            geometry,
            row_height: Memo::new(move |_| geometry.with(|geometry| geometry.row_height)),
            window,
            slots: Memo::new(move |_| window.with(|window| window.slots)),
        };
        list.follow_size();
        list
    }

    /// The part of the list that is drawn. An effect that reads this and the texts of the rows has to read the texts first: it can miss
    /// a change of a memo that this depends on as well.
    pub fn window(self) -> Window {
        self.window.get()
    }

    /// The numbers of the slots. They change only when the list becomes higher.
    pub fn slots(self) -> Range<usize> {
        0..self.slots.get()
    }

    /// A slot, by its number.
    pub fn slot(self, number: usize) -> Slot {
        Slot::new(self, move || self.window.get().row_of_slot(number))
    }

    /// The numbers of the slots in the order of the rows that they draw, for lists whose elements are in that order.
    pub fn ordered_slots(self) -> impl Iterator<Item = usize> {
        let Window { first, slots, .. } = self.window.get();
        (first..first + slots).map(move |row| row % slots.max(1))
    }

    /// Returns true if a slot draws the row.
    pub fn is_drawn(self, row: usize) -> bool {
        let window = self.window.get();
        (window.first..window.end).contains(&row)
    }

    /// The height of all rows together, as CSS.
    pub fn height(self) -> String {
        pixels(self.count.get() as f64 * self.geometry.get().row_height)
    }

    /// The number of rows that fit, for the keys that go by pages.
    pub fn page(self) -> usize {
        self.geometry.with_untracked(Geometry::page)
    }

    /// The first row that is wholly in sight.
    pub fn first_in_sight(self) -> usize {
        self.geometry.with_untracked(Geometry::first_in_sight)
    }

    /// Returns true if the row is wholly in sight.
    pub fn is_in_sight(self, row: usize) -> bool {
        self.geometry.with_untracked(|geometry| geometry.is_in_sight(row))
    }

    /// The same, tracked.
    pub fn top_row(self) -> usize {
        self.geometry.with(Geometry::first_in_sight)
    }

    /// Focuses the viewport.
    pub fn focus(self) {
        if let Some(viewport) = self.viewport.try_get_untracked().flatten() {
            // Fails only where nothing can have the focus.
            let _ = viewport.focus();
        }
    }

    /// Focuses the viewport once the element that has the focus has left the page.
    pub fn take_focus_back(self) {
        self.at_full_height(move || {
            if nothing_has_focus() {
                self.focus();
            }
        });
    }

    /// Scrolls a row into the middle, which is looked up once the list has its new height.
    pub fn reveal_soon(self, row: impl FnOnce() -> Option<usize> + 'static) {
        self.at_full_height(move || {
            if let Some(row) = row() {
                self.reveal(row, Align::Centre);
            }
        });
    }

    /// Does something in the next frame, when the list has its new height: until then there may be nowhere to scroll to. Does nothing
    /// if the list has left the page by then.
    fn at_full_height(self, work: impl FnOnce() + 'static) {
        request_animation_frame(move || {
            if self.viewport.try_get_untracked().flatten().is_some() {
                work();
            }
        });
    }

    /// Returns true once the size is known. Before that, nothing can be scrolled.
    pub fn is_measured(self) -> bool {
        self.geometry.with(Geometry::is_measured)
    }

    /// Reads the scroll position. The owner calls it for every scroll event of the viewport.
    pub fn scrolled(self) {
        if let Some(viewport) = self.viewport.try_get_untracked().flatten() {
            let top = f64::from(viewport.scroll_top());
            self.geometry.maybe_update(|geometry| {
                let changed = geometry.top != top;
                geometry.top = top;
                changed
            });
        }
    }

    /// Scrolls to the top.
    pub fn scroll_to_top(self) {
        // Nothing to do mostly, and setting it would have the browser lay out the page first.
        if self.geometry.with_untracked(|geometry| geometry.top > 0.0) {
            self.scroll_to(0.0);
        }
    }

    /// Scrolls a row into sight, if it is not.
    pub fn reveal(self, row: usize, align: Align) {
        if let Some(top) = self.geometry.with_untracked(|geometry| geometry.reveal(row, align)) {
            self.scroll_to(top);
        }
    }

    /// The scroll position, in pixels.
    pub fn scroll_top(self) -> f64 {
        self.geometry.with_untracked(|geometry| geometry.top)
    }

    /// Scrolls to a position, in pixels.
    pub fn scroll_to(self, top: f64) {
        if let Some(viewport) = self.viewport.try_get_untracked().flatten() {
            viewport.set_scroll_top(top as i32);
            // The browser sends its event a frame later, in which there would be nothing to see.
            self.scrolled();
        }
    }

    fn follow_size(self) {
        // At once, because the observer first reports a frame later.
        Effect::new(move || {
            if self.viewport.get().is_some() && self.rows.get().is_some() {
                self.measure();
            }
        });
        use_resize_observer(self.viewport, move |_, _| self.measure());
    }

    fn measure(self) {
        let (Some(viewport), Some(rows)) =
            (self.viewport.try_get_untracked().flatten(), self.rows.try_get_untracked().flatten())
        else {
            return;
        };
        let row_height = window()
            .get_computed_style(&viewport)
            .ok()
            .flatten()
            .and_then(|style| style.get_property_value(ROW_HEIGHT).ok())
            .and_then(|height| height.trim().trim_end_matches("px").parse::<u32>().ok())
            .map_or(geometry::USUAL_ROW_HEIGHT, f64::from);
        let old = self.geometry.get_untracked();
        let new = Geometry {
            row_height,
            height: f64::from(viewport.client_height() - rows.offset_top()),
            top: f64::from(viewport.scroll_top()),
        };
        if new == old {
            return;
        }
        self.geometry.set(new);
        if old.is_measured() && old.row_height != row_height {
            // The same rows stay in sight when rows become higher or lower.
            let top = old.top / old.row_height * row_height;
            self.at_full_height(move || self.scroll_to(top));
        }
    }
}

/// True while the browser prints the page: paper does not scroll.
fn is_printing() -> RwSignal<bool> {
    let is_printing = RwSignal::new(false);
    let listen = |event, is| window_event_listener_untyped(event, move |_| is_printing.set(is));
    let (before, after) = (listen("beforeprint", true), listen("afterprint", false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    is_printing
}

/// The part of a list that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    first: usize,
    end: usize,
    slots: usize,
    row_height: f64,
    is_printed: bool,
}

impl Window {
    fn new(geometry: Geometry, count: usize, before: Option<&Self>) -> Self {
        let before = before.filter(|before| !before.is_printed);
        Self {
            first: geometry.first(count),
            end: geometry.end().min(count),
            // Never fewer than before: a slot too many costs less than making it again.
            slots: geometry.slots().max(before.map_or(0, |before| before.slots)),
            row_height: geometry.row_height,
            is_printed: false,
        }
    }

    /// All rows.
    fn printed(geometry: Geometry, count: usize) -> Self {
        let slots = count.min(MAX_PRINTED_ROWS);
        Self { first: 0, end: slots, slots, row_height: geometry.row_height, is_printed: true }
    }

    /// The rows that are drawn, for lists that draw them one below the other and not in slots.
    pub fn rows(self) -> Range<usize> {
        self.first.min(self.end)..self.end.min(self.first + self.slots)
    }

    /// The row that a slot draws, if there are that many.
    fn row_of_slot(self, slot: usize) -> Option<usize> {
        let row = geometry::row_of_slot(slot, self.first, self.slots.max(1));
        (row < self.end).then_some(row)
    }

    /// The distance of a row from the first one, in pixels. Rows are whole pixels high.
    pub fn top(self, row: usize) -> u64 {
        (row as f64 * self.row_height) as u64
    }
}

/// A length as CSS. Rows are whole pixels high, and printing fractions would put their tables into the bundle.
fn pixels(length: f64) -> String {
    format!("{}px", length as u64)
}
