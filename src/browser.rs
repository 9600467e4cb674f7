//! Questions to the browser.

use leptos::prelude::document;

/// Returns true if no element has the focus, for example because the one that had it has left the page.
pub fn nothing_has_focus() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// A text in lower case, in all alphabets.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { all_alphabets(text) }
}

/// The browser has the tables of all alphabets; the bundle need not carry them.
#[cfg(target_arch = "wasm32")]
fn all_alphabets(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Native tests have no browser.
#[cfg(not(target_arch = "wasm32"))]
fn all_alphabets(text: &str) -> String {
    text.to_lowercase()
}
