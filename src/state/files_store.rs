//! The files of the project on screen. The engine loads them: in part if a link asks for a part, in whole as soon as more is needed.
//! They are shown while they arrive.

use ::engine::ServerFilter;
use ::engine::messages::{EngineRequest, EngineResponse, ListId, LoadStatus};
use futures::channel::oneshot;
use futures::future;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, ProjectId, Timestamp, UserId};
use project_files::listing::{Batch, ListQuery, Listing};

use crate::api::session::Session;
use crate::api::{ApiError, SlowRequests};
use crate::engine::Engine;
use crate::state::deletions::Deletions;
use crate::state::preferences::Preference;
use crate::state::query::{AbortableTask, QueryStatus};
use crate::state::revalidation::Revalidation;

/// The files that are loaded, without their texts.
#[derive(Debug)]
pub struct LoadedFiles {
    /// The files.
    pub listing: Listing,
    /// The list of the engine that they come from.
    list: ListId,
    /// The files that are in it, or will be.
    filter: ServerFilter,
    /// The list has arrived to its end.
    has_ended: bool,
    /// The number of files that could not be read and are left out.
    skipped: usize,
}

impl LoadedFiles {
    /// Returns true if these are all files of the project.
    pub fn is_complete(&self) -> bool {
        self.has_ended && self.filter.is_all()
    }

    /// Returns true if more files were to come.
    pub fn is_partial(&self) -> bool {
        !self.has_ended
    }

    /// Returns true if all files that a query shows are among these.
    pub fn cover(&self, query: &ListQuery) -> bool {
        self.has_ended && self.filter.covers(&ServerFilter::from(query))
    }

    fn end(&mut self, skipped: usize) {
        self.has_ended = true;
        self.skipped = skipped;
    }
}

/// The files of a project.
#[derive(Clone, Copy)]
pub struct FilesStore {
    /// The files; nothing until the first ones have arrived.
    pub loaded: RwSignal<Option<LoadedFiles>>,
    /// The status of loading them.
    pub status: QueryStatus,
    /// The number of bytes that have arrived so far, decompressed.
    pub received: RwSignal<u64>,
    /// The time when these were the server's files for sure, if they may be out of date: they were kept, or the answer to a write is
    /// missing.
    pub unconfirmed_since: RwSignal<Option<Timestamp>>,
    engine: Engine,
    session: Session,
    project: ProjectId,
    /// The widest filter that was asked for.
    wanted: StoredValue<Option<ServerFilter>>,
    /// The list that is about to take the place of the loaded one.
    incoming: StoredValue<Option<LoadedFiles>>,
    signing_in: AbortableTask,
    /// Tells whoever waits for a refresh.
    refreshed: StoredValue<Option<oneshot::Sender<()>>>,
    /// Runs from asking for files to the first that arrives, or the outcome.
    waiting: AbortableTask,
    slow: SlowRequests,
}

impl FilesStore {
    /// The files of a project, none of which is loaded until it is asked for. `whole` is the progress of the project itself.
    pub fn new(project: ProjectId, whole: QueryStatus) -> Self {
        let (engine, session) = (Engine::expect(), Session::expect());
        let reload = move |status: QueryStatus| {
            if let Some(user) = session.user_id_untracked() {
                status.begin();
                engine.send(EngineRequest::ReloadFiles { user, project, all: false });
            }
        };
        let store = Self {
            loaded: RwSignal::new(None),
            status: QueryStatus::new(reload).nested_in(whole),
            received: RwSignal::new(0),
            unconfirmed_since: RwSignal::new(None),
            engine,
            session,
            project,
            wanted: StoredValue::new(None),
            incoming: StoredValue::new(None),
            signing_in: AbortableTask::new(),
            refreshed: StoredValue::new(None),
            waiting: AbortableTask::new(),
            slow: SlowRequests::expect(),
        };
        let files = engine.subscribe_to_files(project, move |message| store.receive(message));
        on_cleanup(move || engine.unsubscribe_from_files(files));
        store.follow_failures();
        let deletions = Deletions::expect();
        Effect::new(move || {
            let files = deletions.of(project);
            engine.send(EngineRequest::WithholdFiles { project, files });
        });
        Revalidation::on_each(move || store.revalidate());
        // Nobody is told of a revalidation that failed, but the list is not the server's yet.
        Revalidation::repeat_while(Signal::derive(move || store.unconfirmed_since.get().is_some()));
        store
    }

    /// The project.
    pub fn project(self) -> ProjectId {
        self.project
    }

    /// Returns true while files are being loaded.
    pub fn is_pending(self) -> bool {
        self.status.is_pending()
    }

    /// The error of the last load, if it failed.
    pub fn error(self) -> Option<ApiError> {
        self.status.error()
    }

    /// The error of the last load, without subscribing to it.
    pub fn error_untracked(self) -> Option<ApiError> {
        untrack(|| self.error())
    }

    /// Returns true if all files of the project are loaded.
    pub fn is_complete(self) -> bool {
        self.loaded.with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_complete))
    }

    /// Returns true if only some of the files that were to come are loaded.
    pub fn is_partial(self) -> bool {
        self.loaded.with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_partial))
    }

    /// The number of files that are left out because they could not be read.
    pub fn skipped(self) -> usize {
        self.loaded.with(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.skipped))
    }

    /// Reads the loaded files, and subscribes to them.
    pub fn with<T>(self, read: impl FnOnce(&Listing) -> Option<T>) -> Option<T> {
        self.loaded.with(|loaded| read(&loaded.as_ref()?.listing))
    }

    /// Reads the loaded files.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Listing) -> Option<T>) -> Option<T> {
        self.loaded.with_untracked(|loaded| read(&loaded.as_ref()?.listing))
    }

    /// Makes sure that all files which a query shows are loaded, or on their way.
    pub fn ensure(self, query: &ListQuery) {
        self.ensure_filter(if Preference::ServerFilters.get().is_some() {
            ServerFilter::default()
        } else {
            ServerFilter::from(query)
        });
    }

    /// Makes sure that all files are loaded, or on their way.
    pub fn ensure_all(self) {
        self.ensure_filter(ServerFilter::default());
    }

    /// Follows what was changed on the server, in the other tabs too.
    pub fn change(self, changed: &[ProjectFile], deleted: Vec<FileId>) {
        // Files are structs of texts and numbers: serde_json fails only for maps whose keys are no texts.
        let json = |file| serde_json::to_string(file).unwrap_or_default();
        let changed = changed.iter().map(json).collect();
        let change = EngineRequest::ChangeFiles { project: self.project, changed, deleted };
        self.engine.send_to_all_tabs(change);
    }

    /// Stops loading. The files that have arrived stay.
    pub fn stop(self) {
        self.refreshed.set_value(None);
        self.engine.send(EngineRequest::StopLoading { project: self.project });
    }

    /// Loads all files, from the start.
    pub fn load_all(self) {
        self.wanted.set_value(Some(ServerFilter::default()));
        let project = self.project;
        self.load(|user| EngineRequest::ReloadFiles { user, project, all: true });
    }

    /// Asks the server for changes of a list that may be out of date, and shows the new one when it has arrived.
    pub fn revalidate(self) {
        self.engine.send(EngineRequest::RefreshFiles { project: self.project, by_user: false });
    }

    /// Asks the server for changes at once, or for all files if only some are loaded. The result says if the list is now the
    /// server's.
    pub async fn refresh(self) -> bool {
        let (sender, outcome) = oneshot::channel();
        self.refreshed.set_value(Some(sender));
        if untrack(|| self.is_complete()) {
            self.refresh_by_user();
        } else {
            self.load_all();
        }
        outcome.await.is_ok()
    }

    fn refresh_by_user(self) {
        self.engine.send(EngineRequest::RefreshFiles { project: self.project, by_user: true });
    }

    fn ensure_filter(self, filter: ServerFilter) {
        let has_begun =
            untrack(|| self.is_pending()) || self.loaded.with_untracked(Option::is_some);
        let wanted = match self.wanted.get_value().filter(|_| has_begun) {
            None => filter,
            // They are there, on their way, or loading them was stopped or has failed halfway.
            Some(wanted) if wanted.covers(&filter) => return,
            // Someone who changes filters will want more parts than the second one.
            Some(_) => ServerFilter::default(),
        };
        self.wanted.set_value(Some(wanted.clone()));
        self.load_wanted(wanted);
    }

    fn load_wanted(self, filter: ServerFilter) {
        let project = self.project;
        self.load(|user| EngineRequest::LoadFiles { user, project, filter });
    }

    fn load(self, request: impl FnOnce(UserId) -> EngineRequest) {
        match (untrack(|| self.engine.failure()), self.session.user_id_untracked()) {
            (Some(failure), _) => {
                self.refreshed.set_value(None);
                self.status.end(Some(ApiError::Worker(failure)));
            }
            (None, Some(user)) => {
                self.status.begin();
                self.engine.send(request(user));
            }
            // The user is leaving.
            (None, None) => self.refreshed.set_value(None),
        }
    }

    /// Reports the failure of the engine, and loads the files anew when there is another one.
    fn follow_failures(self) {
        Effect::new(move |had_failed: Option<bool>| {
            let failure = self.engine.failure();
            if let Some(wanted) = self.wanted.get_value() {
                match failure {
                    Some(failure) => self.status.end(Some(ApiError::Worker(failure))),
                    None if had_failed == Some(true) => self.load_wanted(wanted),
                    None => {}
                }
            }
            failure.is_some()
        });
    }

    fn receive(self, message: EngineResponse) {
        match message {
            EngineResponse::LoadStatus { project, status } if project == self.project => {
                self.status_changed(status);
            }
            EngineResponse::ListStarted { list, project, filter, ignores_filters }
                if project == self.project =>
            {
                Preference::ServerFilters.set(ignores_filters.then_some("ignored"));
                self.waiting.end();
                let listing = Listing::default();
                let incoming = LoadedFiles { listing, list, filter, has_ended: false, skipped: 0 };
                self.incoming.set_value(Some(incoming));
            }
            EngineResponse::ListBatch { list, batch, received, is_shown } => {
                self.received.set(received);
                self.append(list, &batch, is_shown);
            }
            EngineResponse::ListUnconfirmed { project, since } if project == self.project => {
                self.unconfirmed_since.set(since.map(Timestamp::from_millis));
            }
            EngineResponse::ListComplete { list, skipped } => self.complete(list, skipped),
            _ => {}
        }
    }

    fn status_changed(self, status: LoadStatus) {
        match status {
            LoadStatus::Loading => {
                self.waiting.supersede(Box::pin(self.slow.watch(future::pending())));
                return self.status.begin();
            }
            LoadStatus::Complete => {
                self.status.end(None);
                if let Some(refreshed) = self.refreshed.try_update_value(Option::take).flatten() {
                    // Nobody waits if the page has been left.
                    let _ = refreshed.send(());
                }
            }
            LoadStatus::Stopped => {
                self.refreshed.set_value(None);
                self.status.end(None);
            }
            LoadStatus::Failed(ApiError::SessionEnded) => {
                self.signing_in.supersede(Box::pin(async move {
                    match self.session.sign_in_again().await {
                        Ok(()) if untrack(|| self.is_complete()) => self.refresh_by_user(),
                        Ok(()) => self.status.reload(),
                        Err(error) => {
                            self.refreshed.set_value(None);
                            self.status.end(Some(error));
                        }
                    }
                }));
            }
            LoadStatus::Failed(error) => {
                self.refreshed.set_value(None);
                self.status.end(Some(error));
            }
        }
        self.waiting.end();
    }

    /// Adds files to the list that they belong to. One that is incoming is shown if that is due and leaves no fewer files on screen.
    fn append(self, list: ListId, batch: &Batch, is_shown: bool) {
        let is_incoming = self.incoming.try_update_value(|incoming| {
            let incoming = incoming.as_mut().filter(|incoming| incoming.list == list)?;
            incoming.listing.append(batch);
            Some(incoming.listing.len())
        });
        if let Some(count) = is_incoming.flatten() {
            let shown = self.with_untracked(|listing| Some(listing.len())).unwrap_or_default();
            if is_shown && count >= shown {
                self.show_incoming();
            }
            return;
        }
        self.loaded.maybe_update(|loaded| {
            let loaded = loaded.as_mut().filter(|loaded| loaded.list == list && !batch.is_empty());
            loaded.map(|loaded| loaded.listing.append(batch)).is_some()
        });
    }

    fn complete(self, list: ListId, skipped: usize) {
        let is_incoming = self
            .incoming
            .with_value(|incoming| incoming.as_ref().is_some_and(|incoming| incoming.list == list));
        if is_incoming {
            self.incoming.update_value(|incoming| {
                if let Some(incoming) = incoming {
                    incoming.end(skipped);
                }
            });
            self.show_incoming();
            return;
        }
        self.loaded.maybe_update(|loaded| {
            let loaded = loaded.as_mut().filter(|loaded| loaded.list == list);
            loaded.map(|loaded| loaded.end(skipped)).is_some()
        });
    }

    fn show_incoming(self) {
        if let Some(incoming) = self.incoming.try_update_value(Option::take).flatten() {
            self.loaded.set(Some(incoming));
            self.status.set_loaded();
        }
    }
}
