//! The router with every route, and the contexts of the whole app.

use std::time::Duration;

use ::engine::messages::EngineRequest;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::{NavigateOptions, path};
use neptun_api::User;
use routes::{BadUrl, Route as AppRoute};

use crate::api::session::{Session, SessionState, remember_user, remembered_user};
use crate::api::{Api, ApiError, KeptAnswers, SlowRequests};
use crate::components::{
    Breadcrumb, ConnectionBanner, ErrorPanel, Header, PageSkeleton, Palette, SessionDialog,
    UpdateBanner,
};
use crate::engine::Engine;
use crate::pages::{
    AccountRoute, BadUrlPage, FilesPage, ProjectLayout, ProjectsRoute, ResourceRoute,
    ResourcesRoute, overview_page, search_page, sign_in_page, sign_up_page,
};
use crate::shortcuts::{UNDO, ignore_input_method, is_typing, pressed};
use crate::state::app_update::AppUpdate;
use crate::state::clock::Clock;
use crate::state::deletions::Deletions;
use crate::state::leave_guard::LeaveGuard;
use crate::state::navigation::Navigation;
use crate::state::projects::Projects;
use crate::state::revalidation::Revalidation;
use crate::state::theme::Themes;
use crate::state::typed_ahead::TypedAhead;
use crate::ui::{ToastRegion, Toasts};

/// The time after which the page takes the place of the shell, if the session is still unknown: that of the user who was signed in
/// before, or a skeleton.
const SHELL_TIMEOUT: Duration = Duration::from_millis(300);

/// Puts the app in the place of the shell that index.html draws while it loads.
pub fn mount() {
    leptos::mount::mount_to_body(App);
    // Behind the app: the link that skips to the content has to be the first of the page.
    if let (Some(crash), Some(body)) = (document().get_element_by_id("crash"), document().body()) {
        // Fails only if it would become its own parent.
        let _ = body.append_child(&crash);
    }
}

#[component]
fn App() -> impl IntoView {
    ignore_input_method();
    LeaveGuard::provide();
    let session = Session::provide();
    let engine = Engine::provide();
    let kept = KeptAnswers::provide();
    Api::provide(session, engine, kept);
    let toasts = Toasts::provide();
    // It is there for as long as the page.
    let _ = window_event_listener(ev::keydown, move |event| {
        if UNDO.contains(&&*pressed(&event)) && !is_typing(&event) && toasts.undo_last() {
            event.prevent_default();
        }
    });
    Effect::new(move |before: Option<Option<User>>| {
        let before = before.unwrap_or_else(remembered_user);
        let user = match session.state() {
            SessionState::SignedIn(user) => Some(user),
            SessionState::SignedOut => None,
            // It is not known yet.
            SessionState::Loading | SessionState::Failed(_) => return before,
        };
        let id = |user: &Option<User>| user.as_ref().map(|user| user.id);
        if before.is_some() && id(&before) != id(&user) {
            engine.send(EngineRequest::Forget);
            kept.clear();
            toasts.clear();
        }
        remember_user(user.as_ref());
        user
    });
    Revalidation::provide();
    Revalidation::on_each(move || session.refresh());
    AppUpdate::provide();
    Deletions::provide();
    Clock::provide();
    Themes::provide();
    Breadcrumb::provide();
    TypedAhead::provide();
    view! {
        <Router>
            <Start />
        </Router>
    }
}

/// Asks who is signed in. The shell stays until that is known, or has taken too long.
#[component]
fn Start() -> impl IntoView {
    let (session, api, engine) = (Session::expect(), Api::expect(), Engine::expect());
    Palette::provide(Navigation::provide());
    let first = SlowRequests::expect().watch(first_session(engine, api));
    spawn_local(async move { session.record(first.await) });
    let retry = Callback::new(move |()| {
        session.set(SessionState::Loading);
        spawn_local(async move { session.record(api.signed_in_user().await) });
    });
    let is_shell_over = RwSignal::new(false);
    let end_shell = move || {
        if session.state() == SessionState::Loading {
            session.go_on_as_before();
        }
        is_shell_over.set(true);
    };
    set_timeout(move || untrack(end_shell), SHELL_TIMEOUT);
    let is_shown = Memo::new(move |shown| {
        shown == Some(&true) || is_shell_over.get() || session.state() != SessionState::Loading
    });
    move || is_shown.get().then(|| view! { <Window retry=retry /> })
}

/// The user who is signed in, as the engine has asked before the app was there.
async fn first_session(engine: Engine, api: Api) -> Result<Option<User>, ApiError> {
    match engine.session().await {
        // Most pages do without it.
        Err(ApiError::Worker(_)) => api.signed_in_user().await,
        result => result,
    }
}

/// Everything on screen, in the place of the shell.
#[component]
fn Window(retry: Callback<()>) -> impl IntoView {
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
        <Header />
        <ConnectionBanner />
        <UpdateBanner />
        <Content retry=retry />
        <SessionDialog />
        <ToastRegion />
    }
}

/// The state that decides between the routes and their replacements.
#[derive(Clone, PartialEq)]
enum Gate {
    SessionUnknown,
    SessionFailed(ApiError),
    BadUrl(BadUrl),
    Routes,
}

/// The routes, once the session is known.
#[component]
fn Content(retry: Callback<()>) -> impl IntoView {
    let (session, navigation) = (Session::expect(), Navigation::expect());
    let gate = Memo::new(move |_| match (navigation.route(), session.state()) {
        (Err(bad), _) => Gate::BadUrl(bad),
        (Ok(_), SessionState::Loading) => Gate::SessionUnknown,
        (Ok(_), SessionState::Failed(error)) => Gate::SessionFailed(error),
        (Ok(_), SessionState::SignedOut | SessionState::SignedIn(_)) => Gate::Routes,
    });
    move || match gate.get() {
        Gate::SessionUnknown => view! { <PageSkeleton /> }.into_any(),
        Gate::SessionFailed(error) => view! {
            <main id="main" class="page" tabindex="-1">
                <ErrorPanel error=error retry=retry whole_page=true />
            </main>
        }
        .into_any(),
        Gate::BadUrl(bad) => view! { <BadUrlPage bad=bad /> }.into_any(),
        Gate::Routes => view! { <AppRoutes /> }.into_any(),
    }
}

/// Every route. Their parameters are read as types: see [`AppRoute::parse`].
#[component]
fn AppRoutes() -> impl IntoView {
    view! {
        // Shown by `Content`, which knows what is wrong with the URL.
        <Routes fallback=|| ()>
            <ParentRoute path=path!("") view=SignedOutOnly>
                <Route path=path!("sign-in") view=sign_in_page />
                <Route path=path!("sign-up") view=sign_up_page />
            </ParentRoute>
            <ParentRoute path=path!("") view=SignedInOnly>
                <Route path=path!("") view=ProjectsRoute />
                <Route path=path!("projects") view=ProjectsRoute />
                <Route path=path!("account") view=AccountRoute />
                <ParentRoute path=path!("projects/:project") view=ProjectLayout>
                    <Route path=path!("") view=overview_page />
                    <Route path=path!("files/:file?") view=FilesPage />
                    <Route path=path!("search") view=search_page />
                    <Route path=path!(":resource_type") view=ResourcesRoute />
                    <Route path=path!(":resource_type/:resource") view=ResourceRoute />
                </ParentRoute>
            </ParentRoute>
        </Routes>
    }
}

/// Pages for a user who is not signed in. Signing in leads to the page that asked for a session.
#[component]
fn SignedOutOnly() -> impl IntoView {
    let (session, navigation) = (Session::expect(), Navigation::expect());
    let is_signed_in = Memo::new(move |_| session.user().is_some());
    move || {
        if !is_signed_in.get() {
            return view! { <Outlet /> }.into_any();
        }
        let next = match navigation.page_untracked() {
            Some(AppRoute::SignIn { next } | AppRoute::SignUp { next }) => next,
            _ => None,
        };
        redirect(&next.map_or(AppRoute::Projects, |next| *next)).into_any()
    }
}

/// Pages of a user. Another user gets new ones; without a session the sign-in page comes first.
#[component]
fn SignedInOnly() -> impl IntoView {
    let (session, navigation) = (Session::expect(), Navigation::expect());
    let user = Memo::new(move |_| session.user().map(|user| user.id));
    move || match (user.get(), navigation.page_untracked()) {
        // A closure is never rebuilt in place, so that two users share no elements.
        (Some(_), _) => {
            Projects::provide();
            (|| view! { <Outlet /> }).into_any()
        }
        (None, page) => redirect(&page.unwrap_or(AppRoute::Projects).to_sign_in()).into_any(),
    }
}

fn redirect(url: &AppRoute) -> impl IntoView + use<> {
    let options = NavigateOptions { replace: true, resolve: false, ..Default::default() };
    view! {
        <PageSkeleton />
        <Redirect path=url.to_string() options=options />
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
