//! The dialog that creates or edits a project.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{Issue, NewProject, Project, Validate};

use crate::api::Api;
use crate::components::{FormActions, FormError};
use crate::state::leave_guard::LeaveGuard;
use crate::state::mutation::Mutation;
use crate::ui::{Dialog, Field, FieldKind, take_submit};

/// The names of the fields in the API.
const FIELDS: [&str; 4] = ["name", "description", "project_type", "programming_language"];

/// The fields of a project, empty or those of the one that is edited. `on_saved` gets the project as the server has it.
#[component]
pub fn ProjectDialog(
    /// The project that is edited; without one, a project is created.
    #[prop(optional)]
    project: Option<Project>,
    on_saved: Callback<Project>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (api, guard) = (Api::expect(), LeaveGuard::expect());
    let submit = Mutation::new();
    let id = project.as_ref().map(|project| project.id);
    let before = StoredValue::new(editable(project));
    let empty = String::new();
    let values = before.with_value(|before| {
        let texts = [
            &before.name,
            before.description.as_ref().unwrap_or(&empty),
            &before.project_type,
            &before.programming_language,
        ];
        texts.map(|text| RwSignal::new(text.clone()))
    });
    let draft = Memo::new(move |_| {
        let [name, description, project_type, programming_language] = values.map(|text| text.get());
        NewProject {
            name: name.trim().to_owned(),
            description: Some(description.trim().to_owned()),
            project_type: project_type.trim().to_owned(),
            programming_language: programming_language.trim().to_owned(),
        }
    });
    let issues = Memo::new(move |_| draft.with(NewProject::issues));
    let attempted = RwSignal::new(false);
    let is_dirty = Memo::new(move |_| before.with_value(|before| draft.with(|new| new != before)));
    Effect::new(move || guard.set_unsaved_input(is_dirty.get()));
    on_cleanup(move || guard.set_unsaved_input(false));

    let close = move || {
        // A request that is under way cannot be taken back, and its outcome is shown here.
        if !untrack(|| submit.is_pending()) && guard.confirm_leave() {
            on_close.run(());
        }
    };
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        if issues.with_untracked(|issues| !issues.is_empty()) {
            return;
        }
        let new = draft.get_untracked();
        let saving = async move {
            match id {
                None => api.create_project(&new).await,
                Some(id) => api.update_project(id, &new).await,
            }
        };
        submit.run(saving, move |project| {
            guard.set_unsaved_input(false);
            // The user may have left the page by now.
            on_saved.try_run(project);
        });
    };
    let field = move |at: usize, label: &'static str, kind: FieldKind, hint: &'static str| {
        let path = FIELDS[at];
        let error = Signal::derive(move || {
            let ours = issues.with(|issues| message(issues, path));
            ours.filter(|_| attempted.get())
                .or_else(|| Some(submit.error()?.issue(path)?.to_owned()))
        });
        view! {
            <Field label=label name=path kind=kind value=values[at] error=error hint=hint autofocus={at == 0} />
        }
    };
    let (title, action, doing) = match id {
        None => ("New project", "Create project", "Creating…"),
        Some(_) => ("Edit project", "Save", "Saving…"),
    };
    view! {
        <Dialog title=title on_close=close>
            <form class="form" novalidate on:submit=send>
                {field(0, "Name", FieldKind::Text, "")}
                {field(1, "Description", FieldKind::Prose, "Optional")}
                {field(2, "Type", FieldKind::Text, "For example web-app")}
                {field(3, "Language", FieldKind::Text, "For example typescript")}
                <FormError submit=submit fields=FIELDS />
                <FormActions submit=submit on_cancel=Callback::new(move |()| close()) action=action doing=doing />
            </form>
        </Dialog>
    }
}

/// The values of a project that can be changed.
fn editable(project: Option<Project>) -> NewProject {
    let Some(project) = project else {
        return NewProject { description: Some(String::new()), ..NewProject::default() };
    };
    NewProject {
        name: project.name,
        description: Some(project.description.unwrap_or_default()),
        project_type: project.project_type.unwrap_or_default(),
        programming_language: project.programming_language.unwrap_or_default(),
    }
}

fn message(issues: &[Issue], path: &str) -> Option<String> {
    issues.iter().find(|issue| issue.path == path).map(|issue| issue.message.clone())
}
