//! `/projects/{id}` and everything below it: the navigation beside the page.

use dom_view::{IntoView, View, view};
use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceId, ResourceType};

use super::files::FilesPage;
use crate::api::ApiError;
use crate::chunks;
use crate::components::{Crumb, ErrorPanel, ProjectNav};
use crate::navigation::Navigation;
use crate::palette::Palette;
use crate::project_data::ProjectData;
use crate::reactive::{effect, memo};
use crate::save_data::saves_data;
use crate::urls::{AppUrl, ProjectPage};

/// Which page of the project is drawn. What else is in the URL is up to the page.
#[derive(Clone, Copy, PartialEq)]
enum Page {
    Overview,
    Files,
    Search,
    Resources(ResourceType),
    Resource(ResourceType, ResourceId),
}

/// A project.
#[component]
pub fn ProjectScreen(project: ProjectId, palette: Palette) -> View {
    let navigation = Navigation::expect();
    let data = ProjectData::provide(project);
    let crumb = Crumb::expect();
    effect(move || crumb.0.set(data.name()));
    on_cleanup(move || crumb.0.set(None));

    let page = Memo::new(move |last: Option<&Page>| match navigation.place() {
        Ok(AppUrl::Project(_, ProjectPage::Files(_))) => Page::Files,
        Ok(AppUrl::Project(_, ProjectPage::Search(_))) => Page::Search,
        Ok(AppUrl::Project(_, ProjectPage::Resources(kind))) => Page::Resources(kind),
        Ok(AppUrl::Project(_, ProjectPage::Resource(kind, id))) => Page::Resource(kind, id),
        Ok(AppUrl::Project(_, ProjectPage::Overview)) => Page::Overview,
        // On the way out of the project: nothing is worth drawing anew.
        _ => last.copied().unwrap_or(Page::Overview),
    });
    // The navigation tells how many files there are, and only the list of all files says so. It waits until everything else
    // is here; on the files page the filters decide what is loaded. For a number alone nobody who saves data wants all texts.
    effect(move || {
        if page.get() != Page::Files && data.is_settled() && !saves_data() {
            data.files.ensure_all();
        }
    });
    // A project that does not exist, or is not the user's, has no pages.
    let missing = memo(move || data.project.error() == Some(ApiError::NotFound));
    let screen = move || {
        if missing.get() {
            return view! {
                <main id="main" class="page" tabindex="-1">
                    <ErrorPanel
                        error=ApiError::NotFound
                        back=(AppUrl::Projects, "All projects")
                        whole_page=true
                    />
                </main>
            };
        }
        view! {
            <div class="project">
                <ProjectNav project=project />
                {move || match page.get() {
                    Page::Overview => chunks::overview_page(),
                    Page::Files => view! { <FilesPage /> },
                    Page::Search => chunks::search_page(),
                    Page::Resources(kind) => chunks::resources_page(kind),
                    Page::Resource(kind, id) => {
                        chunks::resource_page(kind, id)
                    }
                }}
            </div>
            {palette.dialog()}
        }
    };
    screen.into_view()
}
