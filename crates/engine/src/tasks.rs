//! Questions that take time. Each task works in steps, between which the engine looks at its messages.

use std::rc::Rc;

use neptun_api::ProjectFile;
use project_files::contents::export::{ExportBuffer, Exporter};
use project_files::contents::search::{Matcher, Search, SearchQuery};
use project_files::contents::{Contents, Step, TokenEstimate};

use crate::engine::Outbox;
use crate::messages::{EngineResponse, QuestionError, QuestionId};

/// The bytes that are searched in a step: less than a millisecond.
const SEARCH_STEP_BYTES: usize = 256 << 10;
/// The bytes that are exported or counted in a step: a few milliseconds.
const STEP_BYTES: usize = 64 << 10;
/// The time between two responses of a search, in milliseconds: after the first one, and at most. It doubles.
const FOUND_INTERVAL_MS: (f64, f64) = (60.0, 400.0);
/// The size of a chunk of an export.
const CHUNK_BYTES: usize = 1 << 20;
/// The time between two messages about the progress of an export, in milliseconds.
const PROGRESS_INTERVAL_MS: f64 = 100.0;

/// The search. It stays when everything has been searched, because more files may come.
pub(crate) struct SearchTask {
    pub(crate) id: QuestionId,
    query: SearchQuery,
    run: u32,
    /// None while its matcher is on its way.
    search: Option<Search>,
    /// The page does not know yet that everything has been searched.
    is_unfinished: bool,
    next_response_at: f64,
    interval: f64,
}

impl SearchTask {
    /// A search that waits for its matcher. No two have the same `run`.
    pub(crate) fn new(id: QuestionId, query: SearchQuery, run: u32) -> Self {
        Self {
            id,
            query,
            run,
            search: None,
            is_unfinished: true,
            next_response_at: f64::NEG_INFINITY,
            interval: FOUND_INTERVAL_MS.0,
        }
    }

    /// Begins, unless it has.
    pub(crate) fn begin(&mut self, matcher: Box<dyn Matcher>) {
        self.search.get_or_insert_with(|| Search::new(matcher, &self.query));
    }

    /// Begins anew, because other files have taken the place of those that were searched.
    pub(crate) fn restart(&mut self, run: u32) {
        self.run = run;
        self.files_changed();
        self.next_response_at = f64::NEG_INFINITY;
        self.interval = FOUND_INTERVAL_MS.0;
        if let Some(search) = &mut self.search {
            search.restart();
        }
    }

    /// There are more files to search, or no more are coming.
    pub(crate) fn files_changed(&mut self) {
        self.is_unfinished = true;
    }

    /// Searches on.
    pub(crate) fn step(&mut self, contents: &Contents) -> Step {
        match &mut self.search {
            Some(search) => search.step(contents, SEARCH_STEP_BYTES),
            None => Step::Done,
        }
    }

    /// The response that is due, if one is. `is_done` means that nothing is left to search, and nothing more is coming.
    pub(crate) fn response(
        &mut self,
        files: usize,
        is_done: bool,
        now: f64,
    ) -> Option<EngineResponse> {
        let search = self.search.as_mut()?;
        let is_last = is_done && self.is_unfinished;
        if !is_last && (!search.has_found() || now < self.next_response_at) {
            return None;
        }
        self.is_unfinished = !is_done;
        self.next_response_at = now + self.interval;
        self.interval = (self.interval * 2.0).min(FOUND_INTERVAL_MS.1);
        Some(EngineResponse::Found {
            id: self.id,
            run: self.run,
            files: search.take_found(),
            searched: search.searched(),
            total: files,
            is_done,
        })
    }
}

/// An export.
pub(crate) struct ExportTask {
    pub(crate) id: QuestionId,
    /// None while it is on its way.
    exporter: Option<Box<dyn Exporter>>,
    buffer: ExportBuffer,
    /// The bytes of text of all files.
    total: u64,
    next_progress_at: f64,
}

impl ExportTask {
    /// An export that waits for its exporter, which writes to `buffer`.
    pub(crate) fn new(
        id: QuestionId,
        files: &[Rc<ProjectFile>],
        buffer: ExportBuffer,
        now: f64,
    ) -> Self {
        let total = files.iter().map(|file| file.text.len() as u64).sum();
        Self { id, exporter: None, buffer, total, next_progress_at: now + PROGRESS_INTERVAL_MS }
    }

    /// Begins.
    pub(crate) fn begin(&mut self, exporter: Box<dyn Exporter>) {
        self.exporter = Some(exporter);
    }

    /// Says if its exporter is there.
    pub(crate) fn has_begun(&self) -> bool {
        self.exporter.is_some()
    }

    /// Exports on. The task is of no use when it is done.
    pub(crate) fn step(&mut self, now: f64, out: &mut Outbox) -> Step {
        let Some(exporter) = &mut self.exporter else { return Step::More };
        let id = self.id;
        let step = match exporter.step(STEP_BYTES) {
            Ok(step) => step,
            Err(error) => {
                out.post(EngineResponse::Failed { id, error: QuestionError::Export(error) });
                return Step::Done;
            }
        };
        let is_done = step == Step::Done;
        if self.buffer.len() >= CHUNK_BYTES || (is_done && !self.buffer.is_empty()) {
            out.post_with(EngineResponse::ExportChunk { id }, self.buffer.take());
        }
        if is_done {
            out.post(EngineResponse::ExportDone { id });
        } else if now >= self.next_progress_at {
            self.next_progress_at = now + PROGRESS_INTERVAL_MS;
            let done = exporter.bytes_done() as u64;
            out.post(EngineResponse::ExportProgress { id, done, total: self.total });
        }
        step
    }
}

/// An estimate of tokens.
pub(crate) struct EstimateTask {
    pub(crate) id: QuestionId,
    estimate: TokenEstimate,
}

impl EstimateTask {
    /// An estimate that has not begun.
    pub(crate) fn new(id: QuestionId, files: Vec<Rc<ProjectFile>>) -> Self {
        Self { id, estimate: TokenEstimate::new(files) }
    }

    /// Counts on.
    pub(crate) fn step(&mut self, out: &mut Outbox) -> Step {
        let step = self.estimate.step(STEP_BYTES);
        if step == Step::Done {
            let tokens = self.estimate.tokens();
            out.post(EngineResponse::Tokens { id: self.id, tokens });
        }
        step
    }
}
