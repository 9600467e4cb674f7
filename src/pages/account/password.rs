//! The form that changes the password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{NewPassword, Validate};

use crate::api::Api;
use crate::components::FormError;
use crate::state::mutation::Mutation;
use crate::ui::{Field, FieldKind, Toasts, take_submit};

const CURRENT: &str = "currentPassword";
const NEW: &str = "newPassword";

/// The password until now, and the new one. `on_changed` is called when the server has it: all other sessions have ended then.
#[component]
pub fn ChangePassword(on_changed: Callback<()>) -> impl IntoView {
    let (api, toasts) = (Api::expect(), Toasts::expect());
    let submit = Mutation::new();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempted = RwSignal::new(false);
    let typed = move || NewPassword { current_password: current.get(), new_password: new.get() };
    let issues = Memo::new(move |_| {
        let mut issues = typed().issues();
        if current.with(String::is_empty) {
            issues.insert(0, neptun_api::Issue::new(CURRENT, "Enter your password"));
        }
        issues
    });
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let ours = issues.with(|issues| {
                issues.iter().find(|issue| issue.path == field).map(|issue| issue.message.clone())
            });
            ours.filter(|_| attempted.get())
                .or_else(|| Some(submit.error()?.issue(field)?.to_owned()))
        })
    };
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        if !issues.with_untracked(Vec::is_empty) {
            return;
        }
        let password = untrack(typed);
        submit.run(async move { api.change_password(&password).await }, move |()| {
            toasts.success("Password changed. All other sessions have ended");
            // The user may have left the page by now.
            for field in [current, new] {
                field.try_set(String::new());
            }
            attempted.try_set(false);
            on_changed.try_run(());
        });
    };
    view! {
        <section aria-labelledby="password-heading">
            <h2 id="password-heading">"Change password"</h2>
            <form class="form" novalidate on:submit=send>
                <Field label="Current password" name=CURRENT kind=FieldKind::Password value=current error=error_of(CURRENT) />
                <Field
                    label="New password"
                    name=NEW
                    kind=FieldKind::NewPassword
                    value=new
                    error=error_of(NEW)
                    hint="At least 8 characters, with a capital letter, a number and a special character"
                />
                <FormError submit=submit fields=&[CURRENT, NEW] />
                <div class="form-actions">
                    <button type="submit" class="button primary" disabled=move || submit.is_pending()>
                        {move || if submit.is_pending() { "Changing…" } else { "Change password" }}
                    </button>
                </div>
            </form>
        </section>
    }
}
