//! The dialog that confirms the removal of a resource from the project.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{Resource, ResourceType};
use routes::Route;

use crate::components::{FormActions, FormError};
use crate::format;
use crate::pages::resources::linked::LinkedResources;
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::ui::{Dialog, plain_name};

/// Asks for confirmation, removes the resource, and goes back to the list.
#[component]
pub fn RemoveResourceDialog(
    resource_type: ResourceType,
    resource: Resource,
    on_close: Callback<()>,
) -> impl IntoView {
    let linked = LinkedResources::new(resource_type);
    let navigation = Navigation::expect();
    let submit = Mutation::new();
    let kind = format::resource_singular(resource_type);
    let name = plain_name(&resource.display_name()).into_owned();

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
        let (project, resource) = (linked.data.id, resource.clone());
        let page = Route::resource(project, resource_type, resource.id());
        let removal = async move {
            let failed = linked.remove(vec![resource]).await.pop();
            failed.map_or(Ok(()), |(_, error)| Err(error))
        };
        submit.run(removal, move |()| {
            // The user may have gone elsewhere meanwhile.
            if navigation.page_untracked() == Some(page) {
                navigation.replace(&Route::resources(project, resource_type));
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
