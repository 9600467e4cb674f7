//! A moment: how long ago, and on hover exactly when.

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::Timestamp;

use crate::format::{absolute_time, relative_time};
use crate::time::{local_offset_minutes, now};

/// A timestamp as people read it. An unknown one is a dash.
#[component]
pub fn Moment(
    at: Option<Timestamp>,
    /// Whether the exact time is written out too, not only shown on hover.
    #[prop(optional)]
    exact: bool,
) -> View {
    at.map_or_else(
        || view! { <span class="muted">"—"</span> },
        |at| {
            let absolute = absolute_time(at, local_offset_minutes(at));
            let relative = relative_time(at, now());
            let text = if exact { format!("{absolute} ({relative})") } else { relative };
            view! { <time datetime=at.to_string() title=absolute>{text}</time> }
        },
    )
}
