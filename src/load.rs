//! Something that is loaded from the server: its value, whether it is on its way, and what went wrong.

use std::pin::Pin;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// How a load goes, whatever it loads. Apart from the value, so that what draws it is compiled once.
#[derive(Clone, Copy)]
pub struct Progress {
    loaded: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    pending: RwSignal<bool>,
    reload: StoredValue<Box<dyn Fn()>, LocalStorage>,
    running: Running,
    /// Whether what this is a part of is under way.
    whole_pending: Option<RwSignal<bool>>,
}

impl Progress {
    /// Whether there is a value, even one that is being loaded anew.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// Why the last load failed, if it did.
    pub fn error(self) -> Option<ApiError> {
        self.error.get().filter(|_| !self.awaits_whole())
    }

    /// Whether a load is under way, or what it came to cannot be told yet.
    pub fn is_pending(self) -> bool {
        self.pending.get() || self.awaits_whole()
    }

    /// Whether a part was not found, and it may be the whole that is not there: then that is all there is to say.
    fn awaits_whole(self) -> bool {
        self.whole_pending.is_some_and(|pending| pending.get())
            && self.error.with(|error| *error == Some(ApiError::NotFound))
    }

    /// Loads anew.
    pub fn reload(self) {
        self.reload.with_value(|reload| reload());
    }

    /// Ends a load that is under way. What has come stays.
    pub fn cancel(self) {
        self.running.end();
        self.pending.set(false);
    }
}

fn progress(loaded: RwSignal<bool>, fetch: Box<dyn Fn() -> Work>) -> Progress {
    let (error, pending, running) = (RwSignal::new(None), RwSignal::new(false), Running::new());
    let reload = move || {
        // What the fetch reads must not become a dependency of whoever asks for it.
        let work = untrack(&fetch);
        pending.set(true);
        running.supersede(Box::pin(async move {
            error.set(work.await.err());
            pending.set(false);
        }));
    };
    let reload = StoredValue::new_local(Box::new(reload) as Box<dyn Fn()>);
    Progress { loaded, error, pending, reload, running, whole_pending: None }
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

/// Where a load puts what has come.
pub struct Sink<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    loaded: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Sink<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Sink<T> {}

impl<T: Send + Sync + 'static> Sink<T> {
    /// Shows a value, in the place of the one before.
    pub fn show(self, value: T) {
        self.value.set(Some(value));
        self.loaded.set(true);
    }

    /// Changes the value that is shown, without telling anybody yet.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.value.update_untracked(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }

    /// Tells that the value has changed.
    pub fn tell(self) {
        self.value.notify();
    }

    /// Looks at the value that is shown.
    pub fn shown<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.value.with_untracked(|value| look(value.as_ref()))
    }
}

/// A load, whatever it loads.
type Work = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

impl<T: Send + Sync + 'static> Load<T> {
    /// Describes a load; nothing is sent until [`Load::start`].
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Self::in_parts(move |sink| {
            let work = fetch();
            async move {
                sink.show(work.await?);
                Ok(())
            }
        })
    }

    /// Describes a load that shows what it has before it has everything.
    pub fn in_parts<F>(fetch: impl Fn(Sink<T>) -> F + 'static) -> Self
    where
        F: Future<Output = Result<(), ApiError>> + 'static,
    {
        let (value, loaded) = (RwSignal::new(None), RwSignal::new(false));
        let fetch = move || -> Work { Box::pin(fetch(Sink { value, loaded })) };
        Self { value, progress: progress(loaded, Box::new(fetch)) }
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

    /// Makes it a part of something that is loaded beside it: until that is there, or is not, nobody is told that the part
    /// was not found.
    pub fn part_of(self, whole: Progress) -> Self {
        let progress = Progress { whole_pending: Some(whole.pending), ..self.progress };
        Self { progress, ..self }
    }

    /// Loads, unless that has been done or is under way.
    pub fn start(self) {
        let Progress { loaded, pending, .. } = self.progress;
        if !pending.get_untracked() && !loaded.get_untracked() {
            self.reload();
        }
    }

    /// Loads anew.
    pub fn reload(self) {
        self.progress.reload();
    }

    /// Shows a value that is known already, until one is loaded.
    pub fn show(self, value: T) {
        self.sink().show(value);
    }

    /// Where values are put.
    pub fn sink(self) -> Sink<T> {
        Sink { value: self.value, loaded: self.progress.loaded }
    }

    /// How it goes.
    pub fn progress(self) -> Progress {
        self.progress
    }

    /// The value, once there is one.
    pub fn value(self) -> RwSignal<Option<T>> {
        self.value
    }

    /// Why the last load failed, if it did.
    pub fn error(self) -> Option<ApiError> {
        self.progress.error()
    }

    /// Whether a load is under way.
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
