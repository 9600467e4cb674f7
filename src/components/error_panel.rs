//! What stands in the place of something that could not be loaded.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::ui::{Icon, IconName, PageHeading};
use crate::urls::AppUrl;

/// Explains an error, with "Try again" where that may help, and the way back.
#[component]
pub fn ErrorPanel(
    error: ApiError,
    /// What "Try again" does.
    #[prop(into, optional)]
    retry: Option<Callback<()>>,
    /// Where to go from here, and what that place is called.
    #[prop(optional)]
    back: Option<(AppUrl, &'static str)>,
    /// Whether this is all that the page shows, so that it needs the page's heading.
    #[prop(optional)]
    whole_page: bool,
) -> impl IntoView {
    let explanation = error.explain();
    // Asking again for what does not exist leads nowhere.
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
