//! `/sign-up`

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{SignUp, Validate};
use routes::Route;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::part;
use crate::components::{FormError, SignedInElsewhere};
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::ui::{Field, FieldKind, PageHeading, take_submit};

part! {
    /// [`SignUpPage`], in the part `pages`.
    pub fn sign_up_page() -> (Page, pages) {
        <SignUpPage />
    }
}

const FIELDS: &[&str] = &["email", "password", "confirmPassword"];

/// Creates an account, signs in, and goes on to the page that the user wanted.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let navigation = Navigation::expect();
    let sign_in = move || match navigation.route() {
        Ok(Route::SignUp { next }) => Route::SignIn { next }.to_string(),
        _ => Route::SignIn { next: None }.to_string(),
    };
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="card">
                <PageHeading title="Create an account" />
                <SignUpForm />
                <p class="card-foot">"You have an account? " <a href=sign_in>"Sign in"</a></p>
            </div>
        </main>
    }
}

#[component]
fn SignUpForm() -> impl IntoView {
    let api = Api::expect();
    let session = Session::expect();
    let submit = Mutation::new();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let confirm_password = RwSignal::new(String::new());
    // A field shows its error only after the user has left it or tried to submit it.
    let touched = RwSignal::new([false; 3]);

    let typed = move || SignUp {
        email: email.get().trim().to_owned(),
        password: password.get(),
        confirm_password: confirm_password.get(),
    };
    let issues = Memo::new(move |_| typed().issues());
    let error_of = move |index: usize| {
        Signal::derive(move || {
            let field = FIELDS[index];
            let ours = issues.with(|issues| {
                issues.iter().find(|issue| issue.path == field).map(|issue| issue.message.clone())
            });
            ours.filter(|_| touched.get()[index])
                .or_else(|| submit.error().and_then(|error| error.issue(field).map(str::to_owned)))
        })
    };
    let touch = move |index: usize| {
        Callback::new(move |()| touched.update(|touched| touched[index] = true))
    };

    let send = move |event: SubmitEvent| {
        take_submit(&event);
        touched.set([true; 3]);
        if issues.with_untracked(|issues| issues.is_empty()) {
            let sign_up = untrack(typed);
            submit.run(async move { api.sign_up(&sign_up).await }, move |outcome| {
                session.settle(outcome)
            });
        }
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <Field label="Email" name=FIELDS[0] kind=FieldKind::Email value=email error=error_of(0) on_blur=touch(0) autofocus=true />
            <Field
                label="Password"
                name=FIELDS[1]
                kind=FieldKind::NewPassword
                value=password
                error=error_of(1)
                on_blur=touch(1)
                hint="At least 8 characters, with a capital letter, a number and a special character"
            />
            <Field
                label="Repeat password"
                name=FIELDS[2]
                kind=FieldKind::NewPassword
                value=confirm_password
                error=error_of(2)
                on_blur=touch(2)
            />
            <FormError submit=submit fields=FIELDS />
            <SignedInElsewhere />
            <div class="form-actions">
                <button type="submit" class="button primary" disabled=move || submit.is_pending()>
                    {move || if submit.is_pending() { "Creating…" } else { "Create account" }}
                </button>
            </div>
        </form>
    }
}
