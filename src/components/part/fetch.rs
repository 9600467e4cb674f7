//! Shows a part of the app as soon as its file has been fetched; until then a fallback, or the error.

use std::pin::Pin;

use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use crate::api::ApiError;
use crate::components::{ErrorPanel, FileViewerSkeleton, ListSkeleton, PageSkeleton};
use crate::state::typed_ahead::TypedAhead;

/// The place of a part, which says what stands there until it has been fetched.
#[derive(Clone, Copy)]
pub enum Fallback {
    /// It is the page.
    Page,
    /// It is beside the list of files.
    Viewer,
    /// It is the list of files.
    List,
    /// In front of the page, where nothing stands meanwhile.
    Dialog,
}

/// The state of fetching a part.
#[derive(Clone, Copy)]
enum State {
    Loading,
    Failed,
    Ready,
}

type Loading = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

/// Shows the view of `draw` as soon as `load` has brought the code for it; at once if that is there already.
pub fn lazy<L, D>(
    fallback: Fallback,
    load: impl Fn() -> L + 'static,
    draw: impl Fn() -> D + Send + 'static,
) -> AnyView
where
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
    D: Future<Output = Result<AnyView, SplitLoaderError>>,
{
    // With the code there, drawing has nothing to wait for.
    let draw = move || draw().now_or_never().and_then(Result::ok).into_any();
    boxed(fallback, Box::new(move || Box::pin(load())), Box::new(draw))
}

fn boxed(
    fallback: Fallback,
    load: Box<dyn Fn() -> Loading>,
    draw: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let state = RwSignal::new(State::Loading);
    let typed_ahead = TypedAhead::expect();
    let start = move || {
        let mut loading = load();
        match (&mut loading).now_or_never() {
            Some(loaded) => state.set(outcome(loaded)),
            None => {
                state.set(State::Loading);
                spawn_local(async move {
                    let outcome = outcome(loading.await);
                    if matches!(outcome, State::Failed) {
                        typed_ahead.end();
                    }
                    // Nobody waits any more if the user has gone elsewhere.
                    state.try_set(outcome);
                });
            }
        }
    };
    start();
    let start = StoredValue::new_local(start);
    let retry = Callback::new(move |()| start.with_value(|start| start()));
    let show = move || match (state.get(), fallback) {
        (State::Ready, _) => draw(),
        (State::Loading, Fallback::Page) => view! { <PageSkeleton /> }.into_any(),
        (State::Loading, Fallback::Viewer) => view! { <FileViewerSkeleton /> }.into_any(),
        (State::Loading, Fallback::List) => view! { <ListSkeleton /> }.into_any(),
        (State::Loading, Fallback::Dialog) => ().into_any(),
        (State::Failed, Fallback::Page) => view! {
            <main id="main" class="page" tabindex="-1">
                <ErrorPanel error=ApiError::AppPart retry=retry whole_page=true />
            </main>
        }
        .into_any(),
        (State::Failed, Fallback::Viewer) => view! {
            <section class="viewer">
                <ErrorPanel error=ApiError::AppPart retry=retry />
            </section>
        }
        .into_any(),
        (State::Failed, Fallback::List | Fallback::Dialog) => {
            view! { <ErrorPanel error=ApiError::AppPart retry=retry /> }.into_any()
        }
    };
    show.into_any()
}

fn outcome(loaded: Result<(), SplitLoaderError>) -> State {
    match loaded {
        Ok(()) => State::Ready,
        Err(_) => State::Failed,
    }
}
