//! A modal dialog: the browser's own, so that focus, Escape and the page behind are handled by it.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Shows a dialog for as long as it is in the tree. Name and heading are `title`. `on_close` is asked when the user presses
/// Escape or clicks beside it; the dialog stays until its owner takes it away.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    on_close: impl Fn() + Copy + 'static,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading_id = format!("dialog-{}", next_id());

    let show = move || {
        // Gone when the dialog is.
        if let Some(dialog) = dialog.try_get_untracked().flatten()
            && !dialog.open()
        {
            // Fails only for a dialog that is open already or not in the page.
            let _ = dialog.show_modal();
        }
    };
    Effect::new(move || {
        dialog.track();
        show();
    });
    on_cleanup(move || {
        // Closed, not just removed: then the browser gives the focus back to what had it before.
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });

    // Not left to `cancel` alone: Chromium lets a page refuse that once, and closes the dialog at the second Escape.
    let keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            on_close();
        }
    };
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        on_close();
    };
    let click = move |event: ev::MouseEvent| {
        // The dialog's own box is the backdrop's; its content fills the rest.
        let beside = dialog.get_untracked().zip(event.target()).is_some_and(|(dialog, target)| {
            *AsRef::<wasm_bindgen::JsValue>::as_ref(&dialog)
                == *AsRef::<wasm_bindgen::JsValue>::as_ref(&target)
        });
        if beside {
            on_close();
        }
    };

    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby=heading_id
            on:keydown=keydown
            on:cancel=cancel
            on:close=move |_| show()
            on:click=click
        >
            <div class="dialog-content">
                <h2 class="dialog-title" id=heading_id.clone()>{title}</h2>
                {children()}
            </div>
        </dialog>
    }
}

/// A number that no other element of the page was given.
pub(super) fn next_id() -> u32 {
    use std::cell::Cell;
    thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) } }
    NEXT.with(|next| {
        next.set(next.get() + 1);
        next.get()
    })
}
