//! The menu of the account and the theme.

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use routes::Route;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, Node};

use crate::api::session::Session;
use crate::api::{Api, explain};
use crate::components::SingleKeySwitch;
use crate::components::part;
use crate::state::leave_guard::LeaveGuard;
use crate::state::mutation::Mutation;
use crate::state::navigation::Navigation;
use crate::state::theme::{Theme, Themes};
use crate::ui::{Icon, IconName, Toasts};

part! {
    /// [`AccountPanel`], in the part `pages`.
    pub fn account_panel() -> (Dialog, pages) {
        <AccountPanel />
    }
}

/// A button with the user's initial (signed out, the icon of the theme), and the panel that it opens.
#[component]
pub fn UserMenu() -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();

    let close = move || {
        if open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                // Fails only for an element that cannot have the focus.
                let _ = button.focus();
            }
        }
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    // Its link leads to another page.
    let navigation = Navigation::expect();
    Effect::new(move || {
        navigation.route().ok();
        open.set(false);
    });
    // A click or the focus anywhere else closes it.
    let leave = move |target: Option<EventTarget>| {
        let target = target.and_then(|target| target.dyn_into::<Node>().ok());
        let inside = menu.get_untracked().is_some_and(|menu| menu.contains(target.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    let click = window_event_listener(ev::click, move |click| leave(click.target()));
    let focusin = window_event_listener(ev::focusin, move |focus| leave(focus.target()));
    on_cleanup(move || {
        click.remove();
        focusin.remove();
    });

    let label = move || match session.user() {
        Some(user) => format!("Account and theme, {}", user.primary_email),
        None => "Theme".to_owned(),
    };
    let face = move || match session.user() {
        Some(user) => {
            let initial: String = user.primary_email.chars().take(1).collect();
            view! { <span class="avatar" aria-hidden="true">{initial}</span> }.into_any()
        }
        None => view! { <Icon name=IconName::Sun /> }.into_any(),
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
                <Show when=move || open.get()>{account_panel()}</Show>
            </div>
        </div>
    }
}

/// The choice of the theme, the switch for single-key shortcuts, and the button that signs out.
#[component]
pub fn AccountPanel() -> impl IntoView {
    let session = Session::expect();
    view! {
        <ThemeChoice />
        <SingleKeySwitch />
        <Show when=move || session.user().is_some()>
            <a class="button wide" href=Route::Account.to_string()>
                <Icon name=IconName::User />
                "Account"
            </a>
            <SignOutButton />
        </Show>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
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
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn SignOutButton() -> impl IntoView {
    let api = Api::expect();
    let session = Session::expect();
    let (navigation, guard) = (Navigation::expect(), LeaveGuard::expect());
    let toasts = Toasts::expect();
    let submit = Mutation::new();
    Effect::new(move |_| {
        if let Some(error) = submit.error() {
            toasts.bad(format!("Could not sign out. {}", explain(&error)));
        }
    });
    let sign_out = move |_| {
        if guard.confirm_leave() {
            submit.run(api.sign_out(), move |()| {
                // Leaves the page first, so that signing in later does not lead back to it.
                navigation.replace(&Route::SignIn { next: None });
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
