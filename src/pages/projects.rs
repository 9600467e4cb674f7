//! `/projects`

use leptos::prelude::*;
use neptun_api::Project;
use routes::Route;

use crate::api::Api;
use crate::components::part;
use crate::components::{RowsSkeleton, loaded};
use crate::format;
use crate::state::query::Query;
use crate::ui::{Age, Icon, IconName, Name, PageHeading};

part! {
    /// [`ProjectsPage`], in the part `pages`.
    pub fn projects_page() -> (Page, pages) {
        <ProjectsPage />
    }
}

/// All projects of the user, the one that changed last first.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let api = Api::expect();
    let projects = Query::started(move || async move {
        let mut projects = api.projects().await?;
        projects
            .sort_unstable_by_key(|project| std::cmp::Reverse((project.updated_at, project.id)));
        Ok(projects)
    });
    let value = projects.value();
    let count = move || {
        value.with(|projects| {
            projects.as_ref().map(|projects| format::counted(projects.len(), "project", "projects"))
        })
    };
    let content = move || {
        value.with(|projects| match projects.as_deref() {
            None | Some([]) => view! { <NoProjects /> }.into_any(),
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
            </div>
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
fn NoProjects() -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Empty />
            <h2>"No projects yet"</h2>
            <p>"Create a project with the Neptun command line or the API. It is listed here."</p>
        </section>
    }
}
