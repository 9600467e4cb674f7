//! The banner for a browser that is offline, or a server that takes its time.

use leptos::ev;
use leptos::prelude::*;

use crate::api::SlowRequests;
use crate::ui::{Icon, IconName};

/// A line below the header while there is no network, or no answer yet.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    let slow = SlowRequests::expect();
    let text = Memo::new(move |_| match (online.get(), slow.any()) {
        (false, _) => {
            Some("You are offline. Loaded data stays visible. Changes need a connection.")
        }
        (true, true) => Some("Still waiting for the server…"),
        (true, false) => None,
    });
    let banner = move |text| {
        let icon = if online.get() { IconName::Clock } else { IconName::Offline };
        view! {
            <p class="banner">
                <Icon name=icon />
                {text}
            </p>
        }
    };
    view! {
        <div role="status" class="connection">
            {move || text.get().map(banner)}
        </div>
    }
}
