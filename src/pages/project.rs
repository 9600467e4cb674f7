//! `/projects/{id}` and everything below it: the navigation beside the page.

mod nav;

use leptos::prelude::*;
use leptos_router::components::Outlet;
use neptun_api::ProjectId;
use routes::{ProjectRoute, Route};

use super::projects::projects_page;
use super::resources::{resource_page, resources_page};
use crate::api::ApiError;
use crate::api::session::Session;
use crate::components::{Breadcrumb, ErrorPanel, Palette};
use crate::state::navigation::Navigation;
use crate::state::opened_projects::remember_opened;
use crate::state::project::ProjectData;
use crate::state::save_data::saves_data;
use nav::ProjectNav;

/// The project in the URL. Another project gets a new layout.
#[component]
pub fn ProjectLayout() -> impl IntoView {
    let navigation = Navigation::expect();
    let project = Memo::new(move |last: Option<&Option<ProjectId>>| match navigation.route() {
        Ok(Route::Project(project, _)) => Some(project),
        // The user leaves the project: it stays until the next page replaces it.
        _ => last.copied().flatten(),
    });
    move || {
        let project = project.get();
        // A closure is never rebuilt in place, so that two projects share no elements.
        move || project.map(|project| view! { <Project project=project /> })
    }
}

#[component]
fn Project(project: ProjectId) -> impl IntoView {
    let navigation = Navigation::expect();
    let data = ProjectData::provide(project);
    let crumb = Breadcrumb::expect();
    let session = Session::expect();
    Effect::new(move || {
        if data.project.status().is_loaded()
            && let Some(user) = session.user_id_untracked()
        {
            remember_opened(user, project);
        }
    });
    Effect::new(move || crumb.0.set(data.name()));
    on_cleanup(move || crumb.0.set(None));

    // The navigation shows the number of files, which only the list of all files tells. The list waits until everything else is
    // loaded; on the files page the filters decide what to load. A user who saves data gets no texts for the number alone.
    Effect::new(move || {
        let is_files_page =
            matches!(navigation.route(), Ok(Route::Project(_, ProjectRoute::Files(_))));
        if !is_files_page && data.is_settled() && !saves_data() {
            data.files.ensure_all();
        }
    });
    // A project that does not exist, or is not the user's, has no pages.
    let missing = Memo::new(move |_| data.project.error() == Some(ApiError::NotFound));
    move || {
        if missing.get() {
            return view! {
                <main id="main" class="page" tabindex="-1">
                    <ErrorPanel
                        error=ApiError::NotFound
                        back=(Route::Projects, "All projects")
                        whole_page=true
                    />
                </main>
            }
            .into_any();
        }
        view! {
            <div class="project">
                <ProjectNav project=project />
                <Outlet />
            </div>
            {Palette::expect().dialog()}
        }
        .into_any()
    }
}

/// The list of projects.
#[component]
pub fn ProjectsRoute() -> impl IntoView {
    (projects_page(), Palette::expect().dialog())
}

/// The resources of the type in the URL.
#[component]
pub fn ResourcesRoute() -> impl IntoView {
    let navigation = Navigation::expect();
    let shown = Memo::new(move |last: Option<&Option<_>>| match navigation.route() {
        Ok(Route::Project(_, ProjectRoute::Resources(resource_type, _))) => Some(resource_type),
        // Another page is about to replace this one.
        _ => last.copied().flatten(),
    });
    move || {
        let shown = shown.get();
        // A closure is never rebuilt in place: two lists share no elements.
        move || shown.map(resources_page)
    }
}

/// The resource in the URL.
#[component]
pub fn ResourceRoute() -> impl IntoView {
    let navigation = Navigation::expect();
    let shown = Memo::new(move |last: Option<&Option<_>>| match navigation.route() {
        Ok(Route::Project(_, ProjectRoute::Resource(resource_type, id))) => {
            Some((resource_type, id))
        }
        // Another page is about to replace this one.
        _ => last.copied().flatten(),
    });
    move || {
        let shown = shown.get();
        // A closure is never rebuilt in place: two resources share no elements.
        move || shown.map(|(resource_type, id)| resource_page(resource_type, id))
    }
}
