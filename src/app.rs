//! Providers and every route, on one screen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{ProjectId, UserId};

use crate::api::{Api, ApiError};
use crate::chunks;
use crate::components::{ConnectionBanner, Crumb, ErrorPanel, Header, PageSkeleton, SessionDialog};
use crate::navigation::Navigation;
use crate::pages::{BadUrlPage, ProjectScreen};
use crate::palette::Palette;
use crate::session::{Session, SessionState};
use crate::theme::Themes;
use crate::time::breathe;
use crate::typed_ahead::TypedAhead;
use crate::ui::{ToastRegion, Toasts};
use crate::urls::{AppUrl, BadUrl};

/// The time for which the session may be waited for before a skeleton is drawn.
const PATIENCE: Duration = Duration::from_millis(300);

/// Puts the app in the place of the shell that index.html draws while it loads.
pub fn mount() {
    leptos::mount::mount_to_body(App);
    // Behind the app, because the link that skips to the content has to be the first of the page.
    if let (Some(crash), Some(body)) = (document().get_element_by_id("crash"), document().body()) {
        // Fails only if it would become its own parent.
        let _ = body.append_child(&crash);
    }
}

/// The page that fills the window. A change of the ids in it draws it anew; everything else is up to the page.
#[derive(Clone, PartialEq)]
enum Screen {
    /// The session is not known yet.
    Starting,
    /// The session could not be asked for.
    NoSession(ApiError),
    /// The URL names no page.
    Bad(BadUrl),
    SignIn,
    SignUp,
    /// The projects of a user.
    Projects(UserId),
    /// A project, for a user.
    Project(UserId, ProjectId),
    /// Another page is about to take over.
    LeadingOn(AppUrl),
}

#[component]
fn App() -> impl IntoView {
    let navigation = Navigation::provide();
    let session = Session::provide();
    let api = Api::provide(session);
    Toasts::provide();
    Themes::provide();
    Crumb::provide();
    TypedAhead::provide();
    let palette = Palette::listening(navigation);

    let ask_who_is_signed_in = move || {
        spawn_local(async move {
            let state = match api.who_is_signed_in().await {
                Ok(Some(user)) => SessionState::SignedIn(user),
                Ok(None) => SessionState::SignedOut,
                Err(error) => SessionState::Failed(error),
            };
            // Starting has taken long enough for one task.
            breathe().await;
            session.set(state);
        });
    };
    ask_who_is_signed_in();

    let screen = Memo::new(move |_| screen(navigation, session));
    Effect::new(move || {
        if let Screen::LeadingOn(url) = screen.get() {
            navigation.replace(&url);
        }
    });

    let retry = Callback::new(move |()| {
        session.set(SessionState::Loading);
        ask_who_is_signed_in();
    });
    // The shell looks like an app that is waiting for the session, and is there already.
    let waited = RwSignal::new(false);
    set_timeout(move || waited.set(true), PATIENCE);
    let shown = Memo::new(move |before| {
        before == Some(&true) || waited.get() || screen.get() != Screen::Starting
    });
    move || shown.get().then(|| view! { <Window screen=screen retry=retry palette=palette /> })
}

/// The whole page, in the place of the shell.
#[component]
fn Window(screen: Memo<Screen>, retry: Callback<()>, palette: Palette) -> impl IntoView {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    view! {
        <a
            class="skip-link"
            href="#main"
            on:click=move |click| {
                click.prevent_default();
                focus_main();
            }
        >
            "Skip to content"
        </a>
        <Header palette=palette />
        <ConnectionBanner />
        {move || match screen.get() {
            Screen::Starting | Screen::LeadingOn(_) => view! { <PageSkeleton /> }.into_any(),
            Screen::NoSession(error) => view! {
                <main id="main" class="page" tabindex="-1">
                    <ErrorPanel error=error retry=retry whole_page=true />
                </main>
            }
            .into_any(),
            Screen::Bad(bad) => view! { <BadUrlPage bad=bad /> }.into_any(),
            Screen::SignIn => chunks::sign_in_page(),
            Screen::SignUp => chunks::sign_up_page(),
            Screen::Projects(_) => (chunks::projects_page(), palette.dialog()).into_any(),
            Screen::Project(_, project) => {
                view! { <ProjectScreen project=project palette=palette /> }.into_any()
            }
        }}
        <SessionDialog />
        <ToastRegion />
    }
}

/// The screen for the URL and the user who is signed in.
fn screen(navigation: Navigation, session: Session) -> Screen {
    let url = match navigation.place() {
        Ok(url) => url,
        Err(bad) => return Screen::Bad(bad),
    };
    let user = match session.state() {
        SessionState::Loading => return Screen::Starting,
        SessionState::Failed(error) => return Screen::NoSession(error),
        SessionState::SignedOut => None,
        SessionState::SignedIn(user) => Some(user.id),
    };
    match (url, user) {
        (AppUrl::SignIn { next } | AppUrl::SignUp { next }, Some(_)) => {
            Screen::LeadingOn(next.map_or(AppUrl::Projects, |next| *next))
        }
        (AppUrl::SignIn { .. }, None) => Screen::SignIn,
        (AppUrl::SignUp { .. }, None) => Screen::SignUp,
        (url, None) => Screen::LeadingOn(url.sign_in_first()),
        (AppUrl::Projects, Some(user)) => Screen::Projects(user),
        (AppUrl::Project(project, _), Some(user)) => Screen::Project(user, project),
    }
}

fn focus_main() {
    use wasm_bindgen::JsCast;
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only where nothing can have the focus.
        let _ = main.focus();
    }
}
