//! The dialog that deletes a project.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::Project;
use routes::Route;

use crate::api::Api;
use crate::components::{FormActions, FormError};
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::state::projects::Projects;
use crate::ui::{Dialog, Field, FieldKind, Toasts, plain_name, take_submit};

/// Asks for the name of the project, because deleting it cannot be undone; deletes it, and goes back to the projects.
#[component]
pub fn DeleteProjectDialog(project: Project, on_close: Callback<()>) -> impl IntoView {
    let (api, navigation) = (Api::expect(), Navigation::expect());
    let (toasts, projects) = (Toasts::expect(), Projects::expect());
    let submit = Mutation::new();
    let typed = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let Project { id, name, .. } = project;
    let shown = plain_name(&name).into_owned();
    let deleted = format!("Deleted “{shown}”");
    let is_confirmed = Memo::new(move |_| typed.with(|typed| typed.trim() == name.trim()));
    let error = Signal::derive(move || {
        (attempted.get() && !is_confirmed.get()).then(|| "This is another name".to_owned())
    });
    let close = move || {
        // A request that is under way cannot be taken back.
        if !untrack(|| submit.is_pending()) {
            on_close.run(());
        }
    };
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        if !is_confirmed.get_untracked() {
            return;
        }
        let deleted = deleted.clone();
        let projects = projects.clone();
        submit.run(api.delete_project(id), move |()| {
            projects.change(|list| list.retain(|project| project.id != id));
            toasts.success(deleted);
            // The user may have gone elsewhere meanwhile.
            if matches!(navigation.page_untracked(), Some(Route::Project(shown, _)) if shown == id)
            {
                navigation.replace(&Route::Projects);
            }
        });
    };
    view! {
        <Dialog title="Delete project?" on_close=close>
            <form class="form" novalidate on:submit=send>
                <p>
                    "All its files are deleted with it. Resources that are linked to it stay. This cannot be undone."
                </p>
                <Field
                    label=format!("Type the name of the project to confirm: {shown}")
                    name="project-name"
                    kind=FieldKind::Text
                    value=typed
                    error=error
                    autofocus=true
                />
                <FormError submit=submit />
                <FormActions
                    submit=submit
                    on_cancel=Callback::new(move |()| close())
                    action="Delete project"
                    doing="Deleting…"
                    is_danger=true
                />
            </form>
        </Dialog>
    }
}
