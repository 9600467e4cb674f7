//! The error in the place of something that could not be loaded.

use leptos::prelude::*;
use routes::Route;

use super::{ReloadButton, RequestId, RetryPart};
use crate::api::{ApiError, WorkerError, explain};
use crate::engine::Engine;
use crate::ui::{Icon, IconName, PageHeading};

/// Explains an error, with "Try again" or "Reload" where that may help, and the way back.
#[component]
pub fn ErrorPanel(
    error: ApiError,
    /// The action of "Try again".
    #[prop(into, optional)]
    retry: Option<Callback<()>>,
    /// A page to go to, and its name.
    #[prop(optional)]
    back: Option<(Route, &'static str)>,
    /// True if nothing else is on the page, so that the title is the page's heading.
    #[prop(optional)]
    whole_page: bool,
) -> impl IntoView {
    let explanation = explain(&error);
    let is_worker = matches!(error, ApiError::Worker(_));
    // Files of the app, which have other names after an update.
    let is_file_of_app = is_worker || error == ApiError::AppPart;
    let needs_reload = error == ApiError::Worker(WorkerError::OtherVersion);
    // Trying again does not help if the thing does not exist.
    let retry = retry.filter(|_| error != ApiError::NotFound && !needs_reload);
    let engine = Engine::expect();
    let try_again = move |retry: Callback<()>| {
        if is_worker {
            engine.recover();
        }
        retry.run(());
    };
    view! {
        <section class="notice" role="alert">
            <Icon name=IconName::Alert />
            {if whole_page {
                view! { <PageHeading title=explanation.title /> }.into_any()
            } else {
                view! { <h2>{explanation.title}</h2> }.into_any()
            }}
            <p>
                {explanation.detail}
                {explanation.request_id.map(|id| view! { <RequestId id=id /> })}
            </p>
            <div class="notice-actions">
                {needs_reload.then(|| view! { <ReloadButton /> })}
                {retry
                    .map(|retry| {
                        if is_file_of_app {
                            let retry = Callback::new(move |()| try_again(retry));
                            return view! { <RetryPart retry=retry /> }.into_any();
                        }
                        view! {
                            <button type="button" class="button" on:click=move |_| try_again(retry)>
                                <Icon name=IconName::Retry />
                                "Try again"
                            </button>
                        }
                            .into_any()
                    })}
                {back
                    .map(|(url, name)| {
                        view! {
                            <a class="button" href=url.to_string()>
                                {name}
                            </a>
                        }
                    })}
            </div>
        </section>
    }
}
