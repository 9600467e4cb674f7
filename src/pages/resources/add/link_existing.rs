//! The form that links a resource which the user owns.

use std::collections::HashSet;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use neptun_api::{Resource, ResourceId};

use super::form::AddResourceForm;
use super::option_list::{Candidates, LIST_ID, OptionList};
use super::options::choices;
use crate::api::{ApiError, explain};
use crate::components::{FormError, RowsSkeleton, loaded};
use crate::format;
use crate::pages::resources::linked::Failure;
use crate::pages::resources::text::Words;
use crate::state::query::Query;
use crate::ui::{Icon, IconName, Name};

/// A search over the user's resources, and the button that links the selected ones. The focus can stay in the search: arrow
/// keys move through the options, Enter links.
#[component]
pub fn LinkExisting(
    form: AddResourceForm,
    owned: Query<Vec<Resource>>,
    /// Opens the tab that creates a resource.
    on_create: Callback<()>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let resource_type = form.resource_type;
    let plural = format::resource_plural(resource_type);
    let search = RwSignal::new(String::new());
    let submitted_without_selection = RwSignal::new(false);

    let linked =
        Memo::new(move |_| {
            form.linked.data.resources(resource_type).value().with(|list| {
                list.iter().flatten().map(Resource::id).collect::<HashSet<ResourceId>>()
            })
        });
    let total = Memo::new(move |_| owned.value().with(|owned| owned.as_ref().map(Vec::len)));
    let matching = Memo::new(move |_| {
        let words = search.with(|text| Words::new(text));
        owned.value().with(|owned| {
            linked.with(|linked| choices(owned.as_deref().unwrap_or_default(), linked, &words))
        })
    });
    // Typing and Enter is enough, but an empty search selects nothing.
    let is_searching = Signal::derive(move || search.with(|text| !text.trim().is_empty()));
    let offer = Candidates::new(matching, linked, is_searching);
    Effect::new(move || {
        let failed: Vec<_> = form.failed.with(|failed| failed.iter().map(|(id, _)| *id).collect());
        if !failed.is_empty() {
            offer.check_only(failed);
        }
    });
    let owns_none = Memo::new(move |_| total.get() == Some(0));
    let finds_none = Memo::new(move |_| offer.choices.with(Vec::is_empty));

    let link = move |ids: Vec<ResourceId>| {
        submitted_without_selection.set(ids.is_empty());
        if !ids.is_empty() {
            form.send_link(ids);
        }
    };
    // Enter needs no selection.
    let on_enter = Callback::new(move |()| {
        let mut ids = untrack(|| offer.selected());
        if ids.is_empty() {
            ids.extend(untrack(|| offer.active()));
        }
        link(ids);
    });
    let type_search = move |text: String| {
        search.set(text);
        submitted_without_selection.set(false);
        offer.reset();
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            on_enter.run(());
        }
        // Home and End move in the text of the input.
        if matches!(&*event.key(), "ArrowDown" | "ArrowUp") && offer.follow_key(&event.key()) {
            event.prevent_default();
        }
    };
    let status = move || {
        let (found, checked) = (offer.choices.with(Vec::len), offer.checked_count());
        total.get().filter(|total| *total > 0).map(|total| {
            let mut told = if found == total {
                format::counted(total, format::resource_singular(resource_type), plural)
            } else {
                format!("{} of {}", format::count(found), format::count(total))
            };
            if checked > 0 {
                told.extend([", ", &*format::count(checked), " selected"]);
            }
            told
        })
    };
    let action = move || match offer.selected().len() {
        _ if form.link.is_pending() => "Linking…".to_owned(),
        0 | 1 => "Link to project".to_owned(),
        several => format!("Link {}", format::count(several)),
    };
    let failed = move || {
        form.failed.with(|failed| {
            let is_shown = !failed.is_empty() && form.link.error().is_none();
            is_shown.then(|| view! { <Failed failed=failed.clone() owned=owned /> })
        })
    };
    let choose_first = move || {
        let one = format::resource_singular(resource_type);
        view! { <p class="field-error">{format!("Choose a {one} from the list first.")}</p> }
    };
    let content = move || {
        move || {
            match (owns_none.get(), finds_none.get()) {
            (true, _) => view! { <OwnsNone form=form on_create=on_create /> }.into_any(),
            (_, true) => {
                view! { <p class="options-none">"No match for “" {search} "”"</p> }.into_any()
            }
            (_, false) => {
                view! { <OptionList offer=offer label=format!("Your {plural}") on_enter=on_enter /> }
                    .into_any()
            }
        }
        }
    };
    view! {
        <form
            class="link-existing"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                link(untrack(|| offer.selected()));
            }
        >
            <input
                type="search"
                autocomplete="off"
                autofocus
                hidden=move || owns_none.get()
                aria-label=format!("Search your {plural}")
                placeholder=format!("Search your {plural}")
                aria-controls=move || (!finds_none.get()).then_some(LIST_ID)
                aria-activedescendant=move || offer.active_element()
                prop:value=search
                on:input=move |event| type_search(event_target_value(&event))
                on:keydown=keydown
            />
            {loaded(owned.status(), None, || view! { <RowsSkeleton rows=4 /> }, content)}
            <div role="alert">
                {move || {
                    (submitted_without_selection.get() && offer.selected().is_empty()).then(choose_first)
                }}
            </div>
            <div role="alert">{failed}</div>
            <FormError submit=form.link />
            <div class="form-actions">
                <p role="status" translate="no" class="options-count muted">
                    {status}
                </p>
                <button
                    type="button"
                    class="button"
                    disabled=move || form.is_pending()
                    on:click=move |_| on_cancel.run(())
                >
                    "Cancel"
                </button>
                <button
                    type="submit"
                    class="button primary"
                    hidden=move || owns_none.get()
                    disabled=move || form.is_pending()
                >
                    {action}
                </button>
            </div>
        </form>
    }
}

/// Names what could not be linked, each with the reason.
#[component]
fn Failed(failed: Vec<Failure<ResourceId>>, owned: Query<Vec<Resource>>) -> impl IntoView {
    let line = |(id, error): (ResourceId, ApiError)| {
        let name = owned.value().with_untracked(|owned| {
            let found = owned.iter().flatten().find(|resource| resource.id() == id);
            found.map(|resource| resource.display_name().into_owned()).unwrap_or_default()
        });
        let why = explain(&error);
        view! {
            <li>
                <strong><Name text=name /> ": " {why.title} ". "</strong>
                {why.detail}
            </li>
        }
    };
    view! {
        <div class="form-error">
            <Icon name=IconName::Alert />
            <ul class="link-failures">{failed.into_iter().map(line).collect_view()}</ul>
        </div>
    }
}

#[component]
fn OwnsNone(form: AddResourceForm, on_create: Callback<()>) -> impl IntoView {
    let resource_type = form.resource_type;
    let one = format::resource_singular(resource_type);
    let way_on = move || {
        if !form.api.can_create(resource_type) {
            return view! { <p>{format!("Create a {one} in Neptun first. It can be linked here then.")}</p> }
                .into_any();
        }
        view! {
            <div class="notice-actions">
                <button type="button" class="button primary" on:click=move |_| on_create.run(())>
                    "Create one"
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="notice">
            <p>{format!("You own no {} yet.", format::resource_plural(resource_type))}</p>
            {way_on}
        </div>
    }
}
