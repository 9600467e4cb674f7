//! A text in a tab of its own, with nothing around it.

use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use web_sys::Url;

use crate::ui::text_blob;

/// The time that the new tab has to load the text after the file has been closed.
const REVOKE_DELAY: Duration = Duration::from_secs(30);

/// The object URL of a text. It is revoked some time after this is dropped; until then, the tab can be reloaded.
#[derive(Default)]
pub(super) struct RawText(Option<String>);

impl RawText {
    /// Opens the text in a new tab. Returns false if the browser does not allow that.
    pub(super) fn open(&mut self, text: &str) -> bool {
        if self.0.is_none() {
            let blob = text_blob(text);
            self.0 = blob.and_then(|blob| Url::create_object_url_with_blob(&blob)).ok();
        }
        let opened = self
            .0
            .as_ref()
            .and_then(|url| window().open_with_url_and_target(url, "_blank").ok()?);
        opened.is_some()
    }
}

impl Drop for RawText {
    fn drop(&mut self) {
        if let Some(url) = self.0.take() {
            let revoke = move || {
                // Fails for no URL that was created here.
                let _ = Url::revoke_object_url(&url);
            };
            set_timeout(revoke, REVOKE_DELAY);
        }
    }
}
