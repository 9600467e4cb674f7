//! The dialog "Sign in again": the session ended while the user was at work, and nothing on the page is lost.

use dom_view::{IntoView, View, view};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::CredentialsForm;
use crate::api::Api;
use crate::chunks;
use crate::navigation::Navigation;
use crate::session::Session;
use crate::ui::Dialog;
use crate::urls::AppUrl;

/// Stands over whatever is on screen while a call waits for a session.
#[component]
pub fn SessionDialog() -> View {
    let session = Session::expect();
    (move || session.has_ended().then(chunks::sign_in_again_dialog)).into_view()
}

/// The dialog itself.
#[component]
pub fn SignInAgainDialog() -> View {
    let session = Session::expect();
    let navigation = Navigation::expect();
    let api = Api::expect();
    let email = move || session.user().map(|user| user.primary_email).unwrap_or_default();
    let decline = move || {
        if navigation.may_leave() {
            let next = navigation.page_untracked().unwrap_or(AppUrl::Projects);
            // Clears what is left of the cookie; whether the server hears it does not matter any more.
            spawn_local(async move {
                let _ = api.sign_out().await;
            });
            navigation.replace(&next.sign_in_first());
            session.signed_out();
        }
    };
    view! {
        <Dialog title="Sign in again" on_close=decline>
            <p class="dialog-text">
                "Your session has ended. Sign in to go on where you are; nothing is lost."
            </p>
            <CredentialsForm
                email=untrack(email)
                on_signed_in=move |user| session.signed_in(user)
            >
                <button type="button" class="button" on:click=move |_| decline()>
                    "Sign out"
                </button>
            </CredentialsForm>
        </Dialog>
    }
}
