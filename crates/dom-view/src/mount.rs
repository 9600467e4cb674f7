//! The beginning.

use any_spawner::Executor;
use leptos::prelude::{Owner, document};

use crate::{IntoView, View};

/// Draws `app` at the end of the page's body, for as long as the page lives.
pub fn mount_to_body<V: IntoView>(app: impl FnOnce() -> V) {
    // Fails only if it has been done already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let view: View = owner.with(|| app().into_view());
    if let Some(body) = document().body() {
        owner.with(|| view.insert(&body, None));
    }
    // What the app owns would be cleaned up with it.
    std::mem::forget(owner);
}
