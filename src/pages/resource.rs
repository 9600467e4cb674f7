//! `/projects/{id}/{resource_type}/{resource_id}`

use leptos::prelude::*;
use neptun_api::{ResourceId, ResourceType};

use crate::api::{Api, ApiError};
use crate::components::{ErrorPanel, RemoveResourceDialog, ResourceDetails, RowsSkeleton, loaded};
use crate::format;
use crate::load::Load;
use crate::project_data::ProjectData;
use crate::ui::{Icon, IconName, PageHeading};
use crate::urls::AppUrl;

/// Every field of one linked resource. What the list knows of it is shown at once, while the details are loaded.
#[component]
pub fn ResourcePage(resource_type: ResourceType, id: ResourceId) -> impl IntoView {
    let api = Api::expect();
    let data = ProjectData::expect();
    let details = Load::new(move || api.resource(data.id, resource_type, id));
    data.resources(resource_type).value().with_untracked(|list| {
        let known = list.iter().flatten().find(|resource| resource.id() == id);
        details.value().set(known.cloned());
    });
    details.reload();

    // Details that say the same as the list change nothing on screen.
    let resource = Memo::new(move |_| details.value().get());
    let name = Memo::new(move |_| {
        resource
            .with(|resource| resource.as_ref().map(|resource| resource.display_name().into_owned()))
    });
    // It may be gone although the list still has it.
    let missing = Memo::new(move |_| details.error() == Some(ApiError::NotFound));
    let removing = RwSignal::new(false);

    let list_url = AppUrl::resources(data.id, resource_type);
    let list_name = format::resource_heading(resource_type);
    let back = (list_url.clone(), list_name);
    let content = move || {
        if missing.get() {
            return view! { <ErrorPanel error=ApiError::NotFound back=back.clone() /> }.into_any();
        }
        loaded(
            details.progress(),
            // The way back stands above the heading.
            None,
            || view! { <RowsSkeleton rows=4 /> }.into_any(),
            move || {
                (move || {
                    resource.get().map(|resource| view! { <ResourceDetails resource=resource /> })
                })
                .into_any()
            },
        )
        .into_any()
    };
    let is_there = move || !missing.get() && name.with(Option::is_some);
    view! {
        <main id="main" class="page" tabindex="-1">
            <a class="back-link" href=list_url.to_string()>
                <Icon name=IconName::ArrowLeft />
                {list_name}
            </a>
            <div class="page-title">
                <PageHeading
                    title=Signal::derive(move || {
                        name.get().unwrap_or_else(|| format::resource_title(resource_type).to_owned())
                    })
                    context=Signal::derive(move || data.name())
                />
                <Show when=is_there>
                    <button
                        type="button"
                        class="button danger"
                        aria-haspopup="dialog"
                        on:click=move |_| removing.set(true)
                    >
                        <Icon name=IconName::Unlink />
                        "Remove from project"
                    </button>
                </Show>
            </div>
            {content}
            <Show when=move || removing.get()>
                <RemoveResourceDialog
                    resource_type=resource_type
                    id=id
                    name=name.get_untracked().unwrap_or_default()
                    on_close=Callback::new(move |()| removing.set(false))
                />
            </Show>
        </main>
    }
}
