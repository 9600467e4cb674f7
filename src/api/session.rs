//! The user who is signed in, and the end of the session. All tabs of a browser have one session: each follows the others.

use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{User, UserId};
use transport::signed_in_user;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Event, MessageEvent, PageTransitionEvent};

use crate::api::ApiError;
use crate::state::preferences::Preference;

/// The channel on which a tab tells the others that somebody has signed in (`true`) or out (`false`).
const CHANNEL: &str = "neptun.session";

/// The state of the session.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    /// The server is being asked.
    Loading,
    /// The server could not be asked.
    Failed(ApiError),
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    SignedIn(User),
}

/// The outcome of sending credentials that the server accepts.
pub enum SignInOutcome {
    /// They belong to this user.
    SignedIn(User),
    /// They were not checked, because this user has signed in in another tab.
    AlreadySignedIn(User),
}

/// The session of this browser. A context.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    /// True if the session ended while the user was at work: the dialog "Sign in again" is open.
    ended: RwSignal<bool>,
    /// The user who has signed in in another tab while this one waits for credentials.
    elsewhere: RwSignal<Option<User>>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// The number of the last question or answer about the session: an older answer is out of date.
    last_change: StoredValue<u32>,
    /// The calls that go on as soon as the user has signed in again.
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
}

impl Session {
    /// Provides an unknown session to everything below, and follows that of the other tabs.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Loading),
            ended: RwSignal::new(false),
            elsewhere: RwSignal::new(None),
            channel: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
            last_change: StoredValue::new(0),
            waiting: StoredValue::new(Vec::new()),
        };
        session.listen();
        provide_context(session);
        session
    }

    fn listen(self) {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if message.data() == JsValue::FALSE {
                self.leave();
            } else {
                self.ask(false);
            }
        });
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                // For as long as the page is there.
                channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
            }
        });
        window_event_listener_untyped("pageshow", move |event: Event| {
            let event: &PageTransitionEvent = event.unchecked_ref();
            // The browser had frozen the page, which heard nothing meanwhile.
            if event.persisted() {
                self.ask(true);
            }
        });
    }

    /// Asks the server who is signed in, and follows that.
    pub fn refresh(self) {
        self.ask(false);
    }

    /// `is_emptied` says what the end of the session means: an empty page, or the dialog "Sign in again" in front of it.
    fn ask(self, is_emptied: bool) {
        let question = self.change();
        spawn_local(async move {
            let found = signed_in_user().await;
            if self.last_change.try_get_value() != Some(question) {
                return;
            }
            match found {
                Ok(Some(user)) => self.follow(user),
                Ok(None) if is_emptied || self.user_id_untracked().is_none() => self.leave(),
                Ok(None) => self.ended.set(true),
                // Without an answer nothing is known to have changed.
                Err(_) => {}
            }
        });
    }

    fn change(self) -> u32 {
        let next = self.last_change.get_value().wrapping_add(1);
        self.last_change.set_value(next);
        next
    }

    fn tell_other_tabs(self, is_signed_in: bool) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                // Fails only for a channel that is closed.
                let _ = channel.post_message(&JsValue::from_bool(is_signed_in));
            }
        });
    }

    /// The session that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Its state.
    pub fn state(self) -> SessionState {
        self.state.get()
    }

    /// Records what the server said.
    pub fn set(self, state: SessionState) {
        self.state.set(state);
    }

    /// Records what the server said to the first question.
    pub fn record(self, answer: Result<Option<User>, ApiError>) {
        match (answer, self.state.get_untracked()) {
            (Ok(Some(user)), _) => self.enter(user),
            (Ok(None), _) => self.leave(),
            (Err(ApiError::Unreachable(_)), SessionState::Loading) if self.go_on_as_before() => {}
            (Err(error), SessionState::Loading) => self.state.set(SessionState::Failed(error)),
            // What is on screen was read before.
            (Err(_), _) => {}
        }
    }

    /// Goes on as the user who was signed in the last time, until the server has answered. Returns false if there was none.
    pub fn go_on_as_before(self) -> bool {
        let user = remembered_user();
        let is_known = user.is_some();
        if let Some(user) = user {
            self.state.set(SessionState::SignedIn(user));
        }
        is_known
    }

    /// The user who is signed in.
    pub fn user(self) -> Option<User> {
        self.state.with(|state| match state {
            SessionState::SignedIn(user) => Some(user.clone()),
            _ => None,
        })
    }

    /// The id of the user who is signed in, untracked.
    pub fn user_id_untracked(self) -> Option<UserId> {
        self.state.with_untracked(|state| match state {
            SessionState::SignedIn(user) => Some(user.id),
            _ => None,
        })
    }

    /// The user who has signed in in another tab while this one waits for credentials.
    pub fn elsewhere(self) -> Option<User> {
        self.elsewhere.get()
    }

    /// Returns true while the dialog "Sign in again" is open.
    pub fn has_ended(self) -> bool {
        self.ended.get()
    }

    /// Opens the dialog "Sign in again" and waits until the user has done so.
    ///
    /// # Errors
    /// [`ApiError::SessionEnded`] if they declined, or came back as somebody else.
    pub async fn sign_in_again(self) -> Result<(), ApiError> {
        let (resume, resumed) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(resume));
        self.ended.set(true);
        resumed.await.map_err(|_| ApiError::SessionEnded)
    }

    /// Follows the outcome of sending credentials, in every tab.
    pub fn settle(self, outcome: SignInOutcome) {
        match outcome {
            SignInOutcome::SignedIn(user) => {
                self.enter(user);
                self.tell_other_tabs(true);
            }
            SignInOutcome::AlreadySignedIn(user) => self.follow(user),
        }
    }

    /// Somebody is signed in, whoever has asked. A tab that waits for credentials only tells who it is; any other one goes on as
    /// that user.
    pub fn follow(self, user: User) {
        match self.state.get_untracked() {
            // The first answer is on its way.
            SessionState::Loading => {}
            SessionState::SignedOut => self.elsewhere.set(Some(user)),
            SessionState::Failed(_) | SessionState::SignedIn(_) => self.enter(user),
        }
    }

    /// Goes on as a user. If it is who was signed in before, what was waiting goes on.
    pub fn enter(self, user: User) {
        self.change();
        let waiting = self.take_waiting();
        // Whatever is on screen belongs to the user it was loaded for: only a change of user may redraw it.
        if self.user_id_untracked() == Some(user.id) {
            for resume in waiting {
                // The page that waited may have been left.
                let _ = resume.send(());
            }
        } else {
            drop(waiting);
            self.state.set(SessionState::SignedIn(user));
        }
        self.elsewhere.set(None);
        self.ended.set(false);
    }

    /// The user has signed out. What was waiting fails, and every other tab is told.
    pub fn signed_out(self) {
        self.leave();
        self.tell_other_tabs(false);
    }

    fn leave(self) {
        self.change();
        self.elsewhere.set(None);
        drop(self.take_waiting());
        self.ended.set(false);
        self.state.set(SessionState::SignedOut);
    }

    fn take_waiting(self) -> Vec<oneshot::Sender<()>> {
        self.waiting.try_update_value(std::mem::take).unwrap_or_default()
    }
}

/// The user who was signed in when this browser last knew.
pub fn remembered_user() -> Option<User> {
    serde_json::from_str(&Preference::User.get()?).ok()
}

/// Remembers who is signed in, or that nobody is.
pub fn remember_user(user: Option<&User>) {
    let json = user.and_then(|user| serde_json::to_string(user).ok());
    Preference::User.set(json.as_deref());
}
