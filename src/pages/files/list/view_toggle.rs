//! The choice between list and tree of the files.

use leptos::prelude::*;

use crate::state::preferences::Preference;
use crate::ui::{Icon, IconName};

/// The stored value for the tree. The page preloads the tree's part of the app if it reads this: `[package.metadata.preload]` in Cargo.toml.
const TREE: &str = "tree";

/// Returns true if the tree was shown last.
pub fn remembered_view() -> RwSignal<bool> {
    RwSignal::new(Preference::FilesView.get().as_deref() == Some(TREE))
}

/// Two buttons, of which one is pressed: a list, or a tree of folders.
#[component]
pub fn ViewToggle(is_tree: RwSignal<bool>) -> impl IntoView {
    let choice = move |label: &'static str, icon, wanted: bool| {
        let choose = move |_| {
            is_tree.set(wanted);
            Preference::FilesView.set(wanted.then_some(TREE));
        };
        view! {
            <button
                type="button"
                class="button quiet icon-only"
                aria-label=label
                title=label
                aria-pressed=move || if is_tree.get() == wanted { "true" } else { "false" }
                on:click=choose
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="view-toggle" role="group" aria-label="View">
            {choice("List", IconName::List, false)}
            {choice("Tree", IconName::Tree, true)}
        </div>
    }
}
