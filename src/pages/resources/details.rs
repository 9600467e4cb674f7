//! `/projects/{id}/{resource_type}/{resource_id}`

mod chat_conversation;
mod facts;
mod fields;
mod github_installation;
mod remove;
mod template_collection;
mod user_file;

use leptos::prelude::*;
use neptun_api::{ResourceId, ResourceType};
use routes::Route;

use crate::api::{Api, ApiError};
use crate::components::part;
use crate::components::{ErrorPanel, RowsSkeleton, loaded};
use crate::format;
use crate::state::project::ProjectData;
use crate::state::query::Query;
use crate::ui::{Icon, IconName, PageHeading};
use fields::ResourceDetails;
use remove::RemoveResourceDialog;

part! {
    /// [`ResourcePage`], in the part `pages`.
    pub fn resource_page(resource_type: ResourceType, id: ResourceId) -> (Page, pages) {
        <ResourcePage resource_type=resource_type id=id />
    }
}

/// Every field of one linked resource. The fields that the list has are shown while the details are loaded.
#[component]
pub fn ResourcePage(resource_type: ResourceType, id: ResourceId) -> impl IntoView {
    let api = Api::expect();
    let data = ProjectData::expect();
    let details = Query::started(move || api.resource(data.id, resource_type, id))
        .nested_in(data.project.status());
    let listed = data.resources(resource_type).value();
    let known = listed
        .with_untracked(|list| list.iter().flatten().find(|resource| resource.id() == id).cloned());
    if let Some(known) = known {
        details.show(known);
    }
    // It may be gone while the list still has it.
    let missing = Memo::new(move |_| details.error() == Some(ApiError::NotFound));
    // A memo: details that equal those of the list change nothing on screen.
    let resource = Memo::new(move |_| details.value().get());
    let name = Memo::new(move |_| {
        let name = resource.with(|found| found.as_ref().map(|it| it.display_name().into_owned()));
        name.unwrap_or_default()
    });
    let removing = RwSignal::new(false);

    let list_url = Route::resources(data.id, resource_type);
    let list_name = format::resource_heading(resource_type);
    let list_href = list_url.to_string();
    let back = (list_url, list_name);
    let content = move || {
        view! {
            <a class="back-link" href=list_href.clone()>
                <Icon name=IconName::ArrowLeft />
                {list_name}
            </a>
            <div class="page-title">
                <PageHeading title=name is_name=true context=Signal::derive(move || data.name()) />
                <button
                    type="button"
                    class="button danger"
                    aria-haspopup="dialog"
                    on:click=move |_| removing.set(true)
                >
                    <Icon name=IconName::Unlink />
                    "Remove from project"
                </button>
            </div>
            {move || resource.get().map(|resource| view! { <ResourceDetails resource=resource /> })}
        }
    };
    let body = move || {
        let back = back.clone();
        if missing.get() {
            view! { <ErrorPanel error=ApiError::NotFound back=back whole_page=true /> }.into_any()
        } else {
            loaded(
                details.status(),
                Some(back),
                || view! { <RowsSkeleton rows=4 /> },
                content.clone(),
            )
        }
    };
    let dialog = move || {
        let on_close = Callback::new(move |()| removing.set(false));
        let resource = resource.get_untracked()?;
        Some(
            view! { <RemoveResourceDialog resource_type=resource_type resource=resource on_close=on_close /> },
        )
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            {body}
            {move || removing.get().then(dialog).flatten()}
        </main>
    }
}
