//! The search of the page. The engine searches; a newer search supersedes an older one.

use ::engine::messages::{EngineResponse, QuestionError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::contents::search::{InvalidExpression, SearchQuery};
use project_files::listing::ListingId;

use super::results::{CONTEXT_LINES, SearchResults};
use crate::api::{ApiError, WorkerError};
use crate::engine::Engine;
use crate::state::files_store::FilesStore;
use crate::state::query::AbortableTask;

/// The number of lines that "Show more" adds.
const MORE_LINES: usize = 1_000;

/// The state of the search.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SearchState {
    /// The query has no text.
    Idle,
    Searching,
    /// All files are searched, and no more are coming.
    Done,
    Invalid(InvalidExpression),
    Failed(ApiError),
}

/// Tells the rows of some results from those of others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Generation {
    /// Another search.
    pub(super) search: u32,
    /// The same search among other files.
    run: u32,
}

/// The files that were searched.
pub(super) type SearchedFiles = Option<(ListingId, usize)>;

/// The search of the page. Its results stay until the next search has found something.
#[derive(Clone, Copy)]
pub(super) struct SearchTask {
    pub(super) files: FilesStore,
    pub(super) state: RwSignal<SearchState>,
    pub(super) generation: RwSignal<Generation>,
    /// Notifies of every change of the results.
    pub(super) changed: Trigger,
    /// The number of files that are searched, and of all files to search.
    pub(super) progress: RwSignal<(usize, usize)>,
    query: Memo<SearchQuery>,
    engine: Engine,
    results: StoredValue<Option<SearchResults>, LocalStorage>,
    running: AbortableTask,
}

impl SearchTask {
    /// Searches whenever the query changes. Restored results stay as long as the files are those that were searched.
    pub(super) fn new(
        files: FilesStore,
        query: Memo<SearchQuery>,
        restored: Option<(SearchResults, SearchedFiles)>,
    ) -> Self {
        let (results, searched) = restored.unzip();
        let state = if results.is_some() { SearchState::Done } else { SearchState::Idle };
        let task = Self {
            files,
            state: RwSignal::new(state),
            generation: RwSignal::new(Generation::default()),
            changed: Trigger::new(),
            progress: RwSignal::new((0, 0)),
            query,
            engine: Engine::expect(),
            results: StoredValue::new_local(results),
            running: AbortableTask::new(),
        };
        let restored = StoredValue::new(searched);
        Effect::new(move |previous: Option<()>| {
            query.track();
            let is_first = previous.is_none();
            if !(is_first && restored.get_value().is_some()) {
                restored.set_value(None);
                task.start();
            }
        });
        Effect::new(move || {
            files.loaded.track();
            // The engine follows changes of the files only while it searches.
            if restored.get_value().is_some_and(|searched| searched != task.searched_files()) {
                restored.set_value(None);
                task.search(task.generation.get_untracked().search);
            }
        });
        task
    }

    /// The files that are searched.
    pub(super) fn searched_files(self) -> SearchedFiles {
        let files = self.files.loaded.try_with_untracked(|loaded| {
            let listing = &loaded.as_ref()?.listing;
            Some((listing.id(), listing.len()))
        });
        files.flatten()
    }

    /// Reads the results without subscribing to them.
    pub(super) fn read<T>(self, read: impl FnOnce(&SearchResults) -> T) -> Option<T> {
        self.results.with_value(|results| results.as_ref().map(read))
    }

    /// Takes the results away.
    pub(super) fn take_results(self) -> Option<SearchResults> {
        self.results.try_update_value(Option::take).flatten()
    }

    /// Shows the lines of a file, or hides them.
    pub(super) fn toggle(self, nth: usize) {
        self.change(|results| results.toggle(nth));
    }

    /// Shows the context of a line, or of all lines of a file; or hides it.
    pub(super) fn toggle_context(self, nth: usize, number: Option<u32>) {
        let opened = self.change(|results| results.toggle_context(nth, number));
        let opened = opened.filter(|opened| !opened.is_empty());
        let Some((lines, file)) = opened.zip(self.read(|results| results.file(nth)).flatten())
        else {
            return;
        };
        let generation = self.generation.get_untracked();
        spawn_local(async move {
            // The list reports a failure of the engine.
            if let Ok(lines) = self.engine.lines_around(file, lines, CONTEXT_LINES).await {
                self.change_in(generation, |results| results.add_context(nth, lines));
            }
        });
    }

    /// Shows more lines of a file, and then calls `then`.
    pub(super) fn show_more(self, nth: usize, then: impl FnOnce() + 'static) {
        let known = self.read(|results| results.file(nth).zip(results.last_line(nth))).flatten();
        let Some((file, after)) = known else { return };
        let (query, generation) = (self.query.get_untracked(), self.generation.get_untracked());
        spawn_local(async move {
            if let Ok(lines) = self.engine.more_lines(query, file, after, MORE_LINES).await
                && self.change_in(generation, |results| results.add_lines(nth, lines)).is_some()
            {
                then();
            }
        });
    }

    /// Starts a search for the query.
    pub(super) fn start(self) {
        if self.query.with_untracked(|query| query.text.is_empty()) {
            self.running.end();
            self.results.set_value(None);
            self.state.set(SearchState::Idle);
            self.changed.notify();
        } else {
            self.search(self.generation.get_untracked().search + 1);
        }
    }

    fn search(self, number: u32) {
        let query = self.query.get_untracked();
        self.state.set(SearchState::Searching);
        self.running.supersede(Box::pin(async move {
            let mut answers = self.engine.search(query);
            let mut shown_run = None;
            loop {
                let state = match answers.next().await {
                    Ok((EngineResponse::Found { run, files, searched, total, is_done, .. }, _)) => {
                        if shown_run != Some(run) && (is_done || !files.is_empty()) {
                            shown_run = Some(run);
                            self.results.set_value(Some(SearchResults::default()));
                            self.generation.set(Generation { search: number, run });
                        }
                        if shown_run == Some(run) {
                            self.progress.set((searched, total));
                            self.change(|results| results.extend(files));
                        }
                        if is_done { SearchState::Done } else { SearchState::Searching }
                    }
                    Err(QuestionError::Expression(invalid)) => SearchState::Invalid(invalid),
                    Err(QuestionError::Api(error)) => SearchState::Failed(error),
                    Ok(_) | Err(QuestionError::Export(_)) => {
                        SearchState::Failed(ApiError::Worker(WorkerError::Crashed))
                    }
                };
                let goes_on = matches!(state, SearchState::Searching | SearchState::Done);
                self.state.set(state);
                if !goes_on {
                    return;
                }
            }
        }));
    }

    /// Changes the results, and notifies of that. Nothing if there are none, or the page has been left.
    fn change<T>(self, change: impl FnOnce(&mut SearchResults) -> T) -> Option<T> {
        let changed =
            self.results.try_update_value(|results| results.as_mut().map(change)).flatten()?;
        self.changed.notify();
        Some(changed)
    }

    /// Changes the results if they are still those of a generation.
    fn change_in<T>(
        self,
        generation: Generation,
        change: impl FnOnce(&mut SearchResults) -> T,
    ) -> Option<T> {
        let is_current = self.generation.try_get_untracked() == Some(generation);
        if is_current { self.change(change) } else { None }
    }
}
