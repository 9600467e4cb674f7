//! The listbox of the resources that can be linked.

use std::collections::HashSet;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use neptun_api::ResourceId;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::options::{Choice, next_index};
use crate::format;
use crate::ui::{Age, Name};

/// The id of the list's element.
pub const LIST_ID: &str = "owned-resources";

/// Options beyond these are not rendered; a search finds them.
const MAX_RENDERED: usize = 200;

/// The options, the active one, and the selected ones. The keyboard reaches an option that is linked already, so that its reason is
/// read, but it cannot be selected.
#[derive(Clone, Copy)]
pub struct Candidates {
    /// The options, in order.
    pub choices: Memo<Vec<Choice>>,
    /// The active option: the one that was picked, or the first one that can be linked if a search offers it.
    active: Memo<Option<ResourceId>>,
    /// The option that the user went to.
    picked: RwSignal<Option<ResourceId>>,
    /// The options that were checked, in that order. Before the first one is, the active option is selected.
    checked: RwSignal<Option<Vec<ResourceId>>>,
    linked: Memo<HashSet<ResourceId>>,
}

impl Candidates {
    /// `offers_first`: whether the first option that can be linked is active until another one is picked. It is derived from the options,
    /// so that it holds as well for options that arrive after the search was typed.
    pub fn new(
        choices: Memo<Vec<Choice>>,
        linked: Memo<HashSet<ResourceId>>,
        offers_first: Signal<bool>,
    ) -> Self {
        let picked = RwSignal::new(None);
        let active = Memo::new(move |_| {
            choices.with(|choices| {
                let is_listed = |id: &ResourceId| choices.iter().any(|choice| choice.id == *id);
                picked.get().filter(is_listed).or_else(|| {
                    let first = choices.iter().find(|choice| !choice.is_linked);
                    first.filter(|_| offers_first.get()).map(|choice| choice.id)
                })
            })
        });
        Self { choices, active, picked, checked: RwSignal::new(None), linked }
    }

    /// The options to link, also those that a search hides.
    pub fn selected(self) -> Vec<ResourceId> {
        match self.checked.get() {
            None => self.active().into_iter().collect(),
            Some(mut checked) => {
                self.linked.with(|linked| checked.retain(|id| !linked.contains(id)));
                checked
            }
        }
    }

    /// The active option, if it can be linked.
    pub fn active(self) -> Option<ResourceId> {
        let active = self.active.get()?;
        self.linked.with(|linked| !linked.contains(&active)).then_some(active)
    }

    /// Checks these options and no others.
    pub fn check_only(self, ids: Vec<ResourceId>) {
        self.checked.set(Some(ids));
    }

    /// Checks an option, or unchecks it.
    fn toggle(self, id: ResourceId) {
        self.picked.set(Some(id));
        let mut checked = self.checked.get_untracked().unwrap_or_default();
        if !checked.contains(&id) {
            checked.push(id);
        } else {
            checked.retain(|other| *other != id);
        }
        self.check_only(checked);
    }

    fn is_selected(self, id: ResourceId) -> bool {
        self.checked.with(|checked| match checked {
            None => self.active.get() == Some(id),
            Some(checked) => checked.contains(&id),
        })
    }

    /// The number of options that were checked, also of those that a search hides.
    pub fn checked_count(self) -> usize {
        if self.checked.with(Option::is_some) { self.selected().len() } else { 0 }
    }

    /// Forgets which option was picked, as another search begins. What is checked stays.
    pub fn reset(self) {
        self.picked.set(None);
        if self.checked.with_untracked(|checked| checked.as_ref().is_some_and(Vec::is_empty)) {
            self.checked.set(None);
        }
    }

    /// Moves to the option that a key leads to, and returns whether there is one.
    pub fn follow_key(self, key: &str) -> bool {
        let next = self.choices.with_untracked(|choices| {
            let rendered = &choices[..choices.len().min(MAX_RENDERED)];
            let active = self.active.get_untracked();
            let current = rendered.iter().position(|choice| Some(choice.id) == active);
            next_index(key, current, rendered.len()).map(|index| rendered[index].id)
        });
        if let Some(id) = next {
            self.picked.set(Some(id));
            scroll_to(id);
        }
        next.is_some()
    }

    /// The id of the active option's element, for `aria-activedescendant`.
    pub fn active_element(self) -> Option<String> {
        self.active.get().map(option_id)
    }
}

/// A listbox named `label`. Arrow keys, Home and End move in it, Space and a click check an option. Enter and a double click call
/// `on_enter`.
#[component]
pub fn OptionList(offer: Candidates, label: String, on_enter: Callback<()>) -> impl IntoView {
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            on_enter.run(());
        } else if event.key() == " " {
            event.prevent_default();
            if let Some(id) = untrack(|| offer.active()) {
                offer.toggle(id);
            }
        } else if offer.follow_key(&event.key()) {
            event.prevent_default();
        }
    };
    let rendered =
        move || offer.choices.with(|choices| choices[..choices.len().min(MAX_RENDERED)].to_vec());
    let rest = move || {
        let hidden = offer.choices.with(Vec::len).saturating_sub(MAX_RENDERED);
        let text = format!("{} more are not shown. Search to find them.", format::count(hidden));
        (hidden > 0).then(|| view! { <p class="options-rest">{text}</p> })
    };
    view! {
        <div
            role="listbox"
            class="options"
            id=LIST_ID
            aria-label=label
            aria-multiselectable="true"
            tabindex="0"
            aria-activedescendant=move || offer.active_element()
            on:keydown=keydown
        >
            // Keyed by the whole choice: a row is static, so a changed choice needs a new one.
            <For each=rendered key=Choice::clone let:choice>
                <OptionRow choice=choice offer=offer on_enter=on_enter />
            </For>
        </div>
        {rest}
    }
}

#[component]
fn OptionRow(choice: Choice, offer: Candidates, on_enter: Callback<()>) -> impl IntoView {
    let Choice { id, name, second_line, updated_at, is_linked } = choice;
    let is_active = move || offer.active.get() == Some(id);
    let is_selected = move || !is_linked && offer.is_selected(id);
    view! {
        <div
            role="option"
            class="option"
            class:active=is_active
            id=option_id(id)
            aria-selected=move || if is_selected() { "true" } else { "false" }
            aria-disabled=is_linked.then_some("true")
            on:click=move |_| {
                if !is_linked {
                    offer.toggle(id);
                }
            }
            on:dblclick=move |_| {
                if !is_linked {
                    // Its two clicks have checked and unchecked it.
                    if !untrack(|| offer.is_selected(id)) {
                        offer.toggle(id);
                    }
                    on_enter.run(());
                }
            }
        >
            <span class="option-mark"></span>
            <span class="option-name"><Name text=name /></span>
            <span class="option-detail">
                {if is_linked { "Already in this project".to_owned() } else { second_line }}
            </span>
            <span class="option-moment">
                <Age at=updated_at />
            </span>
        </div>
    }
}

fn option_id(id: ResourceId) -> String {
    format!("owned-{id}")
}

fn scroll_to(id: ResourceId) {
    if let Some(option) = document().get_element_by_id(&option_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
