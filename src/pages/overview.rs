//! `/projects/{id}`

pub mod charts;
mod delete;

use leptos::prelude::*;
use neptun_api::{Project, ProjectId, ResourceType};
use routes::Route;

use crate::components::part;
use crate::components::{ErrorPanel, ProjectDialog, RowsSkeleton, loaded, resource_icon};
use crate::format;
use crate::state::project::ProjectData;
use crate::state::projects::Projects;
use crate::state::query::QueryStatus;
use crate::state::save_data::saves_data;
use crate::ui::{DateTime, Icon, IconName, PageHeading, Toasts};
use charts::ProjectCharts;
use delete::DeleteProjectDialog;

part! {
    /// [`OverviewPage`], in the part `pages`.
    pub fn overview_page() -> (Page, pages) {
        <OverviewPage />
    }
}

/// The facts of the project and the counts of its contents. Every part is loaded, and fails, on its own.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let data = ProjectData::expect();
    data.revalidate();
    if !saves_data() {
        data.files.ensure_all();
    }
    let is_empty = Memo::new(move |_| data.counts() == (Some(0), [Some(0); 4]));
    view! {
        <main id="main" class="page" tabindex="-1">
            {loaded(
                data.project.status(),
                Some((Route::Projects, "All projects")),
                || view! { <RowsSkeleton rows=3 /> },
                move || {
                    data.project
                        .value()
                        .with(|project| project.clone().map(|project| view! { <About project=project /> }))
                },
            )}
            <section aria-labelledby="contents-heading">
                <h2 id="contents-heading">"Contents"</h2>
                <ul class="count-cards">
                    <CountCard
                        url=Route::files(data.id)
                        label="Files"
                        icon=IconName::File
                        progress=data.files.status
                        is_explained=true
                        count=Signal::derive(move || data.files_count())
                    />
                    {ResourceType::ALL
                        .into_iter()
                        .map(|kind| {
                            view! {
                                <CountCard
                                    url=Route::resources(data.id, kind)
                                    label=format::resource_heading(kind)
                                    icon=resource_icon(kind)
                                    progress=data.resources(kind).status()
                                    count=Signal::derive(move || data.resources_count(kind))
                                />
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
            {move || is_empty.get().then(|| view! { <EmptyProject project=data.id /> })}
            <ProjectCharts data=data />
        </main>
    }
}

/// The first steps in a project with nothing in it.
#[component]
fn EmptyProject(project: ProjectId) -> impl IntoView {
    let link = |url: Route, label: &'static str| {
        view! { <a class="button" href=url.to_string()>{label}</a> }
    };
    view! {
        <section class="notice">
            <Icon name=IconName::Empty />
            <h2>"This project is empty"</h2>
            <p>"Files and linked resources are what Neptun knows about a project."</p>
            <div class="notice-actions">
                {link(Route::files(project), "Add files")}
                {link(Route::resources(project, ResourceType::UserFiles), "Add a resource")}
            </div>
        </section>
    }
}

/// The dialog in front of the page.
#[derive(Clone, Copy)]
enum OpenDialog {
    Edit,
    Delete,
}

#[component]
fn About(project: Project) -> impl IntoView {
    let (data, projects, toasts) = (ProjectData::expect(), Projects::expect(), Toasts::expect());
    let dialog = RwSignal::new(None::<OpenDialog>);
    let on_close = Callback::new(move |()| dialog.set(None));
    let on_saved = Callback::new(move |saved: Project| {
        dialog.set(None);
        toasts.success("Project saved");
        projects.change(|list| {
            if let Some(listed) = list.iter_mut().find(|listed| listed.id == saved.id) {
                *listed = saved.clone();
            }
        });
        data.project.change(|project| *project = saved);
    });
    let edited = project.clone();
    let drawn = move || match dialog.get()? {
        OpenDialog::Edit => {
            let project = edited.clone();
            Some(
                view! { <ProjectDialog project=project on_saved=on_saved on_close=on_close /> }
                    .into_any(),
            )
        }
        OpenDialog::Delete => {
            let project = edited.clone();
            Some(view! { <DeleteProjectDialog project=project on_close=on_close /> }.into_any())
        }
    };
    view! {
        <div class="page-title">
            <PageHeading title=project.name is_name=true />
            <button type="button" class="button" on:click=move |_| dialog.set(Some(OpenDialog::Edit))>
                "Edit"
            </button>
            <button
                type="button"
                class="button danger"
                on:click=move |_| dialog.set(Some(OpenDialog::Delete))
            >
                "Delete"
            </button>
        </div>
        {drawn}
        <p class="lead">
            {project.description.unwrap_or_else(|| "This project has no description.".to_owned())}
        </p>
        <dl class="facts">
            <div><dt>"Type"</dt><dd>{project.project_type.unwrap_or_else(|| "—".to_owned())}</dd></div>
            <div><dt>"Language"</dt><dd>{project.programming_language.unwrap_or_else(|| "—".to_owned())}</dd></div>
            <div><dt>"Created"</dt><dd><DateTime at=project.created_at /></dd></div>
            <div><dt>"Updated"</dt><dd><DateTime at=project.updated_at /></dd></div>
        </dl>
    }
}

/// A link to the things of one kind, with their number.
#[component]
fn CountCard(
    url: Route,
    label: &'static str,
    icon: IconName,
    progress: QueryStatus,
    /// Set if another part of the page tells why there is no number.
    #[prop(optional)]
    is_explained: bool,
    count: Signal<Option<usize>>,
) -> impl IntoView {
    let number = move || match (count.get(), progress.error()) {
        (Some(count), _) => {
            view! { <span class="count" translate="no">{format::count(count)}</span> }.into_any()
        }
        (None, _) if is_explained && !progress.is_pending() => {
            view! { <span class="count muted">"—"</span> }.into_any()
        }
        (None, Some(error)) if !progress.is_pending() => {
            let retry = Callback::new(move |()| progress.reload());
            view! { <ErrorPanel error=error retry=retry /> }.into_any()
        }
        (None, _) => {
            view! { <span class="skeleton count" role="status" aria-label="Loading"></span> }
                .into_any()
        }
    };
    view! {
        <li class="count-card">
            <a href=url.to_string()>
                <Icon name=icon />
                {label}
            </a>
            {number}
        </li>
    }
}
