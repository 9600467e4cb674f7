//! Styles that come with a part of the app. Those of the first load are in the page already.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// Adds a style sheet to the page, behind those that are there, once for each name. A constructed one, because an element for it would be
/// what the content security policy forbids. A browser that cannot do so shows the part unstyled.
pub fn use_styles(name: &'static str, css: &str) {
    use std::cell::RefCell;
    thread_local! { static USED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) } }
    let is_new = USED.with_borrow_mut(|used| {
        let is_new = !used.contains(&name);
        if is_new {
            used.push(name);
        }
        is_new
    });
    if is_new {
        let _ = adopt(css);
    }
}

fn adopt(css: &str) -> Result<(), JsValue> {
    let constructor: Function =
        Reflect::get(&js_sys::global(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&constructor, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &css.into())?;
    let adopted: Array = Reflect::get(&document(), &"adoptedStyleSheets".into())?.dyn_into()?;
    adopted.push(&sheet);
    Ok(())
}
