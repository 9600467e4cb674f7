//! Short messages about what just happened in the background.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::ui::{Icon, IconName, plain_name};

/// The time after which good news go away. Bad news stay until they are dismissed.
const GOOD_NEWS: Duration = Duration::from_secs(6);

/// The time in which something can be undone.
pub const UNDO_TIME: Duration = Duration::from_secs(10);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    good: bool,
    undo: Option<Undo>,
}

/// Not a callback of Leptos: it outlives the page that it was made for.
type Undo = Arc<dyn Fn() + Send + Sync>;

/// Shows toasts. A context.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Provides toasts to everything below.
    pub fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    /// The toasts that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Tells good news; they go away by themselves.
    pub fn success(self, text: impl Into<String>) {
        self.show_for(GOOD_NEWS, text.into(), None);
    }

    /// Tells good news that can be undone, for as long as `time` is left for it: with the button "Undo", or its key.
    pub fn undoable(
        self,
        text: impl Into<String>,
        time: Duration,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        self.show_for(time, text.into(), Some(Arc::new(undo)));
    }

    /// Undoes what was told last, if that can be undone. Returns false if there is no such thing.
    pub fn undo_last(self) -> bool {
        let last = self.shown.with_untracked(|shown| {
            shown.iter().rev().find_map(|toast| Some((toast.id, toast.undo.clone()?)))
        });
        let Some((id, undo)) = last else { return false };
        self.dismiss(id);
        undo();
        true
    }

    /// Tells bad news.
    pub fn bad(self, text: impl Into<String>) {
        self.show(text.into(), false, None);
    }

    fn show_for(self, time: Duration, text: String, undo: Option<Undo>) {
        let id = self.show(text, true, undo);
        set_timeout(move || self.dismiss(id), time);
    }

    fn show(self, text: String, good: bool, undo: Option<Undo>) -> u32 {
        // It may quote a name.
        let text = plain_name(&text).into_owned();
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        // The same news again replace the old, so that a repeated failure does not fill the screen.
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text || toast.undo.is_some());
            shown.push(Toast { id, text, good, undo });
        });
        id
    }

    /// Takes all of them away: they are about somebody else's data.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }

    fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// The part of the page that shows toasts. It is there from the start, for otherwise nothing in it would be announced.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::expect();
    let draw = move |toast: Toast| {
        let undo = toast.undo.map(|undo| {
            let run = move |_| {
                toasts.dismiss(toast.id);
                undo();
            };
            view! {
                <button type="button" class="button" title="Undo (Ctrl or ⌘ Z)" on:click=run>
                    "Undo"
                </button>
            }
        });
        view! {
            <div class="toast" class:bad=!toast.good>
                <Icon name=if toast.good { IconName::Check } else { IconName::Alert } />
                <p>{toast.text}</p>
                {undo}
                <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label="Dismiss"
                    on:click=move |_| toasts.dismiss(toast.id)
                >
                    <Icon name=IconName::Close />
                </button>
            </div>
        }
    };
    let of = move |good: bool| {
        let mut shown = toasts.shown.get();
        shown.retain(|toast| toast.good == good);
        shown
    };
    view! {
        <div class="toasts">
            <div role="status">
                <For each=move || of(true) key=|toast| toast.id children=draw />
            </div>
            <div role="alert">
                <For each=move || of(false) key=|toast| toast.id children=draw />
            </div>
        </div>
    }
}
