//! `/projects`

use leptos::prelude::*;
use neptun_api::Project;
use routes::Route;

use crate::components::part;
use crate::components::{ProjectDialog, RowsSkeleton, loaded};
use crate::format;
use crate::state::navigation::Navigation;
use crate::state::projects::Projects;
use crate::ui::{Age, Icon, IconName, Name, PageHeading, Toasts, plain_name};

part! {
    /// [`ProjectsPage`], in the part `pages`.
    pub fn projects_page() -> (Page, pages) {
        <ProjectsPage />
    }
}

/// All projects of the user, the one that changed last first.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let (known, navigation) = (Projects::expect(), Navigation::expect());
    let projects = known.query();
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
    let count = move || {
        value.with(|projects| {
            projects.as_ref().map(|projects| format::counted(projects.len(), "project", "projects"))
        })
    };
    let content = move || {
        value.with(|projects| match projects.as_deref() {
            None | Some([]) => view! { <NoProjects on_create=create /> }.into_any(),
            Some(projects) => view! {
                <ul class="project-list" aria-label="Projects">
                    {projects.iter().map(|project| view! { <ProjectCard project=project.clone() /> }).collect_view()}
                </ul>
            }
            .into_any(),
        })
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

#[component]
fn ProjectCard(project: Project) -> impl IntoView {
    let facts: Vec<_> =
        [project.project_type, project.programming_language].into_iter().flatten().collect();
    view! {
        <li class="project-card">
            <h2>
                <a href=Route::overview(project.id).to_string()><Name text=project.name /></a>
            </h2>
            <p class="project-description">{project.description}</p>
            <p class="project-facts">
                {facts.into_iter().map(|fact| view! { <span class="tag">{fact}</span> }).collect_view()}
                <span class="muted">"Updated " <Age at=project.updated_at /></span>
            </p>
        </li>
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
