//! The line at the top: the way home, the breadcrumb, and the user.

use leptos::prelude::*;
use routes::Route;

use crate::api::session::Session;
use crate::components::Palette;
use crate::components::user_menu::UserMenu;
use crate::shortcuts::is_mac;
use crate::ui::{Icon, IconName, Name};

/// The text behind "Projects /" in the header, which the page writes. A context.
#[derive(Clone, Copy)]
pub struct Breadcrumb(pub RwSignal<Option<String>>);

impl Breadcrumb {
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
    let crumb = Breadcrumb::expect();
    let is_signed_in = Memo::new(move |_| session.user().is_some());
    let crumbs = move || {
        if !is_signed_in.get() {
            return view! { <b>"Neptun"</b> }.into_any();
        }
        let here = crumb.0.get();
        let here = here
            .map(|name| view! { <span aria-hidden="true">"/"</span> <b><Name text=name /></b> });
        view! { <a href=Route::Projects.to_string()>"Projects"</a> {here} }.into_any()
    };
    view! {
        <header class="header">
            <a class="brand" href=Route::Projects.to_string() aria-label="Neptun">
                <Icon name=IconName::Neptun />
            </a>
            <nav class="crumbs" aria-label="Breadcrumb">
                {crumbs}
            </nav>
            <Show when=move || is_signed_in.get()>
                <GoToButton />
            </Show>
            <UserMenu />
        </header>
    }
}

/// Opens the dialog "Go to".
#[component]
fn GoToButton() -> impl IntoView {
    let palette = Palette::expect();
    view! {
        <button
            type="button"
            class="button go-to"
            aria-label="Go to file…"
            on:click=move |_| palette.open()
        >
            <Icon name=IconName::Search />
            <span>"Go to file…"</span>
            <kbd>{if is_mac() { "⌘ K" } else { "Ctrl K" }}</kbd>
        </button>
    }
}
