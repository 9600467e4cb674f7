//! Files that are about to be deleted: for ten seconds it can be undone, then the server is told. What is about to be deleted is kept in
//! the browser until the server has answered, so that neither the end of the page nor of the network loses it.

use std::time::Duration;

use ::engine::messages::EngineRequest;
use futures::StreamExt;
use futures::stream;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{FileId, ProjectId, UserId, paths};
use serde::{Deserialize, Serialize};
use transport::delete_on_leave;

use crate::api::session::Session;
use crate::api::{Api, ApiError, explain};
use crate::engine::Engine;
use crate::format;
use crate::state::preferences::Preference;
use crate::state::revalidation::Revalidation;
use crate::ui::{Toasts, UNDO_TIME};

/// Another tab may be a little later with its clock: nothing is deleted while somebody can still undo it.
const GRACE: Duration = Duration::from_millis(500);
/// The time that a deletion of another tab is left to that tab, which removes it once the server has answered.
const OTHER_TAB: Duration = Duration::from_secs(3);
/// The files that are deleted at a time.
const PARALLEL: usize = 6;
/// The files that a page deletes while it ends. Browsers let only so many requests live on.
const MAX_ON_LEAVE: usize = 60;

/// Some files that are about to be deleted together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Deletion {
    /// Tells it from the others, in all tabs.
    key: String,
    user: UserId,
    project: ProjectId,
    /// The files with their paths.
    files: Vec<(FileId, String)>,
    /// The time at which the server is told, in milliseconds since 1970.
    due: f64,
    /// The server has been told, by a page that has not seen its answer.
    is_sent: bool,
    /// It was begun in this tab. What another one has begun can still be undone there when this one ends.
    #[serde(skip)]
    is_own: bool,
}

impl Deletion {
    fn name(&self) -> String {
        match &*self.files {
            [(_, path)] => path.clone(),
            files => format::counted(files.len(), "file", "files"),
        }
    }

    fn remaining(&self) -> Duration {
        Duration::from_secs_f64(((self.due - js_sys::Date::now()) / 1_000.0).max(0.0))
    }
}

/// Deletes files. A context.
#[derive(Clone, Copy)]
pub struct Deletions {
    session: Session,
    api: Api,
    engine: Engine,
    toasts: Toasts,
    /// Those of this tab.
    pending: RwSignal<Vec<Deletion>>,
    /// False if the browser has no room for them, or keeps nothing.
    is_kept: StoredValue<bool>,
}

impl Deletions {
    /// Takes up what an earlier page has left, and provides it to everything below.
    pub fn provide() {
        let deletions = Self {
            session: Session::expect(),
            api: Api::expect(),
            engine: Engine::expect(),
            toasts: Toasts::expect(),
            pending: RwSignal::new(Vec::new()),
            is_kept: StoredValue::new(true),
        };
        Effect::new(move |before: Option<Option<UserId>>| {
            let user = deletions.session.user().map(|user| user.id);
            if user != before.flatten() {
                deletions.take_up(user);
            }
            user
        });
        Revalidation::on_each(move || deletions.run_due());
        // It is there for as long as the page.
        let _ = window_event_listener_untyped("pagehide", move |_| deletions.send_on_leave());
        provide_context(deletions);
    }

    /// The deletions that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The files of a project that are about to be deleted.
    pub fn of(self, project: ProjectId) -> Vec<FileId> {
        self.pending.with(|pending| {
            let of_project = pending.iter().filter(|deletion| deletion.project == project);
            of_project.flat_map(|deletion| deletion.files.iter().map(|(file, _)| *file)).collect()
        })
    }

    /// Deletes files, unless it is undone.
    pub fn delete(self, project: ProjectId, files: Vec<(FileId, String)>) {
        let Some(user) = self.session.user_id_untracked().filter(|_| !files.is_empty()) else {
            return;
        };
        let now = js_sys::Date::now();
        let deletion = Deletion {
            key: format!("{now}-{}", js_sys::Math::random()),
            user,
            project,
            files,
            due: now + UNDO_TIME.as_millis() as f64,
            is_sent: false,
            is_own: true,
        };
        stored(|all| all.push(deletion.clone()));
        let is_kept = stored(|all| all.iter().any(|kept| kept.key == deletion.key));
        self.is_kept.set_value(is_kept);
        self.schedule(deletion);
    }

    fn schedule(self, deletion: Deletion) {
        let (key, remaining) = (deletion.key.clone(), deletion.remaining());
        if !deletion.is_sent && !remaining.is_zero() {
            let undone = key.clone();
            let text = format!("Deleted {}", deletion.name());
            self.toasts.undoable(text, remaining, move || self.undo(&undone));
        }
        let due = match (deletion.is_sent, deletion.is_own) {
            (true, _) => Duration::ZERO,
            (false, true) => remaining + GRACE,
            (false, false) => remaining + GRACE + OTHER_TAB,
        };
        self.pending.update(|pending| pending.push(deletion));
        spawn_local(async move {
            sleep(due).await;
            self.run(&key).await;
        });
    }

    fn undo(self, key: &str) {
        stored(|all| all.retain(|deletion| deletion.key != key));
        self.pending.update(|pending| pending.retain(|deletion| deletion.key != key));
    }

    /// Another user does not see, and does not do, what this one has begun.
    fn take_up(self, user: Option<UserId>) {
        self.pending.update(Vec::clear);
        let known = stored(|all| all.clone());
        for deletion in known.into_iter().filter(|deletion| Some(deletion.user) == user) {
            self.schedule(deletion);
        }
    }

    /// Tries again what the server could not be told.
    fn run_due(self) {
        let due = self.pending.with_untracked(|pending| {
            let is_due = |deletion: &&Deletion| {
                js_sys::Date::now() > deletion.due + GRACE.as_millis() as f64
            };
            pending.iter().filter(is_due).map(|deletion| deletion.key.clone()).collect::<Vec<_>>()
        });
        for key in due {
            spawn_local(async move { self.run(&key).await });
        }
    }

    /// Deletes the files, unless that was undone here or in another tab.
    async fn run(self, key: &str) {
        let is_stored = stored(|all| all.iter().any(|deletion| deletion.key == key));
        let deletion = self
            .pending
            .with_untracked(|pending| pending.iter().find(|deletion| deletion.key == key).cloned());
        let Some(deletion) = deletion else { return };
        // Without storage, this tab alone knows of it.
        if !is_stored && self.is_kept.get_value() {
            return self.undo(key);
        }
        let project = deletion.project;
        let results: Vec<_> =
            stream::iter(deletion.files.clone())
                .map(|(file, path)| async move {
                    (file, path, self.api.delete_file(project, file).await)
                })
                .buffer_unordered(PARALLEL)
                .collect()
                .await;
        let (mut deleted, mut waiting, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for (file, path, result) in results {
            match result {
                Ok(()) => deleted.push(file),
                Err(ApiError::Unreachable(_) | ApiError::SessionEnded) => {
                    waiting.push((file, path))
                }
                Err(error) => failed.push((path, error)),
            }
        }
        let change = EngineRequest::ChangeFiles { project, changed: Vec::new(), deleted };
        // Before they are withheld no more.
        self.engine.send_to_all_tabs(change);
        if waiting.is_empty() {
            self.undo(key);
        } else {
            let rest = Deletion { files: waiting, ..deletion };
            let name = rest.name();
            let replace = |all: &mut Vec<Deletion>| {
                for deletion in all.iter_mut().filter(|deletion| deletion.key == rest.key) {
                    *deletion = rest.clone();
                }
            };
            stored(replace);
            self.pending.update(replace);
            self.toasts
                .bad(format!("The server cannot be reached. Deleting {name} waits until it can."));
        }
        if let Some((_, error)) = failed.first() {
            let names: Vec<_> = failed.iter().map(|(path, _)| &**path).take(5).collect();
            let more = match failed.len() - names.len() {
                0 => String::new(),
                more => format!(" and {}", format::counted(more, "other", "others")),
            };
            self.toasts.bad(format!("Not deleted: {}{more}. {}", names.join(", "), explain(error)));
        }
    }

    /// Tells the server at once, because the page ends. The next page looks if that has arrived.
    fn send_on_leave(self) {
        let mut room = MAX_ON_LEAVE;
        let sent: Vec<_> = self.pending.with_untracked(|pending| {
            let fits = |deletion: &&Deletion| {
                let fits = deletion.files.len() <= room;
                room -= if fits { deletion.files.len() } else { 0 };
                fits
            };
            pending.iter().filter(|deletion| deletion.is_own).filter(fits).cloned().collect()
        });
        for deletion in &sent {
            for (file, _) in &deletion.files {
                delete_on_leave(&paths::file(deletion.user, deletion.project, *file));
            }
        }
        stored(|all| {
            let is_sent = |one: &&mut Deletion| sent.iter().any(|sent| sent.key == one.key);
            all.iter_mut().filter(is_sent).for_each(|deletion| deletion.is_sent = true);
        });
    }
}

/// Reads and changes what the browser keeps, which all tabs share.
fn stored<T>(change: impl FnOnce(&mut Vec<Deletion>) -> T) -> T {
    let text = Preference::Deletions.get().unwrap_or_default();
    // What an app of another version has kept is not understood, and not deleted.
    let mut all: Vec<Deletion> = serde_json::from_str(&text).unwrap_or_default();
    let before = all.clone();
    let result = change(&mut all);
    if all != before {
        let text = serde_json::to_string(&all).unwrap_or_default();
        Preference::Deletions.set((!all.is_empty()).then_some(&*text));
    }
    result
}
