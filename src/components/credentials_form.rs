//! The form that signs in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::Credentials;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::{FormError, SignedInElsewhere};
use crate::state::mutation::Mutation;
use crate::ui::{Field, FieldKind, take_submit};

/// Email, password, and a button that signs in. If it fails, the input stays.
#[component]
pub fn CredentialsForm(
    /// The email to begin with.
    #[prop(into, optional)]
    email: String,
    /// Further buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let submit = Mutation::new();
    let knows_email = !email.is_empty();
    let email = RwSignal::new(email);
    let password = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);

    let missing = move |value: RwSignal<String>, message: &str| {
        (attempted.get() && value.with(|value| value.trim().is_empty())).then(|| message.to_owned())
    };
    let error_of =
        move |field: &str| submit.error().and_then(|error| error.issue(field).map(str::to_owned));
    let email_error =
        Signal::derive(move || missing(email, "Enter your email").or_else(|| error_of("email")));
    let password_error = Signal::derive(move || {
        missing(password, "Enter your password").or_else(|| error_of("password"))
    });

    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        let credentials = Credentials {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        if credentials.email.is_empty() || credentials.password.is_empty() {
            return;
        }
        submit.run(async move { api.sign_in(&credentials).await }, move |outcome| {
            session.settle(outcome);
        });
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <Field label="Email" name="email" kind=FieldKind::Email value=email error=email_error autofocus=!knows_email />
            <Field label="Password" name="password" kind=FieldKind::Password value=password error=password_error autofocus=knows_email />
            <FormError submit=submit fields=&["email", "password"] />
            <SignedInElsewhere />
            <div class="form-actions">
                {children.map(|children| children())}
                <button type="submit" class="button primary" disabled=move || submit.is_pending()>
                    {move || if submit.is_pending() { "Signing in…" } else { "Sign in" }}
                </button>
            </div>
        </form>
    }
}
