//! The browser's observers, which stop when they are dropped.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ResizeObserver,
};

/// Tells when an element changes its size.
pub struct ResizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl ResizeWatch {
    /// Watches an element. `changed` is also called once soon after.
    pub fn new(element: &Element, changed: impl FnMut() + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _changed: changed })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells when elements come near what is in sight of a scrolling element.
pub struct ApproachWatch {
    observer: IntersectionObserver,
    _near: Closure<dyn FnMut(js_sys::Array)>,
}

impl ApproachWatch {
    /// Watches nothing yet. `near` is called once with each element that has come near, and with those that are at once.
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
