//! A button that puts a text on the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use crate::ui::{Icon, IconName, Toasts};

/// Copies the result that `text` has at the time of the click. `label` is the button's name; `copied` is announced.
#[component]
pub fn CopyButton(
    #[prop(into)] label: String,
    #[prop(into)] copied: String,
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let copy = move |_| copy(&text(), &copied, toasts);
    view! {
        <button type="button" class="button quiet icon-only" aria-label=label.clone() title=label on:click=copy>
            <Icon name=IconName::Copy />
        </button>
    }
}

/// Puts a text on the clipboard, and says `copied` when it is there.
pub fn copy(text: &str, copied: &str, toasts: Toasts) {
    let Some(writing) = clipboard().map(|clipboard| clipboard.write_text(text)) else {
        toasts.bad(copy_error());
        return;
    };
    let copied = copied.to_owned();
    spawn_local(async move {
        match JsFuture::from(writing).await {
            Ok(_) => toasts.success(copied),
            Err(_) => toasts.bad(copy_error()),
        }
    });
}

/// The clipboard. Browsers have none on a page without https.
pub fn clipboard() -> Option<Clipboard> {
    let clipboard = window().navigator().clipboard();
    (!clipboard.is_undefined()).then_some(clipboard)
}

/// The reason why nothing could be copied.
pub fn copy_error() -> &'static str {
    if clipboard().is_some() {
        // Users can forbid it.
        "Your browser did not allow copying."
    } else {
        "Your browser allows copying only over https."
    }
}
