//! The three states of something that is loaded.

use leptos::prelude::*;

use super::ErrorPanel;
use crate::api::ApiError;
use crate::load::Load;
use crate::urls::AppUrl;

#[derive(Clone, PartialEq)]
enum State {
    Loading,
    Failed(ApiError),
    Ready,
}

/// Draws `skeleton` until a load has its value, then `content`; if it fails, the error in its place. An error after there
/// was a value leaves the content where it is and stands above it.
pub fn loaded<T: Send + Sync + 'static>(
    load: Load<T>,
    back: Option<(AppUrl, &'static str)>,
    skeleton: impl Fn() -> AnyView + Send + 'static,
    content: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let state = Memo::new(move |_| match (load.value().with(Option::is_some), load.error()) {
        (true, _) => State::Ready,
        (false, Some(error)) if !load.is_pending() => State::Failed(error),
        (false, _) => State::Loading,
    });
    let retry = Callback::new(move |()| load.reload());
    move || match state.get() {
        State::Loading => skeleton(),
        State::Failed(error) => match back.clone() {
            Some(back) => view! { <ErrorPanel error=error retry=retry back=back /> }.into_any(),
            None => view! { <ErrorPanel error=error retry=retry /> }.into_any(),
        },
        State::Ready => view! {
            {move || load.error().map(|error| view! { <ErrorPanel error=error retry=retry /> })}
            {content()}
        }
        .into_any(),
    }
}
