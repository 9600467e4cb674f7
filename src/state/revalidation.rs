//! The moments at which the server is asked again for what is shown: the window gets the focus back or into sight, or the network
//! returns.

use leptos::ev;
use leptos::prelude::*;

/// Counts those moments. A context.
#[derive(Clone, Copy)]
pub struct Revalidation(RwSignal<u32>);

impl Revalidation {
    /// Listens to the window, for everything below.
    pub fn provide() {
        let count = RwSignal::new(0_u32);
        let notify = move || count.update(|count| *count = count.wrapping_add(1));
        let focus = window_event_listener(ev::focus, move |_| notify());
        let online = window_event_listener(ev::online, move |_| notify());
        let visibility = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                notify();
            }
        });
        on_cleanup(move || {
            focus.remove();
            online.remove();
            visibility.remove();
        });
        provide_context(Self(count));
    }

    /// Calls `revalidate` at each of them, until the owner is gone.
    pub fn on_each(revalidate: impl Fn() + 'static) {
        let Some(Self(count)) = use_context() else { return };
        Effect::watch(move || count.get(), move |_, _, _| revalidate(), false);
    }
}
