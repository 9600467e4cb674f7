//! The browser's clock.

use neptun_api::Timestamp;
use wasm_bindgen::JsCast;

/// Measures how long something takes.
#[derive(Clone, Copy)]
pub struct Stopwatch(f64);

impl Stopwatch {
    /// Begins to measure.
    pub fn start() -> Self {
        Self(monotonic())
    }

    /// Milliseconds since then.
    pub fn millis(self) -> f64 {
        monotonic() - self.0
    }
}

fn monotonic() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// Lets the browser do what is waiting, such as input and drawing, and goes on at once if there is nothing.
///
/// A timer would do, but browsers make nested ones wait for 4 ms.
pub async fn breathe() {
    let (done, waited) = futures::channel::oneshot::channel::<()>();
    let Ok(channel) = web_sys::MessageChannel::new() else { return };
    let wake = wasm_bindgen::closure::Closure::once_into_js(move || {
        // The receiver is gone if nobody waits any more.
        let _ = done.send(());
    });
    channel.port1().set_onmessage(Some(wake.unchecked_ref()));
    // Fails only for what cannot be copied.
    let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
    let _ = waited.await;
    channel.port1().close();
}

/// Waits until the browser has drawn what there is. Not in a window that nobody sees, which is not drawn.
pub async fn drawn() {
    if leptos::prelude::document().hidden() {
        return;
    }
    let (done, waited) = futures::channel::oneshot::channel::<()>();
    leptos::prelude::request_animation_frame(move || {
        // The receiver is gone if nobody waits any more.
        let _ = done.send(());
    });
    let _ = waited.await;
    breathe().await;
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
