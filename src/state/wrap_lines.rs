//! The switch for wrapping long lines.

use leptos::prelude::*;

use crate::state::preferences::Preference;

/// The switch for wrapping long lines. Every opened file follows it, and it is remembered.
#[derive(Clone, Copy)]
pub struct WrapLines(RwSignal<bool>);

impl WrapLines {
    /// Starts as it was left.
    pub fn remembered() -> Self {
        Self(RwSignal::new(Preference::WrapLines.get().as_deref() == Some("true")))
    }

    /// Returns true if lines are wrapped.
    pub fn is_on(self) -> bool {
        self.0.get()
    }

    /// Switches it, and remembers that.
    pub fn toggle(self) {
        let on = !self.0.get_untracked();
        self.0.set(on);
        Preference::WrapLines.set(on.then_some("true"));
    }
}
