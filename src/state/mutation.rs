//! Sending a form: once at a time, with its error.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// A write that a user asks for. While one is under way another cannot begin, so a double click sends once.
#[derive(Clone, Copy)]
pub struct Mutation {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Mutation {
    /// Nothing sent yet.
    pub fn new() -> Self {
        Self { pending: RwSignal::new(false), error: RwSignal::new(None) }
    }

    /// Returns true while one is under way.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    /// The error of the last one, if it failed.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }

    /// Forgets the error, because the user is mending its cause.
    pub fn clear_error(self) {
        if self.error.with_untracked(Option::is_some) {
            self.error.set(None);
        }
    }

    /// Runs `work` unless something is under way, and on success `then`.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        spawn_local(async move {
            let result = work.await;
            // The form may be gone by now; what it asked for still happens.
            self.pending.try_set(false);
            match result {
                Ok(value) => then(value),
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}
