//! The list of what can be linked, of which one is chosen.

use dom_view::{View, each, view};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use neptun_api::ResourceId;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::options::{Choice, next_index};
use crate::format;
use crate::ui::Moment;

/// The id of the list's element.
pub const LIST_ID: &str = "owned-resources";

/// More than so many are not drawn: nobody reads them all, a search finds them.
const DRAWN: usize = 200;

/// What is offered, and which option the keyboard is at. An option that is linked already can be reached, so that its reason
/// is read, but not chosen.
#[derive(Clone, Copy)]
pub struct Offer {
    /// What is offered, in order.
    pub choices: Memo<Vec<Choice>>,
    /// The option that the keyboard is at.
    pub active: RwSignal<Option<ResourceId>>,
}

impl Offer {
    /// The option that would be linked.
    pub fn chosen(self) -> Option<ResourceId> {
        let active = self.active.get()?;
        self.choices.with(|choices| {
            choices.iter().find(|choice| choice.id == active && !choice.is_linked).map(|c| c.id)
        })
    }

    /// Goes to the first option that can be linked.
    pub fn choose_first(self) {
        self.active.set(self.choices.with_untracked(|choices| {
            choices.iter().find(|choice| !choice.is_linked).map(|choice| choice.id)
        }));
    }

    /// Goes where a key leads. Whether it leads anywhere.
    pub fn follow_key(self, key: &str) -> bool {
        let next = self.choices.with_untracked(|choices| {
            let drawn = &choices[..choices.len().min(DRAWN)];
            let active = self.active.get_untracked();
            let current = drawn.iter().position(|choice| Some(choice.id) == active);
            next_index(key, current, drawn.len()).map(|index| drawn[index].id)
        });
        if let Some(id) = next {
            self.active.set(Some(id));
            scroll_to(id);
        }
        next.is_some()
    }

    /// The id of the element that the keyboard is at, for `aria-activedescendant`.
    pub fn active_element(self) -> Option<String> {
        let active = self.active.get()?;
        self.choices
            .with(|choices| choices.iter().any(|choice| choice.id == active))
            .then(|| option_id(active))
    }
}

/// A listbox named `label`. Arrow keys, Home and End move in it, Enter calls `on_enter`.
#[component]
pub fn OptionList(offer: Offer, label: String, on_enter: Callback<()>) -> View {
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            on_enter.run(());
        } else if offer.follow_key(&event.key()) {
            event.prevent_default();
        }
    };
    let drawn = move || offer.choices.with(|choices| choices[..choices.len().min(DRAWN)].to_vec());
    let rest = move || {
        let hidden = offer.choices.with(Vec::len).saturating_sub(DRAWN);
        let text = format!("{} more are not shown. Search to find them.", format::count(hidden));
        (hidden > 0).then(|| view! { <p class="options-rest">{text}</p> })
    };
    view! {
        <div
            role="listbox"
            class="options"
            id=LIST_ID
            aria-label=label
            tabindex="0"
            aria-activedescendant=move || offer.active_element()
            on:keydown=keydown
        >
            // A choice that says something else is another one.
            {each(
                drawn,
                Choice::clone,
                move |choice| view! { <OptionRow choice=choice active=offer.active /> },
            )}
        </div>
        {rest}
    }
}

#[component]
fn OptionRow(choice: Choice, active: RwSignal<Option<ResourceId>>) -> View {
    let Choice { id, name, second_line, updated_at, is_linked } = choice;
    let is_active = move || active.get() == Some(id);
    let is_selected = move || !is_linked && is_active();
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
                    active.set(Some(id));
                }
            }
        >
            <span class="option-mark"></span>
            <span class="option-name">{name}</span>
            <span class="option-detail">
                {if is_linked { "Already in this project".to_owned() } else { second_line }}
            </span>
            <span class="option-moment">
                <Moment at=updated_at />
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
