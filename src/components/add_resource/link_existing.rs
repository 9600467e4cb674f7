//! Linking what the user owns already.

use std::collections::HashSet;

use dom_view::ev::value_of;
use dom_view::{View, view};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use neptun_api::{LinkResource, NewResource, Resource, ResourceId};

use super::adding::Adding;
use super::option_list::{LIST_ID, Offer, OptionList};
use super::options::choices;
use crate::components::resource_text::Words;
use crate::components::{FormError, RowsSkeleton, loaded};
use crate::format;
use crate::load::Load;
use crate::reactive::{callback, memo, signal};

/// A search over what the user owns, and the button that links the chosen one. The keyboard can stay in the search: arrow
/// keys go through the options, Enter links.
#[component]
pub fn LinkExisting(
    adding: Adding,
    owned: Load<Vec<Resource>>,
    /// Leads to creating something new.
    on_create: Callback<()>,
    on_cancel: Callback<()>,
) -> View {
    let resource_type = adding.resource_type;
    let plural = format::resource_plural(resource_type);
    let search = signal(String::new());
    // Whether linking was tried with nothing chosen.
    let asked_in_vain = signal(false);

    let linked =
        memo(move || {
            adding.data.resources(resource_type).value().with(|list| {
                list.iter().flatten().map(Resource::id).collect::<HashSet<ResourceId>>()
            })
        });
    let total = memo(move || owned.value().with(|owned| owned.as_ref().map(Vec::len)));
    let offer = Offer {
        choices: memo(move || {
            let words = search.with(|text| Words::new(text));
            owned.value().with(|owned| {
                linked.with(|linked| choices(owned.as_deref().unwrap_or_default(), linked, &words))
            })
        }),
        active: signal(None),
    };
    let owns_none = memo(move || total.get() == Some(0));
    let finds_none = memo(move || offer.choices.with(Vec::is_empty));

    let link = move || match untrack(|| offer.chosen()) {
        Some(id) => {
            asked_in_vain.set(false);
            adding.send(adding.link, NewResource::Link(LinkResource { resource_type, id }));
        }
        None => asked_in_vain.set(true),
    };
    let type_search = move |text: String| {
        search.set(text);
        asked_in_vain.set(false);
        // Typing and Enter is enough; but nothing is chosen for somebody who has not said what they want.
        match search.with_untracked(|text| text.trim().is_empty()) {
            true => offer.active.set(None),
            false => offer.choose_first(),
        }
    };
    let keydown = move |event: KeyboardEvent| {
        // Home and End belong to the text here.
        if matches!(&*event.key(), "ArrowDown" | "ArrowUp") && offer.follow_key(&event.key()) {
            event.prevent_default();
        }
    };
    let status = move || {
        let found = offer.choices.with(Vec::len);
        total.get().filter(|total| *total > 0).map(|total| match found == total {
            true => format::counted(total, format::resource_singular(resource_type), plural),
            false => format!("{} of {}", format::count(found), format::count(total)),
        })
    };
    let choose_first = move || {
        let one = format::resource_singular(resource_type);
        view! { <p class="field-error">{format!("Choose a {one} from the list first.")}</p> }
    };
    let content = move || {
        move || match (owns_none.get(), finds_none.get()) {
            (true, _) => view! { <OwnsNone plural=plural on_create=on_create /> },
            (_, true) => {
                view! { <p class="options-none">"No match for “" {search} "”"</p> }
            }
            (_, false) => {
                let on_enter = callback(move |()| link());
                view! { <OptionList offer=offer label=format!("Your {plural}") on_enter=on_enter /> }
            }
        }
    };
    view! {
        <form
            class="link-existing"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                link();
            }
        >
            <input
                type="search"
                autofocus
                hidden=move || owns_none.get()
                aria-label=format!("Search your {plural}")
                placeholder=format!("Search your {plural}")
                aria-controls=move || (!finds_none.get()).then_some(LIST_ID)
                aria-activedescendant=move || offer.active_element()
                prop:value=search
                on:input=move |event| type_search(value_of(&event))
                on:keydown=keydown
            />
            {loaded(owned.progress(), None, || view! { <RowsSkeleton rows=4 /> }, content)}
            <div role="alert">
                {move || {
                    (asked_in_vain.get() && offer.chosen().is_none()).then(choose_first)
                }}
            </div>
            <FormError submit=adding.link />
            <div class="form-actions">
                <p role="status" class="options-count muted">
                    {status}
                </p>
                <button
                    type="button"
                    class="button"
                    disabled=move || adding.is_pending()
                    on:click=move |_| on_cancel.run(())
                >
                    "Cancel"
                </button>
                <button
                    type="submit"
                    class="button primary"
                    hidden=move || owns_none.get()
                    disabled=move || adding.is_pending()
                >
                    {move || if adding.link.is_pending() { "Linking…" } else { "Link to project" }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn OwnsNone(plural: &'static str, on_create: Callback<()>) -> View {
    view! {
        <div class="notice">
            <p>{format!("You own no {plural} yet.")}</p>
            <div class="notice-actions">
                <button type="button" class="button primary" on:click=move |_| on_create.run(())>
                    "Create one"
                </button>
            </div>
        </div>
    }
}
