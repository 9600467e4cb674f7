//! The browser's clock.

use std::time::Duration;

use futures::channel::oneshot;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use neptun_api::Timestamp;
use transport::monotonic_millis;

/// Measures how long something takes.
#[derive(Clone, Copy)]
pub struct Stopwatch(f64);

impl Stopwatch {
    /// Begins to measure.
    pub fn start() -> Self {
        Self(monotonic_millis())
    }

    /// The time since then.
    pub fn elapsed(self) -> Duration {
        Duration::from_secs_f64((monotonic_millis() - self.0).max(0.0) / 1_000.0)
    }
}

/// Waits until the browser has painted the current state. Not in a window out of sight, which is not painted.
pub async fn next_paint() {
    if document().hidden() {
        return;
    }
    let (painting, painted) = oneshot::channel::<()>();
    request_animation_frame(move || {
        // The receiver is gone if nobody waits any more.
        let _ = painting.send(());
    });
    let _ = painted.await;
    // A frame callback runs before the paint, and a timer after it.
    sleep(Duration::ZERO).await;
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
