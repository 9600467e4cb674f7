//! The switch for shortcuts of a single key.

use leptos::prelude::*;

use crate::shortcuts::single_keys_work;
use crate::state::preferences::Preference;

/// Turns them off, and remembers that.
#[component]
pub fn SingleKeySwitch() -> impl IntoView {
    let change = |event| {
        Preference::SingleKeyShortcuts.set((!event_target_checked(&event)).then_some("off"))
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=single_keys_work() on:change=change />
            "Single-key shortcuts"
        </label>
    }
}
