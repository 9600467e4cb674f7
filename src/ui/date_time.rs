//! A moment: how long ago, and on hover exactly when.

use leptos::prelude::*;
use neptun_api::Timestamp;

use crate::format::{absolute_time, relative_time};
use crate::time::{local_offset_minutes, now};

/// A timestamp as people read it. An unknown one is a dash.
#[component]
pub fn DateTime(
    at: Option<Timestamp>,
    /// Writes out the exact time too instead of only showing it on hover.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let Some(at) = at else {
        return view! { <span class="muted">"—"</span> }.into_any();
    };
    let absolute = absolute_time(at, local_offset_minutes(at));
    let relative = relative_time(at, now());
    let text = if exact { format!("{absolute} ({relative})") } else { relative };
    view! { <time datetime=at.to_string() title=absolute>{text}</time> }.into_any()
}
