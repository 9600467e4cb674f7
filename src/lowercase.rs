//! Lower case, for searching.

/// A text in lower case, in all alphabets. The browser has their tables; the bundle need not carry them.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    // Native tests have no browser.
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}
