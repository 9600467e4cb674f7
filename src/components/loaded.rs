//! The three states of something that is loaded.

use leptos::prelude::*;
use routes::Route;

use crate::api::ApiError;
use crate::components::ErrorPanel;
use crate::state::query::QueryStatus;

#[derive(Clone, PartialEq)]
enum State {
    Loading,
    Failed(ApiError),
    Ready,
}

/// Draws `skeleton` until a load has its value, then `content`; if it fails, the error in its place. An error after there
/// was a value leaves the content where it is and stands above it. `back` says that this is the page's main content, with
/// its heading, and where to go without it.
pub fn loaded(
    status: QueryStatus,
    back: Option<(Route, &'static str)>,
    skeleton: impl Into<ViewFn>,
    content: impl Into<ViewFn>,
) -> AnyView {
    draw(status, back, skeleton.into(), content.into())
}

fn draw(
    status: QueryStatus,
    back: Option<(Route, &'static str)>,
    skeleton: ViewFn,
    content: ViewFn,
) -> AnyView {
    let state = Memo::new(move |_| match (status.is_loaded(), status.error()) {
        (true, _) => State::Ready,
        (false, Some(error)) if !status.is_pending() => State::Failed(error),
        (false, _) => State::Loading,
    });
    let retry = Callback::new(move |()| status.reload());
    let view = move || match state.get() {
        State::Loading => skeleton.run(),
        State::Failed(error) => match back.clone() {
            Some(back) => {
                view! { <ErrorPanel error=error retry=retry back=back whole_page=true /> }
                    .into_any()
            }
            None => view! { <ErrorPanel error=error retry=retry /> }.into_any(),
        },
        State::Ready => view! {
            {move || status.error().map(|error| view! { <ErrorPanel error=error retry=retry /> })}
            {content.run()}
        }
        .into_any(),
    };
    view.into_any()
}
