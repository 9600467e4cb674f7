//! The moments at which the server is asked again for what is shown: the window gets the focus back or into sight, the network returns, or
//! it is time for another attempt.

use leptos::ev;
use leptos::prelude::*;

/// Counts those moments. A context.
#[derive(Clone, Copy)]
pub struct Revalidation(RwSignal<u32>);

impl Revalidation {
    /// Listens to the window, for everything below.
    pub fn provide() {
        let revalidation = Self(RwSignal::new(0_u32));
        let focus = window_event_listener(ev::focus, move |_| revalidation.notify());
        let online = window_event_listener(ev::online, move |_| revalidation.notify());
        let visibility = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                revalidation.notify();
            }
        });
        on_cleanup(move || {
            focus.remove();
            online.remove();
            visibility.remove();
        });
        provide_context(revalidation);
    }

    /// The moments that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Makes this one of them.
    pub fn notify(self) {
        self.0.update(|count| *count = count.wrapping_add(1));
    }

    /// Calls `revalidate` at each of them, until the owner is gone.
    pub fn on_each(revalidate: impl Fn() + 'static) {
        let Some(Self(count)) = use_context() else { return };
        Effect::watch(move || count.get(), move |_, _, _| revalidate(), false);
    }
}
