//! Going on with a session of the live server behind a proxy.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::SessionCookie;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::FormError;
use crate::state::mutation::Mutation;
use crate::ui::{Field, FieldKind, take_submit};

/// For a user who has no password at the live server: takes the cookie of a browser that is signed in there.
#[component]
pub fn SessionCookieForm(
    /// The origin of the live server.
    upstream: String,
) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let submit = Mutation::new();
    let cookie = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let error = Signal::derive(move || {
        let is_missing = attempted.get() && cookie.with(|cookie| cookie.trim().is_empty());
        is_missing
            .then(|| "Paste the cookie".to_owned())
            .or_else(|| submit.error()?.issue("cookie").map(str::to_owned))
    });
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        let cookie = SessionCookie { cookie: cookie.get_untracked() };
        if !cookie.cookie.trim().is_empty() {
            submit.run(async move { api.use_session(&cookie).await }, move |outcome| {
                session.settle(outcome);
            });
        }
    };
    let url = upstream.clone();
    view! {
        <details class="session-cookie">
            <summary>"Use a session cookie"</summary>
            <form class="form" novalidate on:submit=send>
                <p>
                    "If you sign in with GitHub or a passkey, do so at "
                    <a href=url target="_blank" rel="noreferrer">{upstream}</a>
                    ". Then copy the value of the cookie " <code>"neptun-session"</code>
                    " from your browser's developer tools (Application or Storage, Cookies) and paste it here."
                </p>
                <Field label="Session cookie" name="session-cookie" kind=FieldKind::Secret value=cookie error=error />
                <FormError submit=submit fields=&["cookie"] />
                <div class="form-actions">
                    <button type="submit" class="button" disabled=move || submit.is_pending()>
                        "Continue"
                    </button>
                </div>
            </form>
        </details>
    }
}
