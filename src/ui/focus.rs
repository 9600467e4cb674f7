//! Where the focus is.

use leptos::prelude::document;

/// Whether the focus is nowhere, as it is when what had it has left the page.
pub fn nothing_has_focus() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}
