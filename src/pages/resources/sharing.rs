//! The mark of a shared or private collection.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// An icon and a word: shared or private.
#[component]
pub fn Sharing(shared: bool) -> impl IntoView {
    let (icon, word) =
        if shared { (IconName::Globe, "Shared") } else { (IconName::Lock, "Private") };
    view! {
        <span class="sharing" class:shared=shared>
            <Icon name=icon />
            {word}
        </span>
    }
}
