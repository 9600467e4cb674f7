//! The navigation between the pages of a project.

use leptos::html;
use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceType};
use routes::{ProjectRoute, Route};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::components::resource_icon;
use crate::format;
use crate::state::navigation::Navigation;
use crate::state::project::ProjectData;
use crate::ui::{Icon, IconName};

/// The navigation named "Project".
#[component]
pub fn ProjectNav(project: ProjectId) -> impl IntoView {
    let data = ProjectData::expect();
    let files_count = Signal::derive(move || data.files_count());
    view! {
        <nav class="project-nav" aria-label="Project">
            <ul>
                <NavLink url=Route::overview(project) label="Overview" icon=IconName::Overview />
                <NavLink url=Route::files(project) label="Files" icon=IconName::File count=files_count />
                <NavLink url=Route::search(project) label="Search" icon=IconName::Search />
            </ul>
            <h2 id="resources-heading">"Resources"</h2>
            <ul aria-labelledby="resources-heading">
                {ResourceType::ALL
                    .into_iter()
                    .map(|kind| {
                        view! {
                            <NavLink
                                url=Route::resources(project, kind)
                                label=format::resource_heading(kind)
                                icon=resource_icon(kind)
                                count=Signal::derive(move || data.resources_count(kind))
                            />
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// A link with its count. It is the current one on its page and on the pages below that.
#[component]
fn NavLink(
    url: Route,
    label: &'static str,
    icon: IconName,
    #[prop(into, optional)] count: Signal<Option<usize>>,
) -> impl IntoView {
    let (navigation, data) = (Navigation::expect(), ProjectData::expect());
    let href = url.to_string();
    let link = NodeRef::<html::A>::new();
    let current = Memo::new(move |_| {
        let place = navigation.route().ok()?;
        is_below(&place, &url).then_some(if place == url { "page" } else { "true" })
    });
    // On a narrow window the links are a row that scrolls, and a count that appears moves the links behind it.
    Effect::new(move |before: Option<Option<_>>| {
        let counts = current.get().map(|_| data.counts());
        // Files that arrive notify without changing a count.
        if counts.is_some()
            && before.flatten() != counts
            && let Some(link) = link.get_untracked()
        {
            // In a frame the page is laid out anyway; here that would be an extra layout.
            request_animation_frame(move || {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                nearest.set_inline(ScrollLogicalPosition::Nearest);
                link.scroll_into_view_with_scroll_into_view_options(&nearest);
            });
        }
        counts
    });
    view! {
        <li>
            <a node_ref=link href=href aria-current=current>
                <Icon name=icon />
                {label}
                {move || {
                    count.get().map(|count| view! { <span class="count" translate="no">{format::count(count)}</span> })
                }}
            </a>
        </li>
    }
}

/// Returns whether `place` is the page that `link` leads to, or is below it.
fn is_below(place: &Route, link: &Route) -> bool {
    let (Route::Project(_, place), Route::Project(_, link)) = (place, link) else {
        return false;
    };
    match (place, link) {
        (ProjectRoute::Overview, ProjectRoute::Overview)
        | (ProjectRoute::Files(_), ProjectRoute::Files(_))
        | (ProjectRoute::Search(_), ProjectRoute::Search(_)) => true,
        (
            ProjectRoute::Resources(kind, _) | ProjectRoute::Resource(kind, _),
            ProjectRoute::Resources(linked, _),
        ) => kind == linked,
        _ => false,
    }
}
