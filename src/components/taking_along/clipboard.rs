//! A text for the clipboard that is not there yet.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, ClipboardItem};

const TEXT: &str = "text/plain";

/// A text that was promised to the clipboard. Browsers take one only within a click, and a large one is there after it.
/// Dropped before it is given, it is called off.
pub(super) struct Promised {
    resolve: Function,
    reject: Function,
    is_given: Rc<Cell<bool>>,
}

/// What became of a text.
pub(super) enum Outcome {
    Copied,
    /// Nobody wants it any more.
    CalledOff,
    /// Without https there is no clipboard, and users can forbid it.
    Refused,
}

/// Promises a text; `tell` is told what became of it. To be called within a click.
pub(super) fn promise(tell: impl FnOnce(Outcome) + 'static) -> Option<Promised> {
    let mut settle = None;
    let text = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let (resolve, reject) = settle?;
    let Some(written) = write(&text) else {
        tell(Outcome::Refused);
        return None;
    };
    let is_given = Rc::new(Cell::new(false));
    let was_given = Rc::clone(&is_given);
    spawn_local(async move {
        tell(match (JsFuture::from(written).await, was_given.get()) {
            (Ok(_), _) => Outcome::Copied,
            (Err(_), true) => Outcome::Refused,
            (Err(_), false) => Outcome::CalledOff,
        });
    });
    // Called off while nobody listens, the browser would take it for a fault of the page.
    spawn_local(async move {
        let _ = JsFuture::from(text).await;
    });
    Some(Promised { resolve, reject, is_given })
}

fn write(text: &Promise) -> Option<Promise> {
    let navigator = window().navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let clipboard = clipboard.dyn_into::<web_sys::Clipboard>().ok()?;
    let record = Object::new();
    Reflect::set(&record, &TEXT.into(), text).ok()?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&record).ok()?;
    Some(clipboard.write(&Array::of1(&item)))
}

impl Promised {
    /// Gives the text.
    pub(super) fn give(self, text: &str) {
        let options = BlobPropertyBag::new();
        options.set_type(TEXT);
        let pieces = Array::of1(&js_sys::Uint8Array::from(text.as_bytes()));
        self.is_given.set(true);
        let blob = Blob::new_with_u8_array_sequence_and_options(&pieces, &options);
        let (settle, with) = match blob {
            Ok(blob) => (&self.resolve, JsValue::from(blob)),
            Err(error) => (&self.reject, error),
        };
        // Settling a promise never fails.
        let _ = settle.call1(&JsValue::UNDEFINED, &with);
    }
}

impl Drop for Promised {
    fn drop(&mut self) {
        // Without effect on one that is kept.
        let _ = self.reject.call0(&JsValue::UNDEFINED);
    }
}
