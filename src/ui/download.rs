//! Saving something as a file.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The time that the browser has to begin saving before the data is released.
const REVOKE_DELAY: Duration = Duration::from_secs(30);

/// Hands a text to the browser to be saved under a name.
///
/// # Errors
/// If the browser does not take it, for example because there is no memory left.
pub fn download(name: &str, text: &str) -> Result<(), JsValue> {
    save(name, &text_blob(text)?)
}

/// Hands something to the browser to be saved under a name.
///
/// # Errors
/// If the browser does not take it.
pub fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            // Fails for no URL that was created here.
            let _ = Url::revoke_object_url(&url);
        },
        REVOKE_DELAY,
    );
    Ok(())
}

/// A text as the browser keeps files.
///
/// # Errors
/// If there is no memory left.
pub fn text_blob(text: &str) -> Result<Blob, JsValue> {
    // The bytes as they are: a detour over a JavaScript string would cost their double.
    let bytes = js_sys::Array::of1(&js_sys::Uint8Array::from(text.as_bytes()));
    let options = BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    Blob::new_with_u8_array_sequence_and_options(&bytes, &options)
}
