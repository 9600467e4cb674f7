//! The user who is signed in, and the end of the session.

use futures::channel::oneshot;
use leptos::prelude::*;
use neptun_api::{User, UserId};

use crate::api::ApiError;

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

/// The session of this browser. A context.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    /// True if the session ended while the user was at work: the dialog "Sign in again" is open.
    ended: RwSignal<bool>,
    /// The calls that go on as soon as the user has signed in again.
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
}

impl Session {
    /// Provides an unknown session to everything below.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Loading),
            ended: RwSignal::new(false),
            waiting: StoredValue::new(Vec::new()),
        };
        provide_context(session);
        session
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

    /// Somebody signed in. If it is who was signed in before, what was waiting goes on.
    pub fn signed_in(self, user: User) {
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
        self.ended.set(false);
    }

    /// Nobody is signed in any more. What was waiting fails.
    pub fn signed_out(self) {
        drop(self.take_waiting());
        self.ended.set(false);
        self.state.set(SessionState::SignedOut);
    }

    fn take_waiting(self) -> Vec<oneshot::Sender<()>> {
        self.waiting.try_update_value(std::mem::take).unwrap_or_default()
    }
}
