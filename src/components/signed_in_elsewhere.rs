//! The note of a form for credentials that somebody has signed in in another tab.

use leptos::prelude::*;
use neptun_api::User;

use crate::api::session::Session;
use crate::ui::Name;

/// Stands above the buttons of the form. Sending the form nevertheless signs the other user out.
#[component]
pub fn SignedInElsewhere() -> impl IntoView {
    let session = Session::expect();
    let note = move |user: User| {
        let email = user.primary_email.clone();
        view! {
            <div class="form-note">
                <p>
                    "You are signed in as " <b><Name text=email.clone() /></b>
                    " in another tab. Sending this form signs that account out."
                </p>
                <button type="button" class="button" on:click=move |_| session.enter(user.clone())>
                    {format!("Continue as {email}")}
                </button>
            </div>
        }
    };
    view! { <div role="alert">{move || session.elsewhere().map(note)}</div> }
}
