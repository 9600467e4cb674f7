//! A menu of actions, after the WAI-ARIA pattern: arrow keys move within it, Escape closes it.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, Node};

use crate::ui::{Icon, IconName};

/// An action.
pub struct MenuItem {
    /// Its name.
    pub label: &'static str,
    /// Its icon.
    pub icon: IconName,
    /// Runs it.
    pub run: Box<dyn Fn()>,
}

/// A button named `label`, and the menu that it opens.
#[component]
pub fn Menu(#[prop(into)] label: String, icon: IconName, items: Vec<MenuItem>) -> impl IntoView {
    let open = RwSignal::new(false);
    let all = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            // Fails only where nothing can have the focus.
            let _ = button.focus();
        }
    };
    Effect::new(move || {
        if open.get() {
            focus_item(all, |_, _| 0);
        }
    });
    let key_pressed = move |event: KeyboardEvent| {
        if !open.get_untracked() {
            return;
        }
        match &*event.key() {
            "Escape" | "Tab" => close(),
            "ArrowDown" => focus_item(all, |at, count| at.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" => {
                focus_item(all, |at, count| at.map_or(count - 1, |at| (at + count - 1) % count));
            }
            "Home" => focus_item(all, |_, _| 0),
            "End" => focus_item(all, |_, count| count - 1),
            _ => return,
        }
        event.prevent_default();
    };
    // The focus anywhere else closes it: a click takes the focus too.
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        // The focus also leaves a menu that is taken away.
        let all = all.try_get_untracked().flatten();
        if !all.is_some_and(|all| all.contains(to.as_ref())) {
            open.try_set(false);
        }
    };
    let items = items
        .into_iter()
        .map(|MenuItem { label, icon, run }| {
            let choose = move |_| {
                close();
                run();
            };
            view! {
                <button type="button" class="button quiet" role="menuitem" tabindex="-1" on:click=choose>
                    <Icon name=icon />
                    {label}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="menu-holder" node_ref=all on:keydown=key_pressed on:focusout=leave>
            <button
                type="button"
                class="button quiet icon-only"
                node_ref=button
                aria-label=label.clone()
                title=label.clone()
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=icon />
            </button>
            <div class="menu actions" role="menu" aria-label=label hidden=move || !open.get()>
                {items}
            </div>
        </div>
    }
}

/// Gives the focus to the item that is told by the present one and by how many there are.
fn focus_item(all: NodeRef<html::Div>, which: impl Fn(Option<usize>, usize) -> usize) {
    let items = all.get_untracked().and_then(|all| all.query_selector_all("[role=menuitem]").ok());
    let Some(items) = items.filter(|items| items.length() > 0) else { return };
    let active = document().active_element().map(Node::from);
    let is_active = |at: &u32| items.item(*at) == active;
    let at = (0..items.length()).find(is_active).map(|at| at as usize);
    let item = items.item(which(at, items.length() as usize) as u32);
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        // Fails only where nothing can have the focus.
        let _ = item.focus();
    }
}
