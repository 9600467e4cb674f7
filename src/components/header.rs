//! The line at the top: the way home, where you are, and who you are.

use leptos::prelude::*;

use super::user_menu::UserMenu;
use crate::session::Session;
use crate::ui::{Icon, IconName};
use crate::urls::AppUrl;

/// Where a page writes what stands behind "Projects /" in the header. A context.
#[derive(Clone, Copy)]
pub struct Crumb(pub RwSignal<Option<String>>);

impl Crumb {
    /// Provides an empty crumb to everything below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// The crumb that was provided.
    pub fn expect() -> Self {
        expect_context()
    }
}

/// The header of every page.
#[component]
pub fn Header() -> impl IntoView {
    let session = Session::expect();
    let crumb = Crumb::expect();
    view! {
        <header class="header">
            <a class="brand" href=AppUrl::Projects.to_string() aria-label="Neptun">
                <Icon name=IconName::Neptun />
            </a>
            <nav class="crumbs" aria-label="Breadcrumb">
                <Show when=move || session.user().is_some() fallback=|| view! { <b>"Neptun"</b> }>
                    <a href=AppUrl::Projects.to_string()>"Projects"</a>
                    {move || {
                        crumb
                            .0
                            .get()
                            .map(|name| view! { <span aria-hidden="true">"/"</span> <b>{name}</b> })
                    }}
                </Show>
            </nav>
            <UserMenu />
        </header>
    }
}
