//! Questions to the browser.

use leptos::prelude::document;

/// Returns true if no element has the focus, for example because the one that had it has left the page.
pub fn nothing_has_focus() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}
