//! A button that saves a text as a file.

use dom_view::{View, view};
use leptos::prelude::*;

use super::{Icon, IconName, Toasts, download};

/// Saves what `text` gives at that moment as `file_name`. `label` is the button's name.
#[component]
pub fn DownloadButton(
    #[prop(into)] label: String,
    #[prop(into)] file_name: String,
    text: impl Fn() -> String + 'static,
) -> View {
    let toasts = Toasts::expect();
    let save = move |_| {
        if download(&file_name, &text()).is_err() {
            toasts.bad("Your browser did not allow the download.");
        }
    };
    view! {
        <button type="button" class="button quiet icon-only" aria-label=label.clone() title=label on:click=save>
            <Icon name=IconName::Download />
        </button>
    }
}
