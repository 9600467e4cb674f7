//! What the app's Leptos components draw with.
//!
//! A [`View`] is made of elements of the page as soon as it is written; what changes later is a closure that runs again when a
//! signal that it reads changes. There is one type of view and one of attribute value, so that a component compiles to a
//! list of calls. Leptos' own view types, of which each combination is compiled anew, were more than a third of the
//! app (`docs/decisions/0006-views.md`).

mod attribute;
mod children;
mod each;
mod element;
pub mod ev;
mod kept;
mod mount;
mod region;
#[cfg(test)]
mod tests;
mod view;

pub use attribute::{Attribute, IntoAttribute, IntoValue, Value};
pub use children::{Children, ViewFn};
pub use dom_view_macro::view;
pub use each::each;
pub use element::El;
pub use kept::{KeptAttribute, KeptText};
pub use mount::mount_to_body;
pub use view::{IntoView, View};

use leptos::prelude::on_cleanup;
use leptos::reactive::effect::RenderEffect;

/// Runs `update` now, and again whenever a signal that it read changes, until the part of the page that it is for is gone.
fn keep_updated(mut update: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| update());
    on_cleanup(move || drop(effect));
}
