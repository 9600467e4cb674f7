//! Closures of one type instead of one each.
//!
//! Leptos compiles the code that keeps a piece of the page up to date once for every type of closure it is given, about two
//! kilobytes a piece. Boxed closures share it (`docs/decisions/0003-small-bundle.md`).

use leptos::prelude::*;

/// A value of the page, such as a text or an attribute, that is computed anew when what it reads changes.
pub type Reactive<T> = Box<dyn FnMut() -> T + Send>;

/// Boxes the closure that computes a text or an attribute.
pub fn reactive<T>(compute: impl FnMut() -> T + Send + 'static) -> Reactive<T> {
    Box::new(compute)
}

/// A part of the page that is drawn anew when what it reads changes.
pub fn dynamic<V: IntoView + 'static>(
    mut draw: impl FnMut() -> V + Send + 'static,
) -> Reactive<AnyView> {
    Box::new(move || draw().into_any())
}
