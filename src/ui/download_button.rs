//! A button that saves a text as a file.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{Icon, IconName, Toasts};

/// How long the text is kept for a browser that takes its time.
const KEEP: Duration = Duration::from_secs(60);

/// Saves what `text` gives at that moment as `file_name`. `label` is the button's name.
#[component]
pub fn DownloadButton(
    #[prop(into)] label: String,
    #[prop(into)] file_name: Signal<String>,
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let download = move |_| {
        if save(&file_name.get_untracked(), &text()).is_err() {
            toasts.bad("Your browser did not allow the download.");
        }
    };
    view! {
        <button type="button" class="button quiet icon-only" aria-label=label.clone() title=label on:click=download>
            <Icon name=IconName::Download />
        </button>
    }
}

/// Hands a text to the browser as a file.
fn save(file_name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(file_name);
    link.click();
    // Some browsers begin to read only after this has returned.
    set_timeout(
        move || {
            // Fails only for what is no URL.
            let _ = Url::revoke_object_url(&url);
        },
        KEEP,
    );
    Ok(())
}
