//! The files of the project that is open: those that are loaded, and those on their way.

use std::collections::HashSet;
use std::mem;
use std::rc::Rc;

use neptun_api::{FileId, ListScanner, ProjectFile, ProjectId, UserId, paths};
use project_files::contents::Contents;
use transport::ApiError;

use crate::ServerFilter;
use crate::engine::{KeptHead, KeptKey, LoadId, Outbox};
use crate::messages::{EngineResponse, ListId, LoadStatus};

/// The time between two batches, in milliseconds: after the first one, and at most. It doubles, because drawing costs the same for
/// one file as for hundreds.
const BATCH_INTERVAL_MS: (f64, f64) = (32.0, 256.0);
/// The age up to which a list counts as fresh, in milliseconds: with an etag, and without one, where all of it is sent again.
const MAX_AGE_MS: (f64, f64) = (5_000.0, 300_000.0);

/// A project with its files.
pub(crate) struct Project {
    pub(crate) user: UserId,
    pub(crate) id: ProjectId,
    /// The widest filter that was asked for.
    wanted: ServerFilter,
    /// The list that the page shows.
    shown: Option<FileList>,
    loading: Option<Loading>,
    status: LoadStatus,
    /// The time when the shown list was the server's, in milliseconds.
    checked_at: f64,
    /// The files that are left out of everything.
    withheld: HashSet<FileId>,
    /// The files that were deleted since a list was asked for, which may still have them.
    deleted: HashSet<FileId>,
}

/// A list of files.
struct FileList {
    id: ListId,
    /// The files that are in it, or will be.
    filter: ServerFilter,
    contents: Contents,
    /// The same with those that are withheld, if there are such.
    whole: Option<Contents>,
    /// The number of files that the page has.
    sent: usize,
    is_announced: bool,
    is_complete: bool,
    etag: Option<String>,
    /// The number of files that could not be read.
    skipped: usize,
    ignores_filters: bool,
    /// The bytes that have arrived.
    received: u64,
    /// The time when it was the server's for sure, if it may be out of date, in milliseconds since 1970.
    unconfirmed_since: Option<i64>,
}

impl FileList {
    fn push(&mut self, file: ProjectFile, withheld: &HashSet<FileId>) {
        let Some(whole) = &mut self.whole else { return self.contents.push(file) };
        let id = file.id;
        whole.push(file);
        if !withheld.contains(&id)
            && let Some(file) = whole.find(id)
        {
            self.contents.push_shared(Rc::clone(file));
        }
    }

    /// Changes the files, those that are withheld too.
    fn edit(&mut self, withheld: &HashSet<FileId>, edit: impl Fn(&mut Self, &mut Contents)) {
        let mut whole = self.whole.take().unwrap_or_else(|| mem::take(&mut self.contents));
        edit(self, &mut whole);
        if withheld.is_empty() {
            self.contents = whole;
        } else {
            self.contents = whole.without(|id| withheld.contains(&id));
            self.whole = Some(whole);
        }
    }

    /// Tells the page of the list.
    fn announce(&mut self, project: ProjectId, out: &mut Outbox) {
        self.is_announced = true;
        out.post(EngineResponse::ListStarted {
            list: self.id,
            project,
            filter: self.filter.clone(),
            ignores_filters: self.ignores_filters,
        });
    }

    /// Sends the files that have arrived since the last batch.
    fn send_rest(&mut self, is_shown: bool, out: &mut Outbox) {
        out.post(EngineResponse::ListBatch {
            list: self.id,
            batch: self.contents.batch(self.sent).into(),
            received: self.received,
            is_shown,
        });
        self.sent = self.contents.len();
    }

    /// Sends all that has arrived.
    fn send_whole(&mut self, project: ProjectId, out: &mut Outbox) {
        self.announce(project, out);
        self.send_rest(true, out);
        if self.is_complete {
            out.post(EngineResponse::ListComplete { list: self.id, skipped: self.skipped });
        }
    }
}

/// The reason for loading a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LoadReason {
    /// Its files are missing. They are shown while they arrive.
    Missing,
    /// The user asks for changes. They are shown when all have arrived.
    Refresh,
    /// There may be changes. Nobody waits for them, so that only success is told.
    Revalidation,
}

/// A list that is on its way.
struct Loading {
    load: LoadId,
    reason: LoadReason,
    filter: ServerFilter,
    /// The list until it is shown.
    incoming: Option<FileList>,
    /// It does not come from the server.
    is_kept: bool,
    scanner: ListScanner<ProjectFile>,
    etag: Option<String>,
    /// The time of the next batch and the interval to the one after it, in milliseconds.
    next_batch_at: f64,
    interval: f64,
}

impl Project {
    /// Nothing is loaded yet.
    pub(crate) fn new(user: UserId, id: ProjectId, withheld: HashSet<FileId>) -> Self {
        Self {
            user,
            id,
            wanted: ServerFilter::default(),
            shown: None,
            loading: None,
            status: LoadStatus::Stopped,
            checked_at: 0.0,
            withheld,
            deleted: HashSet::new(),
        }
    }

    /// Follows what the page has changed on the server.
    pub(crate) fn change(&mut self, changed: &[ProjectFile], deleted: &[FileId], out: &mut Outbox) {
        if self.loading.is_some() {
            self.deleted.extend(deleted);
        }
        // Another tab tells what this one has done too.
        if changed.is_empty() && !deleted.iter().any(|id| self.has(*id)) {
            return;
        }
        self.edit_lists(out, |list, files| {
            // The server would send all of it again: it counts as fresh for longer.
            list.etag = None;
            let is_gone = |file: &&ProjectFile| !list.filter.matches(file);
            let gone = changed.iter().filter(is_gone).map(|file| file.id);
            let gone: HashSet<_> = gone.chain(deleted.iter().copied()).collect();
            files.remove(|id| gone.contains(&id));
            for file in changed.iter().filter(|file| !gone.contains(&file.id)) {
                files.put(file.clone());
            }
        });
    }

    /// The page may have changed files on the server. A list that is on its way may have been read before.
    pub(crate) fn doubt(&mut self, url: &str, since: i64, out: &mut Outbox) {
        if !url.starts_with(&paths::files(self.user, self.id)) {
            return;
        }
        let incoming = self.loading.as_mut().and_then(|loading| loading.incoming.as_mut());
        for list in self.shown.iter_mut().chain(incoming) {
            list.unconfirmed_since.get_or_insert(since);
        }
        self.tell_unconfirmed(out);
    }

    /// Says if a file is in a list, even if it is withheld.
    fn has(&self, id: FileId) -> bool {
        let incoming = self.loading.as_ref().and_then(|loading| loading.incoming.as_ref());
        let mut lists = self.shown.iter().chain(incoming);
        lists.any(|list| list.whole.as_ref().unwrap_or(&list.contents).find(id).is_some())
    }

    /// Leaves files out of everything, and no others.
    pub(crate) fn withhold(&mut self, files: HashSet<FileId>, out: &mut Outbox) {
        if self.withheld != files {
            self.withheld = files;
            self.edit_lists(out, |_, _| {});
        }
    }

    /// Changes the files of all lists, and sends what the page knows of them anew: rows are numbered by their place.
    fn edit_lists(&mut self, out: &mut Outbox, edit: impl Fn(&mut FileList, &mut Contents)) {
        let incoming = self.loading.as_mut().and_then(|loading| loading.incoming.as_mut());
        for list in self.shown.iter_mut().chain(incoming) {
            list.edit(&self.withheld, &edit);
            list.id = out.next_list();
            (list.is_announced, list.sent) = (false, 0);
        }
        if let Some(list) = &mut self.shown {
            list.send_whole(self.id, out);
        }
        self.keep(out);
    }

    /// The list that the page shows.
    pub(crate) fn shown_list(&self) -> Option<ListId> {
        self.shown.as_ref().map(|list| list.id)
    }

    /// The files that the page shows.
    pub(crate) fn contents(&self) -> Option<&Contents> {
        self.shown.as_ref().map(|list| &list.contents)
    }

    /// A file of any list.
    pub(crate) fn find(&self, id: FileId) -> Option<&Rc<ProjectFile>> {
        let incoming = self.loading.as_ref().and_then(|loading| loading.incoming.as_ref());
        let lists = self.shown.iter().chain(incoming);
        lists.into_iter().find_map(|list| list.contents.find(id))
    }

    /// Says if the shown list may still grow.
    pub(crate) fn is_loading(&self) -> bool {
        self.is_loading_because(LoadReason::Missing)
    }

    fn is_loading_because(&self, reason: LoadReason) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.reason == reason)
    }

    /// Loads the files that a filter lets through, unless that has been tried.
    pub(crate) fn ensure(&mut self, filter: ServerFilter, out: &mut Outbox) {
        if self.shown.is_none() && self.loading.is_none() {
            let kept = KeptKey { user: self.user, project: self.id };
            self.wanted = filter.clone();
            self.fetch(filter, None, LoadReason::Missing, Some(kept), out);
            self.set_status(LoadStatus::Loading, out);
        } else if self.wanted.covers(&filter) {
            self.tell_status(out);
        } else {
            // Someone who changes filters will want more parts than the second one.
            self.load(ServerFilter::default(), out);
        }
    }

    /// Loads files from the start.
    pub(crate) fn reload(&mut self, all: bool, out: &mut Outbox) {
        let filter = if all { ServerFilter::default() } else { self.wanted.clone() };
        self.load(filter, out);
    }

    /// Loads a complete list again if it has changed, and is not fresh or the user asks for it. A part of the files only if it is
    /// unconfirmed.
    pub(crate) fn refresh(&mut self, now: f64, by_user: bool, out: &mut Outbox) {
        let Some(list) = &self.shown else { return };
        let is_unconfirmed = list.unconfirmed_since.is_some();
        let max_age = if list.etag.is_some() { MAX_AGE_MS.0 } else { MAX_AGE_MS.1 };
        let is_old = is_unconfirmed || now - self.checked_at >= max_age;
        let can_be_read_again = list.is_complete && (is_unconfirmed || list.filter.is_all());
        if can_be_read_again && (by_user || (is_old && self.loading.is_none())) {
            let reason = if by_user { LoadReason::Refresh } else { LoadReason::Revalidation };
            self.fetch(list.filter.clone(), list.etag.clone(), reason, None, out);
            if by_user {
                self.set_status(LoadStatus::Loading, out);
            }
        }
    }

    /// Stops loading. The files that have arrived stay.
    pub(crate) fn stop(&mut self, now: f64, out: &mut Outbox) {
        if self.is_loading() {
            self.send_batch(now, false, out);
            self.abort(out);
            self.set_status(LoadStatus::Stopped, out);
        } else if self.is_loading_because(LoadReason::Refresh) {
            self.abort(out);
            self.set_status(LoadStatus::Complete, out);
        }
    }

    /// Ends what is on its way.
    pub(crate) fn abort(&mut self, out: &mut Outbox) {
        if let Some(loading) = self.loading.take() {
            out.abort(loading.load);
        }
    }

    fn load(&mut self, filter: ServerFilter, out: &mut Outbox) {
        self.wanted = filter.clone();
        self.fetch(filter, None, LoadReason::Missing, None, out);
        self.set_status(LoadStatus::Loading, out);
    }

    fn fetch(
        &mut self,
        filter: ServerFilter,
        if_none_match: Option<String>,
        reason: LoadReason,
        kept: Option<KeptKey>,
        out: &mut Outbox,
    ) {
        self.abort(out);
        self.deleted.clear();
        let url = format!("{}{}", paths::files(self.user, self.id), filter.url_query());
        let (load, list) = out.fetch(url, if_none_match, kept);
        let incoming = FileList {
            id: list,
            filter: filter.clone(),
            contents: Contents::default(),
            whole: (!self.withheld.is_empty()).then(Contents::default),
            sent: 0,
            is_announced: false,
            is_complete: false,
            etag: None,
            skipped: 0,
            ignores_filters: false,
            received: 0,
            unconfirmed_since: None,
        };
        self.loading = Some(Loading {
            load,
            reason,
            filter,
            incoming: Some(incoming),
            is_kept: false,
            scanner: ListScanner::new(),
            etag: None,
            next_batch_at: f64::NEG_INFINITY,
            interval: BATCH_INTERVAL_MS.0,
        });
    }

    /// Loads the whole list, because the server did not honour the filter.
    fn fall_back(&mut self, out: &mut Outbox) {
        self.wanted = ServerFilter::default();
        self.fetch(ServerFilter::default(), None, LoadReason::Missing, None, out);
    }

    fn is_current(&self, load: LoadId) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.load == load)
    }

    /// A list begins to arrive.
    pub(crate) fn opened(&mut self, load: LoadId, etag: Option<String>) {
        if let Some(loading) = self.loading.as_mut().filter(|loading| loading.load == load) {
            loading.etag = etag;
        }
    }

    /// A list begins to arrive that was kept. It has all files.
    pub(crate) fn kept_opened(&mut self, load: LoadId, KeptHead { etag, read_at }: KeptHead) {
        let Some(loading) = self.loading.as_mut().filter(|loading| loading.load == load) else {
            return;
        };
        (loading.etag, loading.is_kept) = (etag, true);
        loading.filter = ServerFilter::default();
        self.wanted = ServerFilter::default();
        if let Some(list) = &mut loading.incoming {
            list.filter = ServerFilter::default();
            list.unconfirmed_since = Some(read_at);
        }
    }

    /// A kept list could not be read to its end.
    pub(crate) fn kept_failed(&mut self, load: LoadId, out: &mut Outbox) {
        if self.is_current(load) {
            self.load(self.wanted.clone(), out);
        }
    }

    /// Keeps the list for the next visit, in whole.
    fn keep(&self, out: &mut Outbox) {
        if let Some(list) =
            self.shown.as_ref().filter(|list| list.is_complete && list.filter.is_all())
        {
            let key = KeptKey { user: self.user, project: self.id };
            let files = list.whole.as_ref().unwrap_or(&list.contents).shared();
            out.keep(key, list.etag.clone(), files);
        }
    }

    fn tell_unconfirmed(&self, out: &mut Outbox) {
        let since = self.shown.as_ref().and_then(|list| list.unconfirmed_since);
        out.post(EngineResponse::ListUnconfirmed { project: self.id, since });
    }

    /// The list that is there is still the server's.
    pub(crate) fn not_modified(&mut self, load: LoadId, now: f64, out: &mut Outbox) {
        let Some(loading) = self.loading.take_if(|loading| loading.load == load) else { return };
        self.checked_at = now;
        if let Some(list) = &mut self.shown {
            list.unconfirmed_since = loading.incoming.and_then(|list| list.unconfirmed_since);
        }
        self.tell_unconfirmed(out);
        self.set_status(LoadStatus::Complete, out);
    }

    /// Some bytes of a list have arrived.
    pub(crate) fn received(&mut self, load: LoadId, bytes: &[u8], now: f64, out: &mut Outbox) {
        let Self { loading, shown, withheld, deleted, .. } = self;
        let Some(loading) = loading.as_mut().filter(|loading| loading.load == load) else { return };
        let Some(list) = loading.incoming.as_mut().or(shown.as_mut()) else { return };
        list.received += bytes.len() as u64;
        let decoded = loading.scanner.feed(bytes, &mut |file| {
            if !deleted.contains(&file.id) {
                list.push(file, withheld);
            }
        });
        list.ignores_filters = loading.scanner.is_bare() == Some(true);
        // A live server answers a single filter with a bare list of other files than those asked for.
        if !loading.filter.is_all() && loading.scanner.is_bare() == Some(true) {
            return self.fall_back(out);
        }
        let is_due = now >= loading.next_batch_at;
        match decoded {
            Err(_) if loading.is_kept => self.kept_failed(load, out),
            Err(error) => self.failed(load, error.into(), now, out),
            Ok(()) if is_due => self.send_batch(now, false, out),
            Ok(()) => {}
        }
    }

    /// A list has arrived to its end.
    pub(crate) fn ended(&mut self, load: LoadId, now: f64, out: &mut Outbox) {
        let Some(loading) = self.loading.as_mut().filter(|loading| loading.load == load) else {
            return;
        };
        let was_kept = loading.is_kept;
        let skipped = match mem::take(&mut loading.scanner).finish() {
            Ok(end) => end.skipped,
            Err(_) if was_kept => return self.kept_failed(load, out),
            Err(error) => return self.failed(load, error.into(), now, out),
        };
        self.send_batch(now, true, out);
        let Some((loading, list)) = self.loading.take().zip(self.shown.as_mut()) else { return };
        list.is_complete = true;
        list.skipped = skipped;
        list.etag = loading.etag.filter(|_| list.filter.is_all());
        self.checked_at = now;
        out.post(EngineResponse::ListComplete { list: list.id, skipped });
        self.tell_unconfirmed(out);
        self.set_status(LoadStatus::Complete, out);
        if was_kept {
            self.refresh(now, false, out);
        } else {
            self.keep(out);
        }
    }

    /// A list does not arrive, or not to its end.
    pub(crate) fn failed(&mut self, load: LoadId, error: ApiError, now: f64, out: &mut Outbox) {
        let Some(loading) = self.loading.as_ref().filter(|loading| loading.load == load) else {
            return;
        };
        if !loading.filter.is_all() && matches!(error, ApiError::Invalid { .. }) {
            return self.fall_back(out);
        }
        let reason = loading.reason;
        if reason == LoadReason::Missing {
            self.send_batch(now, false, out);
        }
        // Its body may still be arriving.
        self.abort(out);
        if reason != LoadReason::Revalidation {
            self.set_status(LoadStatus::Failed(error), out);
        } else if error == ApiError::SessionEnded {
            // The user has to know. Apart from that, a list that could not be refreshed is still the best there is.
            let status = LoadStatus::Failed(error);
            out.post(EngineResponse::LoadStatus { project: self.id, status });
        }
    }

    /// Sends the files of the shown list that have arrived since the last batch.
    pub(crate) fn send_shown(&mut self, now: f64, out: &mut Outbox) {
        if self.loading.as_ref().is_some_and(|loading| loading.incoming.is_none()) {
            self.send_batch(now, false, out);
        }
    }

    /// Sends the files that have arrived since the last batch. The incoming list takes the place of the shown one as soon as it
    /// has more files, or is over.
    fn send_batch(&mut self, now: f64, is_over: bool, out: &mut Outbox) {
        let Some(loading) = &mut self.loading else { return };
        let shown_files = self.shown.as_ref().map_or(0, |list| list.contents.len());
        let is_shown = match &loading.incoming {
            None => true,
            Some(_) if is_over => true,
            Some(list) => {
                loading.reason == LoadReason::Missing && list.contents.len() > shown_files
            }
        };
        let Some(list) = loading.incoming.as_mut().or(self.shown.as_mut()) else { return };
        if !list.is_announced {
            list.announce(self.id, out);
        }
        list.send_rest(is_shown, out);
        // The first rows come at once.
        if list.sent > 0 {
            loading.next_batch_at = now + loading.interval;
            loading.interval = (loading.interval * 2.0).min(BATCH_INTERVAL_MS.1);
        } else {
            loading.next_batch_at = now + BATCH_INTERVAL_MS.0;
        }
        if is_shown && let Some(list) = loading.incoming.take() {
            self.shown = Some(list);
        }
    }

    fn set_status(&mut self, status: LoadStatus, out: &mut Outbox) {
        self.status = status;
        self.tell_status(out);
    }

    fn tell_status(&self, out: &mut Outbox) {
        out.post(EngineResponse::LoadStatus { project: self.id, status: self.status.clone() });
    }
}
