//! Styles that come with a part of the app. Those of the first load are in the page already.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// Adds styles to the page, once for each name. Through the page's own style sheet, because an element for them would be what the
/// content security policy forbids. A browser that cannot do so shows the part unstyled.
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
        let _ = add(css);
    }
}

fn add(css: &str) -> Result<(), JsValue> {
    let sheets = Reflect::get(&document(), &"styleSheets".into())?;
    let sheet = Reflect::get(&sheets, &0.into())?;
    let insert: Function = Reflect::get(&sheet, &"insertRule".into())?.dyn_into()?;
    // It takes one rule, which can hold others.
    insert.call1(&sheet, &format!("@media all {{{css}}}").into())?;
    Ok(())
}
