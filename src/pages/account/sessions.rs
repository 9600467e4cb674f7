//! The sessions of the account, each of which can be ended.

use leptos::prelude::*;
use neptun_api::AccountSession;

use crate::api::Api;
use crate::components::FormError;
use crate::state::mutation::Mutation;
use crate::state::query::Query;
use crate::ui::{DateTime, Toasts};

/// Every browser that is signed in. This one ends its session by signing out.
#[component]
pub fn Sessions(sessions: Query<Option<Vec<AccountSession>>>) -> impl IntoView {
    let (api, toasts) = (Api::expect(), Toasts::expect());
    let submit = Mutation::new();
    let value = sessions.value();
    let end = move |id: String| {
        let ended = id.clone();
        submit.run(async move { api.end_session(&id).await }, move |()| {
            toasts.success("Session ended");
            sessions.change(|sessions| {
                sessions.iter_mut().for_each(|list| list.retain(|session| session.id != ended));
            });
        });
    };
    let row = move |session: AccountSession| {
        let id = session.id.clone();
        let action = if session.is_current {
            view! { <span class="tag">"This browser"</span> }.into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="button"
                    disabled=move || submit.is_pending()
                    on:click=move |_| end(id.clone())
                >
                    "End session"
                </button>
            }
            .into_any()
        };
        view! {
            <li>
                <span>
                    "Signed in " <DateTime at=session.logged_in_at />
                    <span class="muted">", ends " <DateTime at=session.expires_at /></span>
                </span>
                {action}
            </li>
        }
    };
    view! {
        <section aria-labelledby="sessions-heading">
            <h2 id="sessions-heading">"Sessions"</h2>
            <ul class="sessions" aria-labelledby="sessions-heading">
                <For
                    each=move || value.get().flatten().unwrap_or_default()
                    key=|session| session.id.clone()
                    children=row
                />
            </ul>
            <FormError submit=submit />
        </section>
    }
}
