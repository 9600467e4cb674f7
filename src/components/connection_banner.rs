//! The banner for a browser that is offline.

use leptos::ev;
use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// A line below the header while there is no network.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    let banner = || {
        view! {
            <p class="banner">
                <Icon name=IconName::Offline />
                "You are offline. Loaded data stays visible. Changes need a connection."
            </p>
        }
    };
    view! {
        <div role="status" class="connection">
            {move || (!online.get()).then(banner)}
        </div>
    }
}
