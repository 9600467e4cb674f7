//! What this browser keeps of projects.

use futures::future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::KeptAnswers;
use crate::engine::Engine;
use crate::format;

/// How much is kept, and a button that drops it.
#[component]
pub fn KeptLists() -> impl IntoView {
    let (engine, answers) = (Engine::expect(), KeptAnswers::expect());
    let bytes = RwSignal::new(None::<u64>);
    let measure = move |is_cleared: bool| {
        if is_cleared {
            answers.clear();
        }
        spawn_local(async move {
            let (lists, answers) =
                future::join(engine.kept_lists(is_cleared), answers.size()).await;
            // Without the engine no files are kept, and nothing is shown here.
            if let Ok(lists) = lists {
                let answers = if is_cleared { 0 } else { answers };
                bytes.try_set(Some(lists + answers as u64));
            }
        });
    };
    measure(false);
    let kept = move || match bytes.get().unwrap_or_default() {
        0 => "Nothing is kept at the moment.".to_owned(),
        bytes => format!("At the moment these are {}.", format::bytes(bytes as usize)),
    };
    view! {
        <Show when=move || bytes.get().is_some()>
            <section aria-labelledby="kept-heading">
                <h2 id="kept-heading">"Kept in this browser"</h2>
                <p>
                    "The projects and files that you have opened are kept, so that they are on screen at once the next time, even without a network. Signing out removes them. "
                    <span role="status">{kept}</span>
                </p>
                <button
                    type="button"
                    class="button"
                    disabled=move || bytes.get() == Some(0)
                    on:click=move |_| measure(true)
                >
                    "Remove them"
                </button>
            </section>
        </Show>
    }
}
