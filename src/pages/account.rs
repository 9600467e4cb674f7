//! `/account`

mod kept_lists;
mod password;
mod sessions;

use leptos::prelude::*;

use crate::api::Api;
use crate::api::session::Session;
use crate::components::part;
use crate::components::{Palette, RowsSkeleton, loaded};
use crate::state::query::Query;
use crate::ui::{Name, PageHeading};
use kept_lists::KeptLists;
use password::ChangePassword;
use sessions::Sessions;

part! {
    /// [`AccountPage`], in the part `pages`.
    fn account_page() -> (Page, pages) {
        <AccountPage />
    }
}

/// The account of the user.
#[component]
pub fn AccountRoute() -> impl IntoView {
    (account_page(), Palette::expect().dialog())
}

/// The address, the password and the sessions of the user, and what is kept of their projects.
#[component]
pub fn AccountPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let sessions = Query::started(move || api.account_sessions());
    let email = move || session.user().map(|user| view! { <Name text=user.primary_email /> });
    let is_kept_here = Memo::new(move |_| {
        sessions.value().with(|sessions| sessions.as_ref().is_some_and(Option::is_some))
    });
    let content = move || {
        move || {
            if !is_kept_here.get() {
                return view! {
                    <p>"This server keeps no accounts itself. Change your password in Neptun's own app."</p>
                }
                .into_any();
            }
            view! {
                <ChangePassword on_changed=Callback::new(move |()| sessions.reload()) />
                <Sessions sessions=sessions />
            }
            .into_any()
        }
    };
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="card account">
                <PageHeading title="Account" />
                <p class="muted">{email}</p>
                {loaded(sessions.status(), None, || view! { <RowsSkeleton /> }, content)}
                <KeptLists />
            </div>
        </main>
    }
}
