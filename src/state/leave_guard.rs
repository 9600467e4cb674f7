//! Asks before the user leaves a page with unsaved input, which `leptos_router` cannot do.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Knows if there is unsaved input. A context that is provided above `<Router>`: of two listeners on the window the one that was
/// added first is called first.
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    unsaved: StoredValue<Option<Unsaved>>,
    on_history_navigation: StoredValue<Option<Callback<()>>>,
}

/// A page with unsaved input.
#[derive(Clone)]
struct Unsaved {
    /// Its URL.
    url: String,
    /// The input is kept as a draft.
    is_kept: bool,
}

impl LeaveGuard {
    /// Listens for Back, Forward and the end of the page, and provides the guard to everything below.
    pub fn provide() {
        let guard =
            Self { unsaved: StoredValue::new(None), on_history_navigation: StoredValue::new(None) };
        window_event_listener(ev::popstate, move |event| {
            let unsaved = guard.unsaved.get_value();
            if guard.confirm_leave() {
                if let Some(callback) = guard.on_history_navigation.get_value() {
                    callback.run(());
                }
            } else if let (Some(Unsaved { url, .. }), Ok(history)) = (unsaved, window().history()) {
                event.stop_immediate_propagation();
                // Fails only if a page does it hundreds of times a second.
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url));
            }
        });
        window_event_listener(ev::beforeunload, move |event| {
            if guard.unsaved.with_value(Option::is_some) {
                event.prevent_default();
            }
        });
        provide_context(guard);
    }

    /// The guard that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Calls `callback` before the router follows Back or Forward.
    pub fn on_history_navigation(self, callback: impl Fn() + Send + Sync + 'static) {
        self.on_history_navigation.set_value(Some(Callback::new(move |()| callback())));
    }

    /// Declares if leaving the current page would lose input.
    pub fn set_unsaved_input(self, has_unsaved_input: bool) {
        self.set(has_unsaved_input, false);
    }

    /// Declares if the current page has input that is not saved, but kept as a draft.
    pub fn set_unsaved_draft(self, has_unsaved_draft: bool) {
        self.set(has_unsaved_draft, true);
    }

    fn set(self, is_unsaved: bool, is_kept: bool) {
        let url = is_unsaved.then(|| window().location().href().ok()).flatten();
        self.unsaved.set_value(url.map(|url| Unsaved { url, is_kept }));
    }

    /// Returns true if leaving loses nothing, or the user agrees to lose it.
    pub fn confirm_leave(self) -> bool {
        let Some(Unsaved { is_kept, .. }) = self.unsaved.get_value() else { return true };
        let question = if is_kept {
            "Leave without saving? Your changes are kept in this browser until you come back."
        } else {
            "Leave without saving? What you typed will be lost."
        };
        let leave = window().confirm_with_message(question).unwrap_or(true);
        if leave {
            self.unsaved.set_value(None);
        }
        leave
    }
}
