//! What the user has told the browser about fetching.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Whether the user has told the browser to fetch no more than it must.
pub fn saves_data() -> bool {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let connection = get(&window().navigator(), "connection");
    connection
        .and_then(|connection| get(&connection, "saveData"))
        .is_some_and(|saves| saves.is_truthy())
}
