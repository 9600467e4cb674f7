//! Sends the new files, a few at a time.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{FileId, ProjectFile, UserId};
use project_files::new_files::{Field, Outcome};

use super::form::{Form, Step};
use crate::api::session::Session;
use crate::api::{Api, ApiError, FileTarget, explain};
use crate::format;
use crate::time::Stopwatch;
use crate::ui::Toasts;

/// The number of files that are sent at the same time.
const PARALLEL_REQUESTS: usize = 3;
/// The time between two updates of the project's list.
const UPDATE_INTERVAL: Duration = Duration::from_millis(500);
/// The pause before a file is sent again that a server had no time for, if it does not say how long that is.
const BUSY_PAUSE_SECONDS: u32 = 2;
/// The number of times that a file is sent to a server without time for it.
const MAX_ATTEMPTS: u32 = 5;

const NOT_REFRESHED: &str = "The list of files could not be refreshed, so it is not known which files have arrived. Try again.";

/// The reason why an upload has ended before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The user has cancelled it.
    Cancelled,
    /// It cannot go on.
    Failed(String),
}

/// The upload. One runs at a time.
#[derive(Clone, Copy)]
pub(super) struct Upload {
    form: Form,
    api: Api,
    session: Session,
    toasts: Toasts,
    pub(super) stop: RwSignal<Option<Stop>>,
    /// The server has no time, and is asked again soon.
    pub(super) is_waiting: RwSignal<bool>,
    /// Files of the project that are none of those whose arrival is unknown.
    known: StoredValue<HashSet<FileId>>,
    /// The length of each text that was sent, in bytes.
    lengths: StoredValue<HashMap<usize, usize>>,
    /// Files that are to be shown in the list.
    created: StoredValue<(Vec<ProjectFile>, Stopwatch)>,
}

impl Upload {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            api: Api::expect(),
            session: Session::expect(),
            toasts: Toasts::expect(),
            stop: RwSignal::new(None),
            is_waiting: RwSignal::new(false),
            known: StoredValue::new(HashSet::new()),
            lengths: StoredValue::new(HashMap::new()),
            created: StoredValue::new((Vec::new(), Stopwatch::start())),
        }
    }

    /// Sends the files, and calls `finished` if all have arrived.
    pub(super) fn start(self, finished: Callback<()>) {
        let files = self.form.data.files;
        files.with_untracked(|listing| {
            let ids = (0..listing.len()).filter_map(|at| listing.id_of(at));
            self.known.set_value(ids.collect());
            Some(())
        });
        self.stop.set(None);
        self.form.step.set(Step::Upload);
        self.run(finished);
    }

    /// Sends what has failed. Of a file that may have arrived, the server's list tells if it has.
    pub(super) fn retry(self, finished: Callback<()>) {
        let form = self.form;
        self.stop.set(None);
        form.step.set(Step::Upload);
        spawn_local(async move {
            let has_unknown = form.totals.try_get_untracked().is_some_and(|it| it.unknown > 0);
            if has_unknown && !self.refresh_list().await {
                self.end(Stop::Failed(NOT_REFRESHED.to_owned()));
            }
            if self.is_stopped() {
                form.step.try_set(Step::Result);
                return;
            }
            self.find_arrived();
            self.run(finished);
        });
    }

    /// Asks the server for its list. One that is not whole is loaded for the next time.
    async fn refresh_list(self) -> bool {
        let files = self.form.data.files;
        if untrack(|| files.is_complete()) {
            return files.refresh().await;
        }
        files.load_all();
        false
    }

    /// Sends no further file. Those that are on their way arrive.
    pub(super) fn cancel(self) {
        self.end(Stop::Cancelled);
    }

    /// The first reason counts.
    fn end(self, reason: Stop) {
        self.stop.try_update(|stop| {
            stop.get_or_insert(reason);
        });
    }

    fn is_stopped(self) -> bool {
        self.stop.try_with_untracked(Option::is_some).unwrap_or(true)
    }

    /// Settles those files whose arrival was unknown and that are in the list now.
    fn find_arrived(self) {
        let form = self.form;
        let mut arrived: HashMap<(String, usize), Vec<FileId>> = HashMap::new();
        form.data.files.with_untracked(|listing| {
            let files = (0..listing.len()).filter_map(|at| listing.get(at));
            for file in
                files.filter(|file| !self.known.with_value(|known| known.contains(&file.id)))
            {
                arrived.entry((file.path.to_owned(), file.size)).or_default().push(file.id);
            }
            Some(())
        });
        let unknown = form.files.with_untracked(|files| {
            let path = |index| {
                let draft = files.get(index)?;
                let is_unknown = matches!(draft.outcome, Outcome::Unknown(_));
                let is_new = is_unknown && draft.replaces().is_none();
                is_new.then(|| (index, draft.value(Field::Path).trim().to_owned()))
            };
            files.listed().filter_map(path).collect::<Vec<_>>()
        });
        for (index, path) in unknown {
            let length = self.lengths.with_value(|lengths| lengths.get(&index).copied());
            let same = arrived.get_mut(&(path, length.unwrap_or_default()));
            if let Some(id) = same.and_then(Vec::pop) {
                self.known.update_value(|known| {
                    known.insert(id);
                });
                self.settle(index, Outcome::Done);
            }
        }
    }

    fn run(self, finished: Callback<()>) {
        let form = self.form;
        let user = self.session.user_id_untracked();
        spawn_local(async move {
            let done = match self.api.file_target(form.data.id).await {
                Ok(target) => self.send_all(target, user).await,
                Err(error) => {
                    self.end(Stop::Failed(explain(&error).to_string()));
                    0
                }
            };
            self.show_created(Duration::ZERO);
            if let Some(now) = self.session.user_id_untracked()
                && user != Some(now)
            {
                // The messages for the user before are taken away with their page.
                sleep(Duration::ZERO).await;
                let files = format::counted(done, "file", "files");
                return self.toasts.bad(format!(
                    "Adding files has ended, because somebody else has signed in. {files} had been added."
                ));
            }
            // The user may have left the page.
            let Some(totals) = form.totals.try_get_untracked() else { return };
            form.step.set(Step::Result);
            if totals.done == totals.to_send {
                let files = format::counted(totals.done, "file", "files");
                self.toasts.success(format!("Added {files}"));
                finished.run(());
            }
        });
    }

    /// Sends all files, and returns the number of those that have arrived.
    async fn send_all(self, target: FileTarget, user: Option<UserId>) -> usize {
        let indices = self.form.files.try_with_untracked(|files| files.to_send());
        let send = |index| async move {
            if self.is_stopped() {
                return false;
            }
            self.settle(index, Outcome::Sending);
            let outcome = self.send(index, target, user).await;
            let is_done = outcome == Outcome::Done;
            self.settle(index, outcome);
            self.show_created(UPDATE_INTERVAL);
            is_done
        };
        stream::iter(indices.unwrap_or_default())
            .map(send)
            .buffer_unordered(PARALLEL_REQUESTS)
            .fold(0, |done, is_done| async move { done + usize::from(is_done) })
            .await
    }

    async fn send(self, index: usize, target: FileTarget, user: Option<UserId>) -> Outcome {
        let (form, api) = (self.form, self.api);
        let Some(source) = form.source(index) else { return Outcome::None };
        let text = match source.text().await {
            Ok(text) => text,
            Err(refusal) => return Outcome::Failed(refusal.to_string()),
        };
        self.lengths.try_update_value(|lengths| lengths.insert(index, text.len()));
        let draft = form.files.try_with_untracked(|files| files.get(index).cloned()).flatten();
        let Some(draft) = draft else { return Outcome::None };
        let project = form.data.id;
        let replaced = draft.replaces();
        let (patch, new) = match replaced {
            Some(_) => (draft.patch(text), Default::default()),
            None => (Default::default(), draft.new_file(text)),
        };
        for attempt in 1.. {
            if self.is_stopped() || self.session.user_id_untracked() != user {
                return Outcome::None;
            }
            let sent = match replaced {
                Some(file) => api.update_file(project, file, &patch, None).await,
                None => api.create_file(project, target, &new).await,
            };
            let error = match sent {
                Ok(file) => {
                    self.created.try_update_value(|(created, _)| created.push(file));
                    return Outcome::Done;
                }
                Err(error) => error,
            };
            match busy_seconds(&error) {
                Some(seconds) if attempt < MAX_ATTEMPTS => self.wait(seconds).await,
                _ => return self.outcome_of(&error),
            }
        }
        Outcome::None
    }

    fn outcome_of(self, error: &ApiError) -> Outcome {
        match error {
            // A 401 means that the server did nothing.
            ApiError::SessionEnded => {
                self.end(Stop::Failed(explain(error).to_string()));
                Outcome::None
            }
            ApiError::TooLarge => Outcome::Failed("Larger than the server takes.".to_owned()),
            error if error.is_outcome_unknown() => Outcome::Unknown(explain(error).to_string()),
            error => Outcome::Failed(explain(error).to_string()),
        }
    }

    async fn wait(self, seconds: u32) {
        self.is_waiting.try_set(true);
        for _ in 0..seconds.max(1) {
            if self.is_stopped() {
                break;
            }
            sleep(Duration::from_secs(1)).await;
        }
        self.is_waiting.try_set(false);
    }

    fn settle(self, index: usize, outcome: Outcome) {
        // The page may have been left.
        self.form.files.try_update(|files| files.set_outcome(index, outcome));
    }

    /// Shows what has been created in the list, unless that was done a moment ago.
    fn show_created(self, interval: Duration) {
        let created = self.created.try_update_value(|(created, shown)| {
            if created.is_empty() || shown.elapsed() < interval {
                return Vec::new();
            }
            *shown = Stopwatch::start();
            std::mem::take(created)
        });
        let Some(created) = created.filter(|created| !created.is_empty()) else { return };
        let ids = created.iter().map(|file| file.id);
        self.known.try_update_value(|known| known.extend(ids));
        self.form.data.files.change(&created, Vec::new());
    }
}

/// The seconds to wait for a server that had no time and did nothing.
fn busy_seconds(error: &ApiError) -> Option<u32> {
    match error {
        ApiError::TooManyRequests { retry_after }
        | ApiError::Server { status: 503, retry_after, .. } => {
            Some(retry_after.unwrap_or(BUSY_PAUSE_SECONDS))
        }
        ApiError::NotJson { status: 503, .. } => Some(BUSY_PAUSE_SECONDS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_without_time_is_asked_again_unasked() {
        let server = |status, retry_after| ApiError::Server {
            status,
            reason: None,
            request_id: None,
            retry_after,
        };
        assert_eq!(busy_seconds(&ApiError::TooManyRequests { retry_after: Some(7) }), Some(7));
        assert_eq!(busy_seconds(&server(503, None)), Some(BUSY_PAUSE_SECONDS));
        assert_eq!(busy_seconds(&server(503, Some(5))), Some(5));
        assert_eq!(busy_seconds(&server(500, Some(5))), None);
    }
}
