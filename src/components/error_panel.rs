//! The error in the place of something that could not be loaded.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::ui::{Icon, IconName, PageHeading};
use crate::urls::AppUrl;

/// Explains an error, with "Try again" where that may help, and the way back.
#[component]
pub fn ErrorPanel(
    error: ApiError,
    /// The action of "Try again".
    #[prop(into, optional)]
    retry: Option<Callback<()>>,
    /// A page to go to, and its name.
    #[prop(optional)]
    back: Option<(AppUrl, &'static str)>,
    /// True if nothing else is on the page, so that the title is the page's heading.
    #[prop(optional)]
    whole_page: bool,
) -> impl IntoView {
    let explanation = error.explain();
    // Trying again does not help if the thing does not exist.
    let retry = retry.filter(|_| error != ApiError::NotFound);
    view! {
        <section class="notice" role="alert">
            <Icon name=IconName::Alert />
            {if whole_page {
                view! { <PageHeading title=explanation.title /> }.into_any()
            } else {
                view! { <h2>{explanation.title}</h2> }.into_any()
            }}
            <p>{explanation.detail}</p>
            <div class="notice-actions">
                {retry
                    .map(|retry| {
                        view! {
                            <button type="button" class="button" on:click=move |_| retry.run(())>
                                <Icon name=IconName::Retry />
                                "Try again"
                            </button>
                        }
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
