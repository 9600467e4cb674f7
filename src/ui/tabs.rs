//! Tabs, after the WAI-ARIA pattern: arrow keys move between them, Tab goes into the panel.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dialog::next_id;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// Its name.
    pub label: &'static str,
    /// Draws its panel.
    pub panel: ViewFn,
}

/// A row of tabs named `label`, and the panel of the selected one. `selected` is its index.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    tabs: Vec<Tab>,
    selected: RwSignal<usize>,
) -> impl IntoView {
    let id = next_id();
    let tab_id = move |index: usize| format!("tab-{id}-{index}");
    let panel_id = move |index: usize| format!("panel-{id}-{index}");
    let count = tabs.len();
    let select = move |index: usize| {
        selected.set(index);
        let tab = document().get_element_by_id(&tab_id(index));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only where nothing can have the focus.
            let _ = tab.focus();
        }
    };
    let keydown = move |event: KeyboardEvent| {
        let current = selected.get_untracked();
        let next = match &*event.key() {
            "ArrowRight" => (current + 1) % count,
            "ArrowLeft" => (current + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        select(next);
    };
    let buttons = tabs
        .iter()
        .enumerate()
        .map(|(index, tab)| {
            let is_selected = move || selected.get() == index;
            view! {
                <button
                    type="button"
                    role="tab"
                    class="tab"
                    id=tab_id(index)
                    aria-selected=move || if is_selected() { "true" } else { "false" }
                    aria-controls=panel_id(index)
                    tabindex=move || if is_selected() { "0" } else { "-1" }
                    on:click=move |_| select(index)
                >
                    {tab.label}
                </button>
            }
        })
        .collect_view();
    // Every panel stays in the page, so that what was typed in one is there when the user comes back to it.
    let panels = tabs
        .iter()
        .enumerate()
        .map(|(index, tab)| {
            view! {
                <div
                    role="tabpanel"
                    class="tab-panel"
                    id=panel_id(index)
                    aria-labelledby=tab_id(index)
                    hidden=move || selected.get() != index
                >
                    {tab.panel.run()}
                </div>
            }
        })
        .collect_view();
    view! {
        <div role="tablist" class="tabs" aria-label=label on:keydown=keydown>
            {buttons}
        </div>
        {panels}
    }
}
