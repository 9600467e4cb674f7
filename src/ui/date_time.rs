//! A moment: how long ago, and exactly when.

use leptos::prelude::*;
use neptun_api::Timestamp;

use crate::format::{absolute_time, relative_time};
use crate::state::clock::Clock;
use crate::time::local_offset_minutes;

/// A timestamp as people read it: its age, and on hover, by a click or by a key the exact time. An unknown one is a dash.
#[component]
pub fn DateTime(
    at: Option<Timestamp>,
    /// Writes out the exact time too.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let Some(at) = at else { return view! { <Age at=None /> }.into_any() };
    let clock = Clock::expect();
    let absolute = absolute_time(at, local_offset_minutes(at));
    if exact {
        let text = {
            let absolute = absolute.clone();
            move || format!("{absolute} ({})", relative_time(at, clock.now()))
        };
        return view! { <time datetime=at.to_string() title=absolute>{text}</time> }.into_any();
    }
    let is_exact = RwSignal::new(false);
    let title = absolute.clone();
    let text =
        move || if is_exact.get() { absolute.clone() } else { relative_time(at, clock.now()) };
    view! {
        <button
            type="button"
            class="date-time"
            title=title
            on:click=move |_| is_exact.update(|is_exact| *is_exact = !*is_exact)
        >
            <time datetime=at.to_string()>{text}</time>
        </button>
    }
    .into_any()
}

/// The age alone, and on hover the exact time: for a row or card that is pressed as a whole, and leads to a page with a [`DateTime`].
#[component]
pub fn Age(at: Option<Timestamp>) -> impl IntoView {
    let Some(at) = at else {
        return view! { <span class="muted">"—"</span> }.into_any();
    };
    let clock = Clock::expect();
    let absolute = absolute_time(at, local_offset_minutes(at));
    let text = move || relative_time(at, clock.now());
    view! { <time datetime=at.to_string() title=absolute>{text}</time> }.into_any()
}
