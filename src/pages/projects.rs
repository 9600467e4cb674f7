//! `/projects`

mod cards;

use leptos::prelude::*;
use neptun_api::Project;
use routes::Route;

use super::words::Words;
use crate::api::session::Session;
use crate::components::part;
use crate::components::{ProjectDialog, RowsSkeleton, loaded};
use crate::format;
use crate::state::navigation::Navigation;
use crate::state::opened_projects::opened_projects;
use crate::state::preferences::Preference;
use crate::state::projects::Projects;
use crate::ui::{Age, Icon, IconName, Name, PageHeading, Toasts, plain_name};
use cards::{Card, ProjectSort, cards};

part! {
    /// [`ProjectsPage`], in the part `pages`.
    pub fn projects_page() -> (Page, pages) {
        <ProjectsPage />
    }
}

/// The projects of the user that match the search, the one that was opened last first unless another order is chosen.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let (known, navigation) = (Projects::expect(), Navigation::expect());
    let projects = known.query();
    let search = known.search;
    let remembered = Preference::ProjectsSort.get().unwrap_or_default();
    let sort = RwSignal::new(ProjectSort::parse(&remembered));
    let opened = Session::expect().user_id_untracked().map(opened_projects).unwrap_or_default();
    let is_creating = RwSignal::new(false);
    let create = Callback::new(move |()| is_creating.set(true));
    let toasts = Toasts::expect();
    let on_saved = Callback::new(move |project: Project| {
        let page = Route::overview(project.id);
        toasts.success(format!("Created “{}”", plain_name(&project.name)));
        known.change(|list| list.insert(0, project));
        navigation.push(&page);
    });
    let on_close = Callback::new(move |()| is_creating.set(false));
    let value = projects.value();
    let total = Memo::new(move |_| value.with(|projects| projects.as_ref().map_or(0, Vec::len)));
    let found = Memo::new(move |_| {
        let words = search.with(|text| Words::new(text));
        value.with(|projects| {
            cards(projects.as_deref().unwrap_or_default(), &opened, &words, sort.get())
        })
    });
    let count = move || {
        let (found, total) = (found.with(Vec::len), total.get());
        let all = format::counted(total, "project", "projects");
        projects.status().is_loaded().then(|| {
            if found == total { all } else { format!("{} of {all}", format::count(found)) }
        })
    };
    let has_any = Memo::new(move |_| total.get() > 0);
    let finds_any = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let list = move || {
        if !finds_any.get() {
            return view! { <NoMatch search=search /> }.into_any();
        }
        view! {
            <ul class="project-list" aria-label="Projects">
                // Keyed by the whole card: it is static, so a changed project needs a new one.
                <For each=move || found.get() key=Card::clone let:card>
                    <ProjectCard card=card />
                </For>
            </ul>
        }
        .into_any()
    };
    let content = move || {
        move || {
            if !has_any.get() {
                return view! { <NoProjects on_create=create /> }.into_any();
            }
            view! {
                <Tools search=search sort=sort />
                {list}
            }
            .into_any()
        }
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-title">
                <PageHeading title="Projects" />
                <p role="status" translate="no" class="muted">{count}</p>
                <button type="button" class="button primary" on:click=move |_| create.run(())>
                    <Icon name=IconName::Plus />
                    "New project"
                </button>
            </div>
            {move || {
                is_creating.get().then(|| view! { <ProjectDialog on_saved=on_saved on_close=on_close /> })
            }}
            {loaded(
                projects.status(),
                None,
                || view! { <RowsSkeleton /> },
                content,
            )}
        </main>
    }
}

/// The search and the order.
#[component]
fn Tools(search: RwSignal<String>, sort: RwSignal<ProjectSort>) -> impl IntoView {
    let choose = move |event| {
        let chosen = ProjectSort::parse(&event_target_value(&event));
        sort.set(chosen);
        let is_default = chosen == ProjectSort::Opened;
        Preference::ProjectsSort.set((!is_default).then_some(chosen.as_str()));
    };
    let option = |option: ProjectSort| {
        let is_chosen = move || sort.get() == option;
        view! { <option value=option.as_str() prop:selected=is_chosen>{option.label()}</option> }
    };
    view! {
        <div class="project-tools">
            <input
                type="search"
                aria-label="Search projects"
                placeholder="Search projects"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input=move |event| search.set(event_target_value(&event))
            />
            <select aria-label="Sort projects" on:change=choose>
                {ProjectSort::ALL.map(option)}
            </select>
        </div>
    }
}

#[component]
fn ProjectCard(card: Card) -> impl IntoView {
    let opened = card.opened_at.map(|at| view! { <span>"Opened " <Age at=Some(at) /></span> });
    view! {
        <li class="project-card">
            <h2>
                <a href=Route::overview(card.id).to_string()><Name text=card.name /></a>
            </h2>
            <p class="project-description">{card.description}</p>
            <p class="project-facts">
                {card.facts.into_iter().map(|fact| view! { <span class="tag">{fact}</span> }).collect_view()}
                <span class="project-times muted">
                    {opened}
                    <span>"Updated " <Age at=card.updated_at /></span>
                </span>
            </p>
        </li>
    }
}

#[component]
fn NoMatch(search: RwSignal<String>) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"No match"</h2>
            <p>"No project contains " <b>{search}</b> "."</p>
            <div class="notice-actions">
                <button type="button" class="button" on:click=move |_| search.set(String::new())>
                    "Clear the search"
                </button>
            </div>
        </section>
    }
}

#[component]
fn NoProjects(on_create: Callback<()>) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Empty />
            <h2>"No projects yet"</h2>
            <p>"A project holds context files and linked resources."</p>
            <div class="notice-actions">
                <button type="button" class="button primary" on:click=move |_| on_create.run(())>
                    "Create one"
                </button>
            </div>
        </section>
    }
}
