//! List or tree: how the files are shown.

use dom_view::{View, view};
use leptos::prelude::*;

use crate::preferences::Preference;
use crate::reactive::signal;
use crate::ui::{Icon, IconName};

/// What is remembered for a tree. The page asks for the part that draws it if it reads this: xtask/src/split.rs.
const TREE: &str = "tree";

/// Whether files are shown in their folders, as it was left.
pub fn remembered_view() -> RwSignal<bool> {
    signal(Preference::FilesView.get().as_deref() == Some(TREE))
}

/// Shows the files in their folders, or as a list.
#[component]
pub fn ViewToggle(is_tree: RwSignal<bool>) -> View {
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
