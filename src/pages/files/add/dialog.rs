//! The dialog, step by step, and the overlay while files are dragged over the page.

use leptos::prelude::*;

use super::AddFiles;
use super::choose::Choose;
use super::form::{Form, Step};
use super::review::{Results, Review, UploadProgress};
use super::upload::Upload;
use super::write::WriteFile;
use crate::state::leave_guard::LeaveGuard;
use crate::state::project::ProjectData;
use crate::ui::{Dialog, Icon, IconName};

/// The dialog "Add files" while it is open.
#[component]
pub fn AddFilesDialog(adding: AddFiles, data: ProjectData) -> impl IntoView {
    view! {
        <Show when=move || adding.is_open()>
            <OpenDialog adding=adding data=data />
        </Show>
        <Show when=move || adding.is_dragging()>
            <p class="drop-overlay">
                <Icon name=IconName::Plus />
                "Drop to add"
            </p>
        </Show>
    }
}

#[component]
fn OpenDialog(adding: AddFiles, data: ProjectData) -> impl IntoView {
    let guard = LeaveGuard::expect();
    let form = Form::new(data);
    let upload = Upload::new(form);
    Effect::new(move || {
        // While files are sent, and while the outcome is read, others wait.
        if adding.has_dropped() && matches!(form.step.get_untracked(), Step::Review | Step::Write) {
            let dropped = adding.dropped.try_update_value(std::mem::take);
            form.add_dropped(dropped.unwrap_or_default());
        }
    });
    Effect::new(move || guard.set_unsaved_input(form.is_unsaved()));
    on_cleanup(move || {
        upload.cancel();
        guard.set_unsaved_input(false);
    });

    let close = move || {
        // What is being sent cannot be taken back, and its outcome is shown here.
        if form.step.get_untracked() != Step::Upload && guard.confirm_leave() {
            adding.close();
        }
    };
    let on_close = Callback::new(move |()| close());
    let on_finished = Callback::new(move |()| adding.close());
    let content = move || match form.step.get() {
        Step::Write => view! { <WriteFile form=form /> }.into_any(),
        Step::Review => view! {
            <Choose form=form adding=adding />
            <Show
                when=move || form.has_files()
                fallback=move || {
                    view! {
                        <div class="form-actions">
                            <button type="button" class="button" on:click=move |_| close()>
                                "Cancel"
                            </button>
                        </div>
                    }
                }
            >
                <Review form=form upload=upload on_close=on_close on_finished=on_finished />
            </Show>
        }
        .into_any(),
        Step::Upload => view! { <UploadProgress form=form upload=upload /> }.into_any(),
        Step::Result => {
            view! { <Results form=form upload=upload on_close=on_close on_finished=on_finished /> }
                .into_any()
        }
    };
    let next = move || {
        let is_taken = matches!(form.step.get(), Step::Review | Step::Write);
        let waits = !is_taken && adding.has_dropped();
        waits.then_some("Files that you have dropped meanwhile come next.")
    };
    view! {
        <Dialog title="Add files" on_close=close>
            <div class="add-files" class:dropping=move || adding.is_dragging()>
                {content}
                <p role="status" class="muted add-status">{next}</p>
            </div>
        </Dialog>
    }
}
