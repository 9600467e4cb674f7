//! The last resort: what users see if the app itself breaks.

/// Puts the crash screen in place of the app if it panics, and the panic on the console. Wasm cannot go on after a panic, and
/// a page that no longer reacts is worse than one that says so.
pub fn draw_crash_screen_on_panic() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The screen stands hidden in index.html: nothing needs to be built while memory may be in disorder.
        let document = web_sys::window().and_then(|window| window.document());
        let screen = document.and_then(|document| document.get_element_by_id("crash"));
        if let Some(screen) = screen {
            let _ = screen.remove_attribute("hidden");
            if let Ok(Some(reload)) = screen.query_selector("a") {
                let _ = reload.set_attribute("href", "");
            }
        }
    }));
}
