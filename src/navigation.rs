//! Where the app is. The URL is the state: this reads it, writes it, and turns clicks on links into moves.
//!
//! `leptos_router` is not used: its `Routes` match by pattern what [`AppUrl::parse`] knows as a type already, and add
//! their weight to the first load. What is left is this file.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use crate::ui::nothing_has_focus;
use crate::urls::{AppUrl, BadUrl};

/// For how long the address bar may be behind of what is typed.
const TYPING: Duration = Duration::from_millis(300);

thread_local! {
    /// What had the focus when the app last moved. Not a stored value of [`Navigation`]: a type more of those costs more bytes.
    static LEFT_AT: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// The place where the app is, or why the URL names none.
pub type Place = Result<AppUrl, BadUrl>;

/// Reads and changes the place. A context.
#[derive(Clone, Copy)]
pub struct Navigation {
    place: RwSignal<Place>,
    /// Whether the user has done anything since the app was loaded.
    acted: StoredValue<bool>,
    /// Whether Back or Forward led here.
    came_back: StoredValue<bool>,
    /// Whether something typed would be lost by leaving.
    unsaved: RwSignal<bool>,
    /// What was typed, and is not in the address bar yet.
    unwritten: StoredValue<Option<String>>,
}

impl Navigation {
    /// Reads the place from the browser's address bar, follows it from then on, and provides it to everything below.
    pub fn provide() -> Self {
        let navigation = Self {
            place: RwSignal::new(place_in_address_bar()),
            acted: StoredValue::new(false),
            came_back: StoredValue::new(false),
            unsaved: RwSignal::new(false),
            unwritten: StoredValue::new(None),
        };
        let acted = navigation.acted;
        window_event_listener(ev::keydown, move |_| acted.set_value(true));
        window_event_listener(ev::pointerdown, move |_| acted.set_value(true));
        window_event_listener(ev::popstate, move |_| navigation.address_bar_changed());
        window_event_listener(ev::click, move |click| navigation.follow_link(&click));
        window_event_listener(ev::beforeunload, move |leaving| {
            if navigation.unsaved.get_untracked() {
                leaving.prevent_default();
            }
        });
        provide_context(navigation);
        navigation
    }

    /// The navigation that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The place. Subscribes to it.
    pub fn place(self) -> Place {
        self.place.get()
    }

    /// The page, if the URL names one, without subscribing to it.
    pub fn page_untracked(self) -> Option<AppUrl> {
        self.place.with_untracked(|place| place.as_ref().ok().cloned())
    }

    /// Whether a page that appears is the answer to something the user did. Only then may it take the focus: on the first
    /// page the browser has it where it belongs.
    pub fn answers_the_user(self) -> bool {
        self.acted.get_value() && self.may_take_focus()
    }

    /// Whether the focus is nowhere, or still where it was when the app moved. Who has put it elsewhere since, while the page was
    /// being fetched, keeps it.
    pub fn may_take_focus(self) -> bool {
        let now = document().active_element();
        nothing_has_focus() || LEFT_AT.with_borrow(|left_at| left_at.is_some() && *left_at == now)
    }

    /// Whether Back or Forward led here, so that the page is to be as it was.
    pub fn came_back(self) -> bool {
        self.came_back.get_value()
    }

    /// Goes to a page; Back leads here again. Does nothing if the user would lose input and wants to stay.
    pub fn push(self, url: &AppUrl) {
        if self.may_leave() {
            self.go(url, Entry::New);
        }
    }

    /// Goes to a page in place of this one: for a filter, or for a page that only leads on.
    pub fn replace(self, url: &AppUrl) {
        self.go(url, Entry::Same);
    }

    /// The same for what is typed. The address bar follows a little later: it takes browsers a millisecond or two, and they
    /// refuse to do it more than a few times a second.
    pub fn replace_typed(self, url: &AppUrl) {
        let text = url.to_string();
        let waiting = self.unwritten.try_update_value(|unwritten| unwritten.replace(text));
        if waiting.flatten().is_none() {
            set_timeout(move || self.write_typed(), TYPING);
        }
        self.arrive(Ok(url.clone()));
    }

    /// Says whether something typed would be lost by leaving.
    pub fn set_unsaved(self, unsaved: bool) {
        self.unsaved.set(unsaved);
    }

    /// Whether nothing would be lost by leaving, or the user agrees to lose it.
    pub fn may_leave(self) -> bool {
        if !self.unsaved.get_untracked() {
            return true;
        }
        let leave = window()
            .confirm_with_message("Leave without saving? What you typed will be lost.")
            .unwrap_or(true);
        if leave {
            self.unsaved.set(false);
        }
        leave
    }

    fn go(self, url: &AppUrl, entry: Entry) {
        match entry {
            // Back leads to what this entry came to show last.
            Entry::New => {
                self.came_back.set_value(false);
                self.write_typed();
            }
            Entry::Same => self.unwritten.set_value(None),
        }
        write(entry, &url.to_string());
        self.arrive(Ok(url.clone()));
    }

    fn write_typed(self) {
        if let Some(url) = self.unwritten.try_update_value(Option::take).flatten() {
            write(Entry::Same, &url);
        }
    }

    fn arrive(self, place: Place) {
        if self.place.with_untracked(|old| *old != place) {
            LEFT_AT.set(document().active_element());
            self.place.set(place);
        }
    }

    /// Back, Forward, or a URL typed by hand.
    fn address_bar_changed(self) {
        // It was about the entry that has been left.
        self.unwritten.set_value(None);
        if self.may_leave() {
            self.came_back.set_value(true);
            self.arrive(place_in_address_bar());
        } else if let Some(stay) = self.page_untracked() {
            self.go(&stay, Entry::New);
        }
    }

    /// Follows a plain click on a link of the app; everything else is the browser's.
    fn follow_link(self, click: &MouseEvent) {
        if !is_plain_click(click) || click.default_prevented() {
            return;
        }
        let Some(link) = link_of(click) else { return };
        let same_origin = window().location().origin().is_ok_and(|origin| origin == link.origin());
        if !same_origin || link.has_attribute("download") || !link.target().is_empty() {
            return;
        }
        if let Ok(url) = AppUrl::parse(&link.pathname(), &link.search(), &link.hash()) {
            click.prevent_default();
            self.push(&url);
        }
    }
}

/// The entry of the browser's history that a move writes.
enum Entry {
    New,
    Same,
}

fn write(entry: Entry, url: &str) {
    if let Ok(history) = window().history() {
        // Fails only if a page moves hundreds of times a second; the app itself still follows.
        let _ = match entry {
            Entry::New => history.push_state_with_url(&JsValue::NULL, "", Some(url)),
            Entry::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(url)),
        };
    }
}

/// Whether a click asks for no more than to go there: not for a new tab or a download.
pub fn is_plain_click(click: &MouseEvent) -> bool {
    click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key())
}

fn link_of(click: &MouseEvent) -> Option<HtmlAnchorElement> {
    let target: Element = click.target()?.dyn_into().ok()?;
    target.closest("a[href]").ok()??.dyn_into().ok()
}

fn place_in_address_bar() -> Place {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    AppUrl::parse(&part(location.pathname()), &part(location.search()), &part(location.hash()))
}
