//! Markdown as it is meant to look. What makes it so is the editor package's, which lets no script through and fetches no picture unasked.

use std::sync::Arc;

use dom_view::{View, view};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::editor::module;
use crate::components::RowsSkeleton;
use crate::reactive::{effect, signal};
use crate::ui::{Icon, IconName};

/// How far rendering is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Coming,
    Here,
    Failed,
}

/// A rendered text. `on_link` is called with the address of a link that leads to another file.
#[component]
pub(super) fn Markdown(text: Arc<str>, on_link: Callback<String>) -> View {
    let into = NodeRef::<html::Article>::new();
    let state = signal(State::Coming);
    let call = Closure::<dyn Fn(String)>::new(move |address: String| {
        // Nobody follows it if the file has been closed meanwhile.
        on_link.try_run(address);
    });
    let call = StoredValue::new_local(call);
    let render = move || {
        let text = text.clone();
        state.set(State::Coming);
        spawn_local(async move {
            let rendered = async {
                let module = module().await?;
                let into = into.try_get_untracked().flatten();
                let call = call.try_with_value(|call| call.as_ref().clone());
                match into.zip(call) {
                    Some((into, call)) => {
                        JsFuture::from(module.render_markdown(&text, &into, &call)).await
                    }
                    None => Ok(JsValue::UNDEFINED),
                }
            };
            let state_now = if rendered.await.is_ok() { State::Here } else { State::Failed };
            state.try_set(state_now);
        });
    };
    let render = StoredValue::new_local(render);
    effect(move || {
        if into.get().is_some() {
            render.with_value(|render| render());
        }
    });
    let instead = move || match state.get() {
        State::Here => View::Empty,
        State::Coming => view! {
            <div class="viewer-loading">
                <RowsSkeleton rows=8 />
            </div>
        },
        State::Failed => view! {
            <p class="viewer-note" role="status">
                "What renders Markdown did not arrive. "
                <button type="button" class="button" on:click=move |_| render.with_value(|render| render())>
                    <Icon name=IconName::Retry />
                    "Try again"
                </button>
            </p>
        },
    };
    view! {
        {instead}
        <article
            node_ref=into
            class="markdown"
            aria-label="Rendered"
            tabindex="0"
            hidden=move || state.get() != State::Here
        ></article>
    }
}
