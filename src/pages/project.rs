//! `/projects/{id}` and everything below it: the navigation beside the page.

use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceId, ResourceType};

use super::files::FilesPage;
use crate::api::ApiError;
use crate::chunks;
use crate::components::{Crumb, ErrorPanel, ProjectNav};
use crate::navigation::Navigation;
use crate::palette::Palette;
use crate::project_data::ProjectData;
use crate::save_data::saves_data;
use crate::urls::{AppUrl, ProjectPage};

/// The page of the project. The rest of the URL is the page's own.
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
pub fn ProjectScreen(project: ProjectId, palette: Palette) -> impl IntoView {
    let navigation = Navigation::expect();
    let data = ProjectData::provide(project);
    let crumb = Crumb::expect();
    Effect::new(move || crumb.0.set(data.name()));
    on_cleanup(move || crumb.0.set(None));

    let page = Memo::new(move |last: Option<&Page>| match navigation.place() {
        Ok(AppUrl::Project(_, ProjectPage::Files(_))) => Page::Files,
        Ok(AppUrl::Project(_, ProjectPage::Search(_))) => Page::Search,
        Ok(AppUrl::Project(_, ProjectPage::Resources(kind))) => Page::Resources(kind),
        Ok(AppUrl::Project(_, ProjectPage::Resource(kind, id))) => Page::Resource(kind, id),
        Ok(AppUrl::Project(_, ProjectPage::Overview)) => Page::Overview,
        // The user leaves the project: the last page stays until the next one replaces it.
        _ => last.copied().unwrap_or(Page::Overview),
    });
    // The navigation shows the number of files, which only the list of all files tells. The list waits until everything else is
    // loaded; on the files page the filters decide what to load. A user who saves data gets no texts for the number alone.
    Effect::new(move || {
        if page.get() != Page::Files && data.is_settled() && !saves_data() {
            data.files.ensure_all();
        }
    });
    // A project that does not exist, or is not the user's, has no pages.
    let missing = Memo::new(move |_| data.project.error() == Some(ApiError::NotFound));
    let draw = move |page: Page| match page {
        Page::Overview => chunks::overview_page(),
        Page::Files => view! { <FilesPage /> }.into_any(),
        Page::Search => chunks::search_page(),
        Page::Resources(kind) => chunks::resources_page(kind),
        Page::Resource(kind, id) => chunks::resource_page(kind, id),
    };
    move || {
        if missing.get() {
            return view! {
                <main id="main" class="page" tabindex="-1">
                    <ErrorPanel
                        error=ApiError::NotFound
                        back=(AppUrl::Projects, "All projects")
                        whole_page=true
                    />
                </main>
            }
            .into_any();
        }
        view! {
            <div class="project">
                <ProjectNav project=project />
                {move || {
                    let page = page.get();
                    // Two lists of resources are views of one type. A closure is never rebuilt in place, so they share no elements.
                    move || draw(page)
                }}
            </div>
            {palette.dialog()}
        }
        .into_any()
    }
}
