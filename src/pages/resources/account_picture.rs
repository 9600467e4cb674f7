//! The picture of a GitHub account.

use leptos::prelude::*;

use crate::ui::is_web_address;

/// The picture at `url`, or the account's initial if there is none or it cannot be loaded. The name stands beside it, so
/// assistive technology is not told of it.
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
    let failed = RwSignal::new(false);
    // The stylesheet makes it a capital: in Rust that needs a table of all capitals.
    let initial: String =
        name.chars().find(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).into_iter().collect();
    let picture = move || match url.clone().filter(|_| !failed.get()) {
        None => initial.clone().into_any(),
        // The project's address is not for the other server.
        Some(url) => view! {
            <img
                src=url
                alt=""
                width=size
                height=size
                loading="lazy"
                referrerpolicy="no-referrer"
                // The request can fail after the picture has left the page.
                on:error=move |_| {
                    failed.try_set(true);
                }
            />
        }
        .into_any(),
    };
    view! {
        <span class="account-picture" class:large={size > 32} aria-hidden="true">
            {picture}
        </span>
    }
}
