//! Who is signed in, the theme, and signing out.

use dom_view::{View, view};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::api::Api;
use crate::chunks;
use crate::navigation::Navigation;
use crate::reactive::{effect, signal};
use crate::session::Session;
use crate::submit::Submit;
use crate::theme::{Theme, Themes};
use crate::ui::{Icon, IconName, Toasts};
use crate::urls::AppUrl;

/// A button with the user's initial (or, signed out, a symbol for the theme), and the panel that it opens.
#[component]
pub fn UserMenu() -> View {
    let session = Session::expect();
    let open = signal(false);
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();

    let close = move || {
        if open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                // Fails only where nothing can have the focus.
                let _ = button.focus();
            }
        }
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    // A click or the focus anywhere else closes it.
    let leave = move |target: Option<leptos::web_sys::EventTarget>| {
        use wasm_bindgen::JsCast;
        let target = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = menu.get_untracked().is_some_and(|menu| menu.contains(target.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    window_event_listener(leptos::ev::click, move |click| leave(click.target()));
    window_event_listener(leptos::ev::focusin, move |focus| leave(focus.target()));

    let label = move || match session.user() {
        Some(user) => format!("Account and theme, {}", user.primary_email),
        None => "Theme".to_owned(),
    };
    let face = move || match session.user() {
        Some(user) => {
            let initial: String = user.primary_email.chars().take(1).collect();
            view! { <span class="avatar" aria-hidden="true">{initial}</span> }
        }
        None => view! { <Icon name=IconName::Sun /> },
    };
    view! {
        <div class="user-menu" node_ref=menu on:keydown=keydown>
            <button
                type="button"
                class="button quiet icon-only"
                node_ref=button
                aria-label=label
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="user-menu"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {face}
            </button>
            <div id="user-menu" class="menu" hidden=move || !open.get()>
                {move || {
                    session.user().map(|user| view! { <p class="menu-email">{user.primary_email}</p> })
                }}
                {move || open.get().then(chunks::account_panel)}
            </div>
        </div>
    }
}

/// What the panel offers.
#[component]
pub fn AccountPanel() -> View {
    let session = Session::expect();
    view! {
        <ThemeChoice />
        {move || session.user().map(|_| view! { <SignOutButton /> })}
    }
}

#[component]
fn ThemeChoice() -> View {
    let themes = Themes::expect();
    view! {
        <fieldset class="theme-choice">
            <legend>"Theme"</legend>
            {Theme::ALL
                .into_iter()
                .map(|theme| {
                    let icon = match theme {
                        Theme::System => IconName::System,
                        Theme::Light => IconName::Sun,
                        Theme::Dark => IconName::Moon,
                    };
                    view! {
                        <label>
                            <input
                                type="radio"
                                name="theme"
                                prop:checked=move || themes.current() == theme
                                on:change=move |_| themes.choose(theme)
                            />
                            <span>
                                <Icon name=icon />
                                {theme.label()}
                            </span>
                        </label>
                    }
                })
                .collect::<View>()}
        </fieldset>
    }
}

#[component]
fn SignOutButton() -> View {
    let api = Api::expect();
    let session = Session::expect();
    let navigation = Navigation::expect();
    let toasts = Toasts::expect();
    let submit = Submit::new();
    effect(move || {
        if let Some(error) = submit.error() {
            toasts.bad(format!("Could not sign out. {error}"));
        }
    });
    let sign_out = move |_| {
        if navigation.may_leave() {
            submit.run(api.sign_out(), move |()| {
                // First away from the page, so that signing in later does not lead back to it.
                navigation.replace(&AppUrl::SignIn { next: None });
                session.signed_out();
            });
        }
    };
    view! {
        <button type="button" class="button wide" disabled=move || submit.is_pending() on:click=sign_out>
            <Icon name=IconName::SignOut />
            "Sign out"
        </button>
    }
}
