//! The banner for a browser that is offline, or a server that does not answer.

use leptos::ev;
use leptos::prelude::*;

use crate::api::{KeptAnswers, SlowRequests};
use crate::state::revalidation::Revalidation;
use crate::ui::{Age, Icon, IconName};

/// The state of the connection, if there is something to say about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// The browser has no network.
    Offline,
    /// What is shown was read before.
    Unreachable,
    /// The server takes its time.
    Slow,
}

/// A line below the header while there is no network, or no answer yet.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    let (slow, kept) = (SlowRequests::expect(), KeptAnswers::expect());
    let trouble = Memo::new(move |_| {
        let is_kept_shown = kept.shown_since().is_some();
        match (online.get(), slow.any()) {
            (false, _) => Some(Trouble::Offline),
            _ if is_kept_shown => Some(Trouble::Unreachable),
            (true, true) => Some(Trouble::Slow),
            (true, false) => None,
        }
    });
    let revalidation = Revalidation::expect();
    // The end of being offline is told by the browser.
    Revalidation::repeat_while(Signal::derive(move || trouble.get() == Some(Trouble::Unreachable)));
    let text = move |trouble| match trouble {
        Trouble::Offline => {
            "You are offline. Loaded data stays visible. Changes need a connection."
        }
        Trouble::Unreachable => "The server cannot be reached. What you see is as of ",
        Trouble::Slow => "Still waiting for the server…",
    };
    let age = move || kept.shown_since().map(|since| view! { <Age at=Some(since) />"." });
    let banner = move |trouble| {
        let icon = if trouble == Trouble::Slow { IconName::Clock } else { IconName::Offline };
        let is_kept_shown = trouble == Trouble::Unreachable;
        let retry = move || {
            view! {
                <button type="button" class="button" on:click=move |_| revalidation.notify()>
                    "Try again"
                </button>
            }
        };
        view! {
            <p class="banner">
                <Icon name=icon />
                // One text, which wraps as a whole.
                <span>{text(trouble)} {is_kept_shown.then_some(age)}</span>
                {is_kept_shown.then(retry)}
            </p>
        }
    };
    view! {
        <div role="status" class="connection">
            {move || trouble.get().map(banner)}
        </div>
    }
}
