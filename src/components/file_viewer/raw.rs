//! A text in a tab of its own, with nothing around it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use web_sys::Url;

use crate::ui::text_blob;

/// How long the new tab has to load the text once the file has been closed here.
const GRACE: Duration = Duration::from_secs(30);

/// The address of a text, for as long as the file is open: until then the tab can be reloaded.
#[derive(Default)]
pub(super) struct RawText(RefCell<Option<String>>);

impl RawText {
    /// Opens the text in a new tab. False if the browser does not allow that.
    pub(super) fn open(&self, text: &str) -> bool {
        let mut url = self.0.borrow_mut();
        if url.is_none() {
            let blob = text_blob(text);
            *url = blob.and_then(|blob| Url::create_object_url_with_blob(&blob)).ok();
        }
        let opened =
            url.as_ref().and_then(|url| window().open_with_url_and_target(url, "_blank").ok()?);
        opened.is_some()
    }

    /// Lets go of the text.
    pub(super) fn forget(&self) {
        if let Some(url) = self.0.borrow_mut().take() {
            let revoke = move || {
                // Fails for no URL that was created here.
                let _ = Url::revoke_object_url(&url);
            };
            set_timeout(revoke, GRACE);
        }
    }
}
