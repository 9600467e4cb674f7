//! Whether others can see a collection.

use dom_view::{View, view};
use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// Whether others can see something: an icon and a word.
#[component]
pub fn Sharing(shared: bool) -> View {
    let (icon, word) = match shared {
        true => (IconName::Globe, "Shared"),
        false => (IconName::Lock, "Private"),
    };
    view! {
        <span class="sharing" class:shared=shared>
            <Icon name=icon />
            {word}
        </span>
    }
}
