//! Something that is loaded from the server: its value, whether it is on its way, and what went wrong.

use std::pin::Pin;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

type Fetch<T> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, ApiError>>>>>;

/// A value from the server. What was loaded stays while it is loaded anew, and if that fails. A newer load supersedes and
/// aborts an older one; leaving the page aborts it too.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ApiError>>,
    pending: RwSignal<bool>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
    abort: StoredValue<Option<AbortHandle>>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Describes a load; nothing is sent until [`Load::start`].
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let abort = StoredValue::new(None::<AbortHandle>);
        on_cleanup(move || {
            if let Some(running) = abort.try_get_value().flatten() {
                running.abort();
            }
        });
        Self {
            value: RwSignal::new(None),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            fetch: StoredValue::new_local(Box::new(move || Box::pin(fetch()))),
            abort,
        }
    }

    /// A load that begins at once.
    pub fn started<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let load = Self::new(fetch);
        load.reload();
        load
    }

    /// Loads, unless that has been done or is under way.
    pub fn start(self) {
        if !self.pending.get_untracked() && self.value.with_untracked(Option::is_none) {
            self.reload();
        }
    }

    /// Loads anew.
    pub fn reload(self) {
        // What the fetch reads must not become a dependency of whoever asks for it.
        let (work, handle) = abortable(untrack(|| self.fetch.with_value(|fetch| fetch())));
        if let Some(superseded) =
            self.abort.try_update_value(|abort| abort.replace(handle)).flatten()
        {
            superseded.abort();
        }
        self.pending.set(true);
        spawn_local(async move {
            // Aborted: superseded, or the page is gone. Then there is nothing to tell, and maybe no signal left.
            let Ok(result) = work.await else { return };
            match result {
                Ok(value) => {
                    self.error.try_set(None);
                    self.value.try_set(Some(value));
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
            self.pending.try_set(false);
        });
    }

    /// The value, once there is one.
    pub fn value(self) -> RwSignal<Option<T>> {
        self.value
    }

    /// Why the last load failed, if it did.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }

    /// Whether a load is under way.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    /// Changes the value in place, after the server confirmed the same change. A load that is under way may not know of the
    /// change yet, and one that failed will not: they start over.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        let changed = self.value.try_update(|value| value.as_mut().map(change).is_some());
        let pending = self.pending.try_get_untracked();
        // Nothing at all if the page that loaded it is gone.
        if changed == Some(false) || pending == Some(true) {
            self.reload();
        }
    }
}
