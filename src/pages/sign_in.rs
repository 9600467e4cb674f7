//! `/sign-in`

mod session_cookie;

use leptos::prelude::*;
use neptun_api::{Credentials, DemoUser};
use routes::Route;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::part;
use crate::components::{CredentialsForm, FormError};
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::state::query::Query;
use crate::ui::PageHeading;
use session_cookie::SessionCookieForm;

part! {
    /// [`SignInPage`], in the part `pages`.
    pub fn sign_in_page() -> (Page, pages) {
        <SignInPage />
    }
}

/// Signs in, and goes on to the page that the user wanted.
#[component]
pub fn SignInPage() -> impl IntoView {
    let navigation = Navigation::expect();
    let api = Api::expect();
    // A live server may have no such endpoint: without an answer there is no demo.
    let health = Query::started(move || api.health());
    let demo_user = move || {
        health.value().with(|health| health.as_ref().and_then(|health| health.demo_user.clone()))
    };
    let upstream = move || {
        health.value().with(|health| health.as_ref().and_then(|health| health.upstream.clone()))
    };
    let sign_up = move || match navigation.route() {
        Ok(Route::SignIn { next }) => Route::SignUp { next }.to_string(),
        _ => Route::SignUp { next: None }.to_string(),
    };
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="card">
                <PageHeading title="Sign in" />
                <CredentialsForm />
                {move || demo_user().map(|user| view! { <DemoButton user=user /> })}
                {move || upstream().map(|upstream| view! { <SessionCookieForm upstream=upstream /> })}
                <p class="card-foot">"New here? " <a href=sign_up>"Create an account"</a></p>
            </div>
        </main>
    }
}

/// One click into the demo data.
#[component]
fn DemoButton(user: DemoUser) -> impl IntoView {
    let api = Api::expect();
    let session = Session::expect();
    let submit = Mutation::new();
    let enter = move |_| {
        let credentials =
            Credentials { email: user.email.clone(), password: user.password.clone() };
        submit.run(async move { api.sign_in(&credentials).await }, move |outcome| {
            session.settle(outcome)
        });
    };
    view! {
        <div class="demo">
            <FormError submit=submit />
            <button type="button" class="button wide" disabled=move || submit.is_pending() on:click=enter>
                "Continue as demo user"
            </button>
        </div>
    }
}
