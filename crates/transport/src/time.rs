//! The clock of a window or worker.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    // Bound to the name and not to `Window` or `WorkerGlobalScope`, both of which have it.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// Milliseconds since some moment, which never go back.
pub fn monotonic_millis() -> f64 {
    performance_now()
}
