//! The browser's clock.

use std::time::Duration;

use leptos::prelude::set_timeout_with_handle;
use neptun_api::Timestamp;

/// Waits. Dropping the future clears the timer.
pub async fn sleep(duration: Duration) {
    struct ClearOnDrop(Option<leptos::leptos_dom::helpers::TimeoutHandle>);
    impl Drop for ClearOnDrop {
        fn drop(&mut self) {
            if let Some(handle) = &self.0 {
                handle.clear();
            }
        }
    }

    let (done, waited) = futures::channel::oneshot::channel();
    let wake = move || {
        // The receiver is gone if nobody waits any more.
        let _ = done.send(());
    };
    let _clear = ClearOnDrop(set_timeout_with_handle(wake, duration).ok());
    let _ = waited.await;
}

/// The current moment.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 fit a double exactly for longer than the calendar lasts.
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Minutes that local time is ahead of UTC at a moment.
pub fn local_offset_minutes(moment: Timestamp) -> i64 {
    let millis = wasm_bindgen::JsValue::from_f64(moment.as_millis() as f64);
    -(js_sys::Date::new(&millis).get_timezone_offset() as i64)
}
