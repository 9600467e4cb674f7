//! The dialog that confirms the removal of a resource from the project.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{ResourceId, ResourceType};
use routes::Route;

use crate::api::Api;
use crate::components::{FormActions, FormError};
use crate::format;
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::state::project::ProjectData;
use crate::ui::{Dialog, Toasts, plain_name};

/// Asks for confirmation, removes the resource, and goes back to the list.
#[component]
pub fn RemoveResourceDialog(
    resource_type: ResourceType,
    id: ResourceId,
    /// The name of the resource.
    name: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let api = Api::expect();
    let data = ProjectData::expect();
    let navigation = Navigation::expect();
    let toasts = Toasts::expect();
    let submit = Mutation::new();
    let kind = format::resource_singular(resource_type);
    let name = plain_name(&name).into_owned();

    let close = move || {
        // A request that is under way cannot be taken back.
        if !untrack(|| submit.is_pending()) {
            on_close.run(());
        }
    };
    let text = format!(
        "“{name}” will no longer be part of this project. The {kind} itself stays, and can be added again."
    );
    let remove = move |event: SubmitEvent| {
        event.prevent_default();
        let removed = format!("Removed “{name}”");
        submit.run(api.remove_resource(data.id, resource_type, id), move |()| {
            data.resources(resource_type)
                .change(|list| list.retain(|resource| resource.id() != id));
            toasts.success(removed);
            // The user may have gone elsewhere meanwhile.
            if navigation.page_untracked() == Some(Route::resource(data.id, resource_type, id)) {
                navigation.replace(&Route::resources(data.id, resource_type));
            }
        });
    };
    view! {
        <Dialog title="Remove from project?" on_close=close>
            <p class="dialog-text">{text}</p>
            <form class="form" on:submit=remove>
                <FormError submit=submit />
                <FormActions
                    submit=submit
                    on_cancel=Callback::new(move |()| close())
                    action="Remove"
                    doing="Removing…"
                    is_danger=true
                />
            </form>
        </Dialog>
    }
}
