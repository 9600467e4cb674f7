//! Searches on the main thread, in time slices. The next key press aborts the search.

use leptos::prelude::*;
use project_files::search::{InvalidExpression, PathPattern, Search, SearchQuery, Step, plain};

use super::sheet::Sheet;
use crate::api::ApiError;
use crate::chunks;
use crate::files_store::FilesStore;
use crate::load::Running;
use crate::lowercase::lowercase;
use crate::time::{Stopwatch, breathe};

/// The length of a time slice, in milliseconds.
const SLICE: f64 = 6.0;
/// The number of bytes to search between two looks at the clock.
const STEP: usize = 64 << 10;
/// The shortest and the longest time between two updates of the list, in milliseconds. The first matches are shown at once.
const SHOW_AFTER: (f64, f64) = (60.0, 400.0);

/// The state of the search.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    /// The query has no text.
    Idle,
    Searching,
    /// All files that are loaded are searched.
    Done,
    Invalid(InvalidExpression),
    /// The code for regular expressions could not be fetched.
    Failed(ApiError),
}

/// The search of the page. Its matches stay on the sheet until the next search has found something.
#[derive(Clone, Copy)]
pub(super) struct Runner {
    pub(super) files: FilesStore,
    pub(super) state: RwSignal<State>,
    /// Counts the sheets, to tell the rows of one from those of another.
    pub(super) generation: RwSignal<u32>,
    /// Notifies of every change of the sheet.
    pub(super) changed: RwSignal<u32>,
    sheet: StoredValue<Option<Sheet>, LocalStorage>,
    running: Running,
}

impl Runner {
    /// Searches whenever the query changes or files arrive. Continues with `sheet` if there is one.
    pub(super) fn new(files: FilesStore, query: Memo<SearchQuery>, sheet: Option<Sheet>) -> Self {
        let is_restored = sheet.is_some();
        let runner = Self {
            files,
            state: RwSignal::new(if is_restored { State::Done } else { State::Idle }),
            generation: RwSignal::new(0),
            changed: RwSignal::new(0),
            sheet: StoredValue::new_local(sheet),
            running: Running::new(),
        };
        Effect::new(move |previous: Option<()>| {
            let query = query.get();
            let is_first = previous.is_none();
            if !(is_restored && is_first) {
                runner.start(query);
            }
        });
        let value = files.load.value();
        Effect::new(move || {
            value.track();
            // A search in progress reads the new files by itself.
            if runner.state.get_untracked() == State::Done {
                runner.running.supersede(Box::pin(runner.run(None)));
            }
        });
        runner
    }

    /// Reads the sheet without subscribing to it.
    pub(super) fn look<T>(self, look: impl FnOnce(&Sheet) -> T) -> Option<T> {
        self.sheet.with_value(|sheet| sheet.as_ref().map(look))
    }

    /// Changes the sheet without notifying.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Sheet) -> T) -> Option<T> {
        self.sheet.try_update_value(|sheet| sheet.as_mut().map(change)).flatten()
    }

    /// Takes the sheet away.
    pub(super) fn take_sheet(self) -> Option<Sheet> {
        self.sheet.try_update_value(Option::take).flatten()
    }

    /// Starts a search.
    pub(super) fn start(self, query: SearchQuery) {
        if query.text.is_empty() {
            self.running.end();
            self.sheet.set_value(None);
            self.state.set(State::Idle);
            self.changed.notify();
            return;
        }
        self.state.set(State::Searching);
        self.running.supersede(Box::pin(async move {
            // The browser paints the typed text first.
            breathe().await;
            let matcher = if query.is_expression {
                match chunks::expression(query.text.clone(), query.options).await {
                    Ok(Ok(matcher)) => matcher,
                    Ok(Err(invalid)) => return self.state.set(State::Invalid(invalid)),
                    Err(error) => return self.state.set(State::Failed(error)),
                }
            } else {
                plain(&query.text, query.options)
            };
            let path = PathPattern::new(&lowercase(&query.path));
            self.run(Some(Search::new(matcher, &query, path))).await;
        }));
    }

    /// Searches until all files are searched. A search that is `coming` replaces the one on the sheet as soon as it has found
    /// something.
    async fn run(self, mut coming: Option<Search>) {
        let mut since_shown = Stopwatch::start();
        let mut show_after = 0.0;
        loop {
            let slice = Stopwatch::start();
            let mut step = Step::More;
            while step == Step::More && slice.millis() < SLICE {
                step = self.step(&mut coming);
            }
            let is_over = step == Step::Done;
            let has_news = match &coming {
                Some(search) => !search.found.files.is_empty(),
                None => true,
            };
            if is_over || (has_news && since_shown.millis() >= show_after) {
                self.show(coming.take());
                show_after = (show_after * 2.0).clamp(SHOW_AFTER.0, SHOW_AFTER.1);
                since_shown = Stopwatch::start();
            }
            if is_over {
                self.state.set(State::Done);
                return;
            }
            breathe().await;
        }
    }

    fn step(self, coming: &mut Option<Search>) -> Step {
        self.files.load.value().with_untracked(|loaded| {
            // The first files restart the search when they arrive.
            let Some(loaded) = loaded else { return Step::Done };
            if let Some(search) = coming {
                let step = search.step(&loaded.files, STEP);
                if step == Step::OtherFiles {
                    search.begin_anew();
                    return Step::More;
                }
                return step;
            }
            let step = self.change(|sheet| {
                let step = sheet.search.step(&loaded.files, STEP);
                if step == Step::OtherFiles {
                    sheet.begin_anew();
                    return Step::More;
                }
                step
            });
            step.unwrap_or(Step::Done)
        })
    }

    fn show(self, coming: Option<Search>) {
        match coming {
            Some(search) => {
                self.sheet.set_value(Some(Sheet::new(search)));
                self.generation.update(|generation| *generation += 1);
            }
            None => {
                self.change(Sheet::lay_out);
            }
        }
        self.changed.notify();
    }
}
