//! The picture of an account at GitHub.

use leptos::prelude::*;

use crate::ui::is_web_address;

/// The picture at `url`; if there is none, or it cannot be loaded, the account's initial. It says nothing that does not
/// stand beside it, so it has no name.
#[component]
pub fn AccountPicture(
    /// The account's name.
    name: String,
    /// Where the picture is.
    url: Option<String>,
    /// Its width and height in pixels.
    size: u32,
) -> impl IntoView {
    let url = url.filter(|url| is_web_address(url));
    let failed = RwSignal::new(url.is_none());
    let initial: String = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    view! {
        <span class="account-picture" class:large={size > 32} aria-hidden="true">
            <Show when=move || !failed.get() fallback=move || initial.clone()>
                // The other server has no business knowing which project is being looked at.
                <img
                    src=url.clone()
                    alt=""
                    width=size
                    height=size
                    loading="lazy"
                    referrerpolicy="no-referrer"
                    on:error=move |_| failed.set(true)
                />
            </Show>
        </span>
    }
}
