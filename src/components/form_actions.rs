//! The buttons at the end of a form.

use leptos::prelude::*;

use crate::state::mutation::Mutation;

/// "Cancel", and the button that sends the form. Neither works while the form is being sent.
#[component]
pub fn FormActions(
    submit: Mutation,
    on_cancel: Callback<()>,
    /// The name of the button that sends.
    action: &'static str,
    /// The same while it is under way.
    doing: &'static str,
    /// True if something is lost by it.
    #[prop(optional)]
    is_danger: bool,
    /// True while something else is under way that this must wait for.
    #[prop(optional, into)]
    is_blocked: Signal<bool>,
) -> impl IntoView {
    let is_disabled = move || submit.is_pending() || is_blocked.get();
    view! {
        <div class="form-actions">
            <button type="button" class="button" disabled=is_disabled on:click=move |_| on_cancel.run(())>
                "Cancel"
            </button>
            <button type="submit" class="button" class:primary=!is_danger class:danger=is_danger disabled=is_disabled>
                {move || if submit.is_pending() { doing } else { action }}
            </button>
        </div>
    }
}
