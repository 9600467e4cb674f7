//! The moments at which the server is asked again for what is shown: the window gets the focus back or into sight, the network returns, or
//! it is time for another attempt, or nobody knows what has become of a write.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::ev;
use leptos::prelude::*;

use crate::api::Api;
use crate::state::query::AbortableTask;

/// The time from one attempt to the next at what could not be read.
const NEXT_ATTEMPT: Duration = Duration::from_secs(10);

/// The time from a write of unknown outcome to asking what has become of it: often others end in the same way a moment later.
const AFTER_UNKNOWN_OUTCOME: Duration = Duration::from_secs(1);

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
        let (api, asking) = (Api::expect(), AbortableTask::new());
        let ask = move |_: &u32, _: Option<&u32>, _: Option<()>| {
            asking.supersede(Box::pin(async move {
                sleep(AFTER_UNKNOWN_OUTCOME).await;
                revalidation.notify();
            }));
        };
        Effect::watch(move || api.unknown_outcomes(), ask, false);
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

    /// Makes every tenth second one of them while something could not be read, until the owner is gone.
    pub fn repeat_while(is_awaited: Signal<bool>) {
        let Some(this) = use_context::<Self>() else { return };
        let timer = StoredValue::new(None::<IntervalHandle>);
        let end = move || {
            if let Some(timer) = timer.try_get_value().flatten() {
                timer.clear();
            }
        };
        Effect::new(move || {
            end();
            let again = is_awaited.get();
            let next = again.then(|| set_interval_with_handle(move || this.notify(), NEXT_ATTEMPT));
            timer.set_value(next.and_then(Result::ok));
        });
        on_cleanup(end);
    }

    /// Calls `revalidate` at each of them, until the owner is gone.
    pub fn on_each(revalidate: impl Fn() + 'static) {
        let Some(Self(count)) = use_context() else { return };
        Effect::watch(move || count.get(), move |_, _, _| revalidate(), false);
    }
}
