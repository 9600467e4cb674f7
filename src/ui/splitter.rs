//! The movable line between two panes that lie side by side.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// The step of an arrow key, in percent.
const STEP: u32 = 2;

/// A separator that is dragged, or moved with the arrow keys. `percent` is the share of the pane before it, of the element
/// that holds all three.
#[component]
pub fn Splitter(
    /// The name of the separator.
    label: &'static str,
    percent: RwSignal<u32>,
    /// The smallest and the largest share.
    range: (u32, u32),
    /// Called when a move is over.
    on_moved: Callback<u32>,
) -> impl IntoView {
    let separator = NodeRef::<html::Div>::new();
    let dragged = RwSignal::new(false);
    let set = move |to: u32| percent.set(to.clamp(range.0, range.1));

    let take = move |event: ev::PointerEvent| {
        if event.button() == 0
            && let Some(separator) = separator.get_untracked()
        {
            // Not to begin a selection of text. Capturing fails only for a pointer that is gone.
            event.prevent_default();
            let _ = separator.set_pointer_capture(event.pointer_id());
            let _ = separator.focus();
            dragged.set(true);
        }
    };
    let drag = move |event: ev::PointerEvent| {
        let panes = separator.get_untracked().and_then(|separator| separator.parent_element());
        if let Some(panes) = panes.filter(|_| dragged.get_untracked()) {
            let panes = panes.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - panes.left()) / panes.width();
            set((share * 100.0) as u32);
        }
    };
    let release = move |_| {
        if dragged.get_untracked() {
            dragged.set(false);
            on_moved.run(percent.get_untracked());
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let now = percent.get_untracked();
        let to = match &*event.key() {
            "ArrowLeft" => now.saturating_sub(STEP),
            "ArrowRight" => now + STEP,
            "Home" => range.0,
            "End" => range.1,
            _ => return,
        };
        event.prevent_default();
        set(to);
        on_moved.run(percent.get_untracked());
    };
    view! {
        <div
            node_ref=separator
            class="splitter"
            class:dragged=dragged
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation="vertical"
            aria-valuemin=range.0.to_string()
            aria-valuemax=range.1.to_string()
            aria-valuenow=move || percent.get().to_string()
            on:pointerdown=take
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
            on:keydown=key
        ></div>
    }
}
