//! The picture of an account at GitHub.

use dom_view::{IntoView, View, view};
use leptos::prelude::*;

use crate::reactive::signal;
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
) -> View {
    let url = url.filter(|url| is_web_address(url));
    let failed = signal(false);
    // The stylesheet makes it a capital: Rust would bring a table of all capitals along.
    let initial: String =
        name.chars().find(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).into_iter().collect();
    let picture = move || match url.clone().filter(|_| !failed.get()) {
        None => initial.clone().into_view(),
        // The other server has no business knowing which project is being looked at.
        Some(url) => view! {
            <img
                src=url
                alt=""
                width=size
                height=size
                loading="lazy"
                referrerpolicy="no-referrer"
                on:error=move |_| failed.set(true)
            />
        },
    };
    view! {
        <span class="account-picture" class:large={size > 32} aria-hidden="true">
            {picture}
        </span>
    }
}
