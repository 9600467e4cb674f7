//! `/projects/{id}/{resource_type}`

mod bar;
mod selection;
mod table;
mod url;

use leptos::html;
use leptos::prelude::*;
use neptun_api::{ResourceId, ResourceType};

use super::add::AddResourceDialog;
use super::linked::LinkedResources;
use super::text::Words;
use crate::components::part;
use crate::components::{RowsSkeleton, loaded, resource_icon};
use crate::format;
use crate::state::project::ProjectData;
use crate::ui::{Icon, IconName, PageHeading};
use bar::SelectedBar;
use selection::RowSelection;
use table::{ResourceTable, rows};
use url::ListUrl;

part! {
    /// [`ResourcesPage`], in the part `pages`.
    pub fn resources_page(resource_type: ResourceType) -> (Page, pages) {
        <ResourcesPage resource_type=resource_type />
    }
}

/// The resources of one type that are linked to the project, and the way to add more.
#[component]
pub fn ResourcesPage(resource_type: ResourceType) -> impl IntoView {
    let data = ProjectData::expect();
    let list = data.resources(resource_type);
    list.revalidate();
    let url = ListUrl::new(data.id, resource_type);
    let adding = RwSignal::new(false);
    let added = RwSignal::new(Vec::<ResourceId>::new());
    let add_button = NodeRef::<html::Button>::new();

    let selection = RowSelection::new(LinkedResources::new(resource_type));
    let total = Memo::new(move |_| {
        list.status().is_loaded().then(|| selection.with_listed(|listed| listed.len()))
    });
    let rows = Memo::new(move |_| {
        let words = url.text.with(|text| Words::new(text));
        selection.with_listed(|listed| rows(listed, &words, url.sort.get()))
    });
    let status = move || {
        let (one, many) =
            (format::resource_singular(resource_type), format::resource_plural(resource_type));
        let shown = rows.with(Vec::len);
        total.get().map(|total| {
            let all = format::counted(total, one, many);
            if shown == total { all } else { format!("{} of {all}", format::count(shown)) }
        })
    };
    let add = move || {
        // The dialog returns the focus to this button: the one in an empty list is gone by then.
        if let Some(button) = add_button.get_untracked() {
            // Fails only where nothing can have the focus.
            let _ = button.focus();
        }
        adding.set(true);
    };
    let on_added = Callback::new(move |ids| {
        // The filter must not hide what is new.
        url.clear_text();
        added.set(ids);
    });
    let remove = Callback::new(move |ids| {
        rows.with_untracked(|rows| selection.remove(ids, rows, add_button));
    });
    let has_selected = Memo::new(move |_| !selection.selected().is_empty());
    let bar = move || {
        let label = format!("Selected {}", format::resource_plural(resource_type));
        let on_remove = Callback::new(move |()| remove.run(untrack(|| selection.selected())));
        view! { <SelectedBar selection=selection rows=rows label=label on_remove=on_remove /> }
    };
    let has_any = Memo::new(move |_| total.get().is_some_and(|total| total > 0));
    let shape = Memo::new(move |_| match (has_any.get(), rows.with(Vec::is_empty)) {
        (false, _) => Shape::Empty,
        (true, true) => Shape::NoMatch,
        (true, false) => Shape::Table,
    });
    let content = move || {
        view! {
            {move || has_any.get().then(|| view! { <Filter resource_type=resource_type url=url /> })}
            {move || match shape.get() {
                Shape::Empty => {
                    view! { <NoResources resource_type=resource_type on_add=Callback::new(move |()| add()) /> }
                        .into_any()
                }
                Shape::NoMatch => view! { <NoMatch url=url /> }.into_any(),
                Shape::Table => {
                    view! { <ResourceTable project=data.id resource_type=resource_type url=url rows=rows added=added selection=selection on_remove=remove /> }
                        .into_any()
                }
            }}
        }
    };
    let on_close = Callback::new(move |()| adding.set(false));
    let dialog = move || {
        view! { <AddResourceDialog resource_type=resource_type on_added=on_added on_close=on_close /> }
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-title">
                <PageHeading
                    title=format::resource_heading(resource_type)
                    context=Signal::derive(move || data.name())
                />
                <p role="status" translate="no" class="muted">
                    {status}
                </p>
                <button
                    type="button"
                    class="button primary"
                    aria-haspopup="dialog"
                    node_ref=add_button
                    on:click=move |_| add()
                >
                    <Icon name=IconName::Plus />
                    {format!("Add {}", format::resource_singular(resource_type))}
                </button>
            </div>
            {loaded(
                list.status(),
                None,
                || view! { <RowsSkeleton rows=5 /> },
                content,
            )}
            {move || has_selected.get().then(bar)}
            {move || adding.get().then(dialog)}
        </main>
    }
}

/// The content below the heading.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Empty,
    NoMatch,
    Table,
}

#[component]
fn Filter(resource_type: ResourceType, url: ListUrl) -> impl IntoView {
    let name = format!("Filter {}", format::resource_plural(resource_type));
    view! {
        <input
            type="search"
            class="resource-filter"
            aria-label=name.clone()
            placeholder=name
            prop:value=url.text
            on:input=move |event| url.type_text(event_target_value(&event))
        />
    }
}

#[component]
fn NoResources(resource_type: ResourceType, on_add: Callback<()>) -> impl IntoView {
    let purpose = match resource_type {
        ResourceType::UserFiles => {
            "User files are texts of your own, such as notes and snippets. Linked to a project, they become part of what Neptun knows about it."
        }
        ResourceType::TemplateCollections => {
            "Template collections are sets of files to start new work from. Linked to a project, their templates are at hand in it."
        }
        ResourceType::GithubInstallations => {
            "A GitHub installation gives Neptun access to repositories of an account. Linked to a project, they can be imported into it."
        }
        ResourceType::ChatConversations => {
            "Chat conversations are talks with a model. Linked to a project, they keep what was said about it in one place."
        }
    };
    view! {
        <section class="notice">
            <Icon name=resource_icon(resource_type) />
            <h2>{format!("No {} yet", format::resource_plural(resource_type))}</h2>
            <p>{purpose}</p>
            <div class="notice-actions">
                <button
                    type="button"
                    class="button"
                    aria-haspopup="dialog"
                    on:click=move |_| on_add.run(())
                >
                    <Icon name=IconName::Plus />
                    {format!("Add the first {}", format::resource_singular(resource_type))}
                </button>
            </div>
        </section>
    }
}

#[component]
fn NoMatch(url: ListUrl) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"No match"</h2>
            <p>"No line contains " <b>{url.text}</b> "."</p>
            <div class="notice-actions">
                <button type="button" class="button" on:click=move |_| url.clear_text()>
                    "Clear the filter"
                </button>
            </div>
        </section>
    }
}
