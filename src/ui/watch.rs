//! The browser's observer of what comes into sight, which stops when it is dropped.

use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Tells when elements come near what is in sight of a scrolling element.
pub struct ApproachWatch {
    observer: IntersectionObserver,
    _near: Closure<dyn FnMut(js_sys::Array)>,
}

impl ApproachWatch {
    /// Watches nothing yet. `near` is called once with each element that comes near, and with those that are near from the start.
    pub fn new(viewport: &Element, mut near: impl FnMut(Element) + 'static) -> Option<Self> {
        let near = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                if entry.is_intersecting() {
                    near(entry.target());
                }
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root(Some(viewport));
        options.set_root_margin("1000px 0px");
        let observer =
            IntersectionObserver::new_with_options(near.as_ref().unchecked_ref(), &options).ok()?;
        Some(Self { observer, _near: near })
    }

    /// Watches an element too.
    pub fn add(&self, element: &Element) {
        self.observer.observe(element);
    }
}

impl Drop for ApproachWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
