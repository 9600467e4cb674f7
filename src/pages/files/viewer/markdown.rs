//! Rendered Markdown. The editor package renders it; it removes scripts and fetches no picture unasked.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::editor::{is_given_up, load_module, show_by_module};
use crate::components::{RetryPart, RowsSkeleton};
use crate::time::next_paint;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Rendering,
    Rendered,
    Failed,
}

/// A rendered text.
#[component]
pub(super) fn Markdown(
    text: Arc<str>,
    /// Called with the address of a link to another file, to lines, or to a section that the text does not have.
    on_link: Callback<String>,
    /// The address of the section to bring into sight, from its `#` on.
    section: RwSignal<Option<String>>,
) -> impl IntoView {
    let article = NodeRef::<html::Article>::new();
    let state = RwSignal::new(State::Rendering);
    let follow = Closure::<dyn Fn(String)>::new(move |address: String| {
        // Fails if the file has been closed meanwhile.
        on_link.try_run(address);
    });
    let follow = StoredValue::new_local(follow);
    let render = move || {
        let text = text.clone();
        state.set(State::Rendering);
        spawn_local(async move {
            let rendering = show_by_module(async move |module| {
                let article = article.try_get_untracked().flatten();
                let follow = follow.try_with_value(|follow| follow.as_ref().clone());
                match article.zip(follow) {
                    Some((article, follow)) => {
                        JsFuture::from(module.render_markdown(&text, &article, &follow)).await
                    }
                    // The file has been closed meanwhile.
                    None => Ok(JsValue::UNDEFINED),
                }
            });
            let rendered = rendering.await.is_ok();
            state.try_set(if rendered { State::Rendered } else { State::Failed });
        });
    };
    let render = StoredValue::new(render);
    Effect::new(move || {
        if article.get().is_some() {
            render.with_value(|render| render());
        }
    });
    let show = move |address: String| async move {
        // A section cannot be scrolled to before it is drawn.
        next_paint().await;
        let module = load_module().await?;
        let follow = follow.try_with_value(|follow| follow.as_ref().clone());
        match article.try_get_untracked().flatten().zip(follow) {
            Some((article, follow)) => {
                JsFuture::from(module.show_section(&article, &address, &follow)).await
            }
            None => Ok(JsValue::UNDEFINED),
        }
    };
    Effect::new(move || {
        if state.get() == State::Rendered
            && let Some(address) = section.get()
        {
            section.set(None);
            spawn_local(async move {
                // Fails only if the module is gone, which has rendered the text.
                let _ = show(address).await;
            });
        }
    });
    let fallback = move || {
        match state.get() {
        State::Rendered => ().into_any(),
        State::Rendering => view! {
            <div class="viewer-loading">
                <RowsSkeleton rows=8 />
            </div>
        }
        .into_any(),
        State::Failed => view! {
            <p class="viewer-note" role="status">
                "The Markdown preview could not be loaded. "
                <RetryPart retry=Callback::new(move |()| render.with_value(|render| render())) is_given_up=is_given_up() />
            </p>
        }
        .into_any(),
    }
    };
    view! {
        {fallback}
        <article
            node_ref=article
            class="markdown"
            aria-label="Rendered"
            tabindex="0"
            hidden=move || state.get() != State::Rendered
        ></article>
    }
}
