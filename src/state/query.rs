//! A value of the server: the value itself, the status of loading it, and the error.

use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, KeptAnswers};
use crate::state::revalidation::Revalidation;
use crate::time::Stopwatch;

/// The status of a query. Apart from its value, so that the view of it is compiled once.
#[derive(Clone, Copy)]
pub struct QueryStatus {
    loaded: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    pending: RwSignal<bool>,
    reload: StoredValue<Box<dyn Fn(Self)>, LocalStorage>,
    /// The status of the whole that this is a part of.
    whole_pending: Option<RwSignal<bool>>,
}

impl QueryStatus {
    /// The status of a load. `reload` loads anew, and reports that by the methods below.
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
    pub fn nested_in(self, whole: Self) -> Self {
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

/// The age up to which a value counts as fresh, and is not asked for again by itself.
const MAX_AGE: Duration = Duration::from_secs(5);
/// The same for a value that took long to load, in multiples of that time. A live server can send tens of megabytes with its projects.
const MAX_AGE_FACTOR: u32 = 20;

/// A value from the server. It stays while it is loaded anew, and if that fails. A newer load supersedes and aborts an older one, and
/// so does leaving the page. It is revalidated when the window gets the focus back and when the network returns.
pub struct Query<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    status: QueryStatus,
    loaded: StoredValue<Option<Loaded>>,
    is_revalidating: StoredValue<bool>,
    revalidate: StoredValue<Box<dyn Fn()>, LocalStorage>,
    kept: KeptAnswers,
    api: Api,
}

/// The last load that succeeded.
#[derive(Clone, Copy)]
struct Loaded {
    ended: Stopwatch,
    /// The age up to which its value is fresh.
    max_age: Duration,
    /// The number of writes of unknown outcome before it.
    unknown_outcomes: u32,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: PartialEq + Send + Sync + 'static> Query<T> {
    /// A query whose first load begins at once.
    pub fn started<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let (value, task) = (RwSignal::new(None), AbortableTask::new());
        let (loaded, api) = (StoredValue::new(None), Api::expect());
        let is_revalidating = StoredValue::new(false);
        let fetch = Rc::new(fetch);
        let load = move |fetch: &Rc<_>, status: QueryStatus, is_background: bool| {
            let fetch: &Rc<dyn Fn() -> F> = fetch;
            // The signals that the fetch reads must not become dependencies of the caller.
            let work = untrack(|| fetch());
            is_revalidating.set_value(is_background);
            if !is_background {
                status.begin();
            }
            task.supersede(Box::pin(async move {
                let started = Stopwatch::start();
                let unknown_outcomes = untrack(|| api.unknown_outcomes());
                let result = work.await;
                is_revalidating.set_value(false);
                match result {
                    Ok(new) => {
                        let max_age = MAX_AGE.max(started.elapsed() * MAX_AGE_FACTOR);
                        let ended = Stopwatch::start();
                        loaded.set_value(Some(Loaded { ended, max_age, unknown_outcomes }));
                        // The same again redraws nothing.
                        if value.with_untracked(|old| old.as_ref() != Some(&new)) {
                            value.set(Some(new));
                        }
                        status.set_loaded();
                        status.end(None);
                    }
                    // The known value is still the best there is, unless it is gone.
                    Err(error) if is_background && error != ApiError::NotFound => {}
                    Err(error) => status.end(Some(error)),
                }
            }));
        };
        let fetch: Rc<dyn Fn() -> F> = fetch;
        let again = Rc::clone(&fetch);
        let status = QueryStatus::new(move |status| load(&fetch, status, false));
        let revalidate = move || load(&again, status, true);
        let revalidate = Box::new(revalidate) as Box<dyn Fn()>;
        let query = Self {
            value,
            status,
            loaded,
            is_revalidating,
            revalidate: StoredValue::new_local(revalidate),
            kept: KeptAnswers::expect(),
            api,
        };
        status.reload();
        Revalidation::on_each(move || query.revalidate());
        query
    }
}

impl<T: Send + Sync + 'static> Query<T> {
    /// Asks the server again, unless it has answered a moment ago. Shows a change when it is there; a failure changes nothing on screen.
    pub fn revalidate(self) {
        let is_pending = self.status.pending.get_untracked() || self.is_revalidating.get_value();
        let is_fresh = !self.kept.are_shown()
            && self.loaded.get_value().is_some_and(|loaded| {
                loaded.ended.elapsed() < loaded.max_age
                    && loaded.unknown_outcomes == untrack(|| self.api.unknown_outcomes())
            });
        if is_pending || is_fresh {
            return;
        }
        if self.value.with_untracked(Option::is_some) {
            self.revalidate.with_value(|revalidate| revalidate());
        } else {
            self.reload();
        }
    }

    /// Makes it a part of something that is loaded beside it: see [`QueryStatus::nested_in`].
    pub fn nested_in(self, whole: QueryStatus) -> Self {
        Self { status: self.status.nested_in(whole), ..self }
    }

    /// Loads anew.
    pub fn reload(self) {
        self.status.reload();
    }

    /// Shows a value that is known already, until one is loaded.
    pub fn show(self, value: T) {
        self.value.set(Some(value));
        self.status.set_loaded();
    }

    /// Its status.
    pub fn status(self) -> QueryStatus {
        self.status
    }

    /// The value, once there is one.
    pub fn value(self) -> RwSignal<Option<T>> {
        self.value
    }

    /// The error of the last load, if it failed.
    pub fn error(self) -> Option<ApiError> {
        self.status.error()
    }

    /// Returns true while a load is under way.
    pub fn is_pending(self) -> bool {
        self.status.is_pending()
    }

    /// Changes the value in place, after the server confirmed the same change. A load that is under way may not know of the
    /// change yet, and one that failed will not: they start over.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        let changed = self.value.try_update(|value| value.as_mut().map(change).is_some());
        let pending = self.status.pending.try_get_untracked();
        // Nothing at all if the page that loaded it is gone.
        if changed == Some(false) || pending == Some(true) {
            self.reload();
        } else if self.is_revalidating.try_get_value() == Some(true) {
            self.revalidate.with_value(|revalidate| revalidate());
        }
    }
}

/// At most one future, which ends with the page that started it.
#[derive(Clone, Copy)]
pub struct AbortableTask(StoredValue<Option<AbortHandle>>);

impl AbortableTask {
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
