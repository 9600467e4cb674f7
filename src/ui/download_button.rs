//! A button that saves a text as a file.

use leptos::prelude::*;

use crate::ui::{Icon, IconName, Toasts, download};

/// Saves the result that `text` has at the time of the click as `file_name`. `label` is the button's name.
#[component]
pub fn DownloadButton(
    #[prop(into)] label: String,
    #[prop(into)] file_name: String,
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
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
