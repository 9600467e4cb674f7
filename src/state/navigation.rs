//! The typed route of the current URL, and navigation to typed routes. `leptos_router` does the rest.

use std::time::Duration;

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use routes::{BadUrl, END_OF_SENTENCE, Route};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use crate::browser::nothing_has_focus;
use crate::state::leave_guard::LeaveGuard;

/// The pause in typing after which the address bar follows. Browsers take a millisecond or two to change it, and refuse to
/// do so more than a few times a second.
const TYPING_PAUSE: Duration = Duration::from_millis(300);

/// The route of the current URL, or the reason why it names none.
pub type CurrentRoute = Result<Route, BadUrl>;

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// Reads and changes the route. A context below `<Router>`.
#[derive(Clone, Copy)]
pub struct Navigation {
    guard: LeaveGuard,
    route: Memo<CurrentRoute>,
    /// Input that is not in the address bar yet.
    typed: RwSignal<Option<Route>>,
    navigate: StoredValue<Navigate, LocalStorage>,
    has_interacted: StoredValue<bool>,
    is_history_navigation: StoredValue<bool>,
    focus_before_navigation: StoredValue<Option<Element>, LocalStorage>,
}

impl Navigation {
    /// Follows the router's location and provides the route to everything below.
    pub fn provide() -> Self {
        let location = use_location();
        let typed = RwSignal::new(None);
        let route_in_url = {
            let location = location.clone();
            Memo::new(move |_| route_of(&location))
        };
        let navigation = Self {
            guard: LeaveGuard::expect(),
            route: Memo::new(move |_| typed.get().map_or_else(|| route_in_url.get(), Ok)),
            typed,
            navigate: StoredValue::new_local(Box::new(use_navigate())),
            has_interacted: StoredValue::new(false),
            is_history_navigation: StoredValue::new(false),
            focus_before_navigation: StoredValue::new_local(None),
        };
        navigation.listen();
        navigation.correct_url(&location);
        complete_pushes(location);
        provide_context(navigation);
        navigation
    }

    /// The navigation that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The current route. Subscribes to it.
    pub fn route(self) -> CurrentRoute {
        self.route.get()
    }

    /// The current page, if the URL names one, without subscribing to it.
    pub fn page_untracked(self) -> Option<Route> {
        self.route.with_untracked(|route| route.as_ref().ok().cloned())
    }

    /// Returns whether a new page should take the focus. On the first page the browser has it where it belongs.
    pub fn should_move_focus(self) -> bool {
        self.has_interacted.get_value() && self.is_focus_unclaimed()
    }

    /// Returns whether the focus is nowhere or where it was before navigation. A focus that the user moved while the page was
    /// loading stays.
    pub fn is_focus_unclaimed(self) -> bool {
        let is_unmoved =
            |before: &Option<Element>| before.is_some() && *before == document().active_element();
        nothing_has_focus() || self.focus_before_navigation.with_value(is_unmoved)
    }

    /// The element that had the focus before the last navigation.
    pub fn focus_before_navigation(self) -> Option<Element> {
        self.focus_before_navigation.get_value()
    }

    /// Returns whether Back or Forward led here, so that the page is restored as it was.
    pub fn is_history_navigation(self) -> bool {
        self.is_history_navigation.get_value()
    }

    /// Goes to a page; Back leads here again. Does nothing if the user would lose input and wants to stay.
    pub fn push(self, url: &Route) {
        if self.guard.confirm_leave() {
            self.before_push();
            self.navigate(url, false);
        }
    }

    /// Goes to a page and replaces the current history entry: for a filter, or for a redirect.
    pub fn replace(self, url: &Route) {
        self.remember_focus();
        self.navigate(url, true);
        self.typed.set(None);
    }

    /// Does the same for a change that is being typed: the route changes at once, the address bar after a pause.
    pub fn replace_typed(self, url: &Route) {
        let is_waiting = self.typed.with_untracked(Option::is_some);
        self.remember_focus();
        self.typed.set(Some(url.clone()));
        if !is_waiting {
            set_timeout(move || self.flush_typed(), TYPING_PAUSE);
        }
    }

    fn navigate(self, url: &Route, replace: bool) {
        let options =
            NavigateOptions { resolve: false, replace, scroll: false, ..Default::default() };
        self.navigate.with_value(|navigate| navigate(&url.to_string(), options));
    }

    fn before_push(self) {
        self.is_history_navigation.set_value(false);
        // Back leads to the last state of this entry.
        self.flush_typed();
        self.remember_focus();
    }

    fn flush_typed(self) {
        // The app is gone if the signal is.
        if let Some(url) = self.typed.try_get_untracked().flatten() {
            self.navigate(&url, true);
            self.typed.set(None);
        }
    }

    fn remember_focus(self) {
        self.focus_before_navigation.set_value(document().active_element());
    }

    /// Removes the end of a sentence that the URL was copied with: the router matches paths to the letter.
    fn correct_url(self, location: &Location) {
        let pathname = location.pathname;
        Effect::new(move |_| {
            if pathname.get().ends_with(END_OF_SENTENCE)
                && let Some(route) = self.page_untracked()
            {
                self.replace(&route);
            }
        });
    }

    /// Listens before the router does, which follows links and history by itself.
    fn listen(self) {
        let listen = |event, handler: fn(Self, &Event)| {
            let options = EventListenerOptions {
                phase: gloo_events::EventListenerPhase::Capture,
                passive: false,
            };
            EventListener::new_with_options(&window(), event, options, move |event| {
                handler(self, event);
            })
            .forget();
        };
        listen("keydown", |navigation, _| navigation.has_interacted.set_value(true));
        listen("pointerdown", |navigation, _| navigation.has_interacted.set_value(true));
        listen("click", |navigation, event| navigation.before_link(event.unchecked_ref()));
        self.guard.on_history_navigation(move || {
            // It belonged to the entry that has been left.
            self.typed.set(None);
            self.is_history_navigation.set_value(true);
            self.remember_focus();
        });
    }

    fn before_link(self, click: &MouseEvent) {
        if !is_plain_click(click) || !is_link_of_app(click) {
            return;
        }
        if self.guard.confirm_leave() {
            self.before_push();
        } else {
            click.prevent_default();
            click.stop_immediate_propagation();
        }
    }
}

/// Writes a URL into the address bar that the router left out. Its own list of visited URLs keeps replaced entries, so that
/// after Back it can take a new URL for the one that is there.
fn complete_pushes(location: Location) {
    Effect::new(move |_| {
        let (url, location) = (full_path(&location), location.clone());
        // A task later the router has drawn the page and written what it writes.
        set_timeout(
            move || {
                let bar = window().location();
                let in_bar = [bar.pathname(), bar.search(), bar.hash()]
                    .map(|part| part.unwrap_or_default())
                    .concat();
                let is_current = untrack(|| full_path(&location)) == url;
                if is_current
                    && in_bar != url
                    && let Ok(history) = window().history()
                {
                    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url));
                }
            },
            Duration::ZERO,
        );
    });
}

fn full_path(location: &Location) -> String {
    let search = location.search.get();
    let mark = if search.is_empty() { "" } else { "?" };
    format!("{}{mark}{search}{}", location.pathname.get(), location.hash.get())
}

fn route_of(location: &Location) -> CurrentRoute {
    Route::parse(&location.pathname.read(), &location.search.read(), &location.hash.read())
}

/// Returns whether a click asks only to go there, and not for a new tab or a download.
pub fn is_plain_click(click: &MouseEvent) -> bool {
    click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key())
}

/// Returns whether the router will follow the link that was clicked.
fn is_link_of_app(click: &MouseEvent) -> bool {
    let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return false;
    };
    let is_same_origin = window().location().origin().is_ok_and(|origin| origin == link.origin());
    is_same_origin && !link.has_attribute("download") && link.target().is_empty()
}
