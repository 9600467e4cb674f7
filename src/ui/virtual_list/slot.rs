//! An element that draws a row now and another one later.

use dom_view::{El, KeptAttribute};
use leptos::web_sys::Element;

use super::Window;

/// The element of a row: where it is, and whether the keyboard is at it. What it says is its owner's.
pub struct Slot {
    element: El,
    id: KeptAttribute,
    /// The row that it draws; nothing if there are not that many.
    row: Option<usize>,
    /// Where that is, in pixels from the first row.
    top: Option<u64>,
    is_active: bool,
}

impl Slot {
    /// Draws nothing yet, and so is hidden.
    pub fn new(element: El) -> Self {
        element.set("hidden", Some(""));
        Self {
            id: KeptAttribute::of(&element, "id"),
            element,
            row: None,
            top: None,
            is_active: false,
        }
    }

    /// Puts it where a row is, or hides it. Whether it has drawn another one so far.
    pub fn place(
        &mut self,
        row: Option<usize>,
        window: &Window,
        active: Option<usize>,
        id: fn(usize) -> String,
    ) -> bool {
        let is_another = row != self.row;
        if is_another {
            self.row = row;
            self.element.set("hidden", row.is_none().then_some(""));
            self.id.set(row.map(id).as_deref());
        }
        let top = row.map(|row| window.top(row));
        if let Some(top) = top.filter(|_| top != self.top) {
            self.top = Some(top);
            self.element.set_style("top", &format!("{top}px"));
        }
        let is_active = row.is_some() && active == row;
        if is_active != self.is_active {
            self.is_active = is_active;
            self.element.set_class("active", is_active);
        }
        is_another
    }

    /// Puts it behind the others.
    pub fn append_to(&self, list: &Element) {
        self.element.append_to(list);
    }

    /// Puts it before the others.
    pub fn prepend_to(&self, list: &Element) {
        self.element.prepend_to(list);
    }
}
