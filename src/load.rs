//! Something that is loaded from the server: its value, whether it is on its way, and what went wrong.

use std::pin::Pin;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// The progress of a load. Apart from its value, so that the view of it is compiled once.
#[derive(Clone, Copy)]
pub struct Progress {
    loaded: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    pending: RwSignal<bool>,
    reload: StoredValue<Box<dyn Fn(Self)>, LocalStorage>,
    /// The progress of the whole that this is a part of.
    whole_pending: Option<RwSignal<bool>>,
}

impl Progress {
    /// The progress of a load. `reload` loads anew, and reports that by the methods below.
    pub fn new(reload: impl Fn(Self) + 'static) -> Self {
        let reload = Box::new(reload) as Box<dyn Fn(Self)>;
        Self {
            loaded: RwSignal::new(false),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            reload: StoredValue::new_local(reload),
            whole_pending: None,
        }
    }

    /// The same for a part of something that is loaded beside it: a part that was not found is reported only once the whole has
    /// been loaded.
    pub fn part_of(self, whole: Self) -> Self {
        Self { whole_pending: Some(whole.pending), ..self }
    }

    /// Returns true if there is a value, even one that is being loaded anew.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// The error of the last load, if it failed.
    pub fn error(self) -> Option<ApiError> {
        self.error.get().filter(|_| !self.awaits_whole())
    }

    /// Returns true while a load is under way, or its outcome cannot be told yet.
    pub fn is_pending(self) -> bool {
        self.pending.get() || self.awaits_whole()
    }

    /// Returns true if a part was not found, and the whole may not exist either: then that is all there is to say.
    fn awaits_whole(self) -> bool {
        self.whole_pending.is_some_and(|pending| pending.get())
            && self.error.with(|error| *error == Some(ApiError::NotFound))
    }

    /// Loads anew.
    pub fn reload(self) {
        self.reload.with_value(|reload| reload(self));
    }

    /// A load has begun.
    pub fn begin(self) {
        self.pending.set(true);
    }

    /// There is a value.
    pub fn set_loaded(self) {
        if !self.loaded.get_untracked() {
            self.loaded.set(true);
        }
    }

    /// The load has ended, with its error if it failed.
    pub fn end(self, error: Option<ApiError>) {
        self.error.set(error);
        self.pending.set(false);
    }
}

/// A value from the server. What was loaded stays while it is loaded anew, and if that fails. A newer load supersedes and
/// aborts an older one; leaving the page aborts it too.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    progress: Progress,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// A load that begins at once.
    pub fn started<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let (value, running) = (RwSignal::new(None), Running::new());
        let progress = Progress::new(move |progress| {
            // What the fetch reads must not become a dependency of the caller.
            let work = untrack(&fetch);
            progress.begin();
            running.supersede(Box::pin(async move {
                let result = work.await.map(|loaded| {
                    value.set(Some(loaded));
                    progress.set_loaded();
                });
                progress.end(result.err());
            }));
        });
        progress.reload();
        Self { value, progress }
    }

    /// Makes it a part of something that is loaded beside it: see [`Progress::part_of`].
    pub fn part_of(self, whole: Progress) -> Self {
        Self { progress: self.progress.part_of(whole), ..self }
    }

    /// Loads anew.
    pub fn reload(self) {
        self.progress.reload();
    }

    /// Shows a value that is known already, until one is loaded.
    pub fn show(self, value: T) {
        self.value.set(Some(value));
        self.progress.set_loaded();
    }

    /// Its progress.
    pub fn progress(self) -> Progress {
        self.progress
    }

    /// The value, once there is one.
    pub fn value(self) -> RwSignal<Option<T>> {
        self.value
    }

    /// The error of the last load, if it failed.
    pub fn error(self) -> Option<ApiError> {
        self.progress.error()
    }

    /// Returns true while a load is under way.
    pub fn is_pending(self) -> bool {
        self.progress.is_pending()
    }

    /// Changes the value in place, after the server confirmed the same change. A load that is under way may not know of the
    /// change yet, and one that failed will not: they start over.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        let changed = self.value.try_update(|value| value.as_mut().map(change).is_some());
        let pending = self.progress.pending.try_get_untracked();
        // Nothing at all if the page that loaded it is gone.
        if changed == Some(false) || pending == Some(true) {
            self.reload();
        }
    }
}

/// At most one future, which ends with the page that started it.
#[derive(Clone, Copy)]
pub struct Running(StoredValue<Option<AbortHandle>>);

impl Running {
    /// Nothing runs yet.
    pub fn new() -> Self {
        let running = StoredValue::new(None::<AbortHandle>);
        on_cleanup(move || {
            if let Some(running) = running.try_get_value().flatten() {
                running.abort();
            }
        });
        Self(running)
    }

    /// Ends what is running.
    pub fn end(self) {
        if let Some(running) = self.0.try_update_value(Option::take).flatten() {
            running.abort();
        }
    }

    /// Ends what is running, and runs `work`. An ended future is dropped: it writes to no signal any more.
    pub fn supersede(self, work: Pin<Box<dyn Future<Output = ()>>>) {
        let (work, handle) = abortable(work);
        let superseded = self.0.try_update_value(|running| running.replace(handle)).flatten();
        if let Some(superseded) = superseded {
            superseded.abort();
        }
        spawn_local(async move {
            // Aborted is as good as done: there is nobody to tell.
            let _ = work.await;
        });
    }
}

#[cfg(test)]
mod tests;
