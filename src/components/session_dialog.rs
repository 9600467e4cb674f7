//! The dialog "Sign in again", for a session that ends while the user is at work.

use leptos::prelude::*;
use leptos::task::spawn_local;
use routes::Route;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::CredentialsForm;
use crate::components::part;
use crate::state::leave_guard::LeaveGuard;
use crate::state::navigation::Navigation;
use crate::ui::Dialog;

part! {
    /// [`SignInAgainDialog`], in the part `pages`.
    pub fn sign_in_again_dialog() -> (Dialog, pages) {
        <SignInAgainDialog />
    }
}

/// Shows the dialog over the page while requests wait for a session.
#[component]
pub fn SessionDialog() -> impl IntoView {
    let session = Session::expect();
    view! { <Show when=move || session.has_ended()>{sign_in_again_dialog()}</Show> }
}

/// The dialog itself.
#[component]
pub fn SignInAgainDialog() -> impl IntoView {
    let session = Session::expect();
    let (navigation, guard) = (Navigation::expect(), LeaveGuard::expect());
    let api = Api::expect();
    let email = move || session.user().map(|user| user.primary_email).unwrap_or_default();
    let decline = move || {
        if guard.confirm_leave() {
            let next = navigation.page_untracked().unwrap_or(Route::Projects);
            // Clears the cookie. The session has ended, so a failure changes nothing.
            spawn_local(async move {
                let _ = api.sign_out().await;
            });
            navigation.replace(&next.to_sign_in());
            session.signed_out();
        }
    };
    view! {
        <Dialog title="Sign in again" on_close=decline>
            <p class="dialog-text">
                "Your session has ended. Sign in to continue where you left off. Your input is kept."
            </p>
            <CredentialsForm email=untrack(email)>
                <button type="button" class="button" on:click=move |_| decline()>
                    "Sign out"
                </button>
            </CredentialsForm>
        </Dialog>
    }
}
