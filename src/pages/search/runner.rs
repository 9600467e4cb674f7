//! Searches on the main thread, in slices between which the browser does what is waiting. The next key ends it.

use leptos::prelude::*;
use project_files::search::{InvalidExpression, PathPattern, Search, SearchQuery, Step, plain};

use super::sheet::Sheet;
use crate::api::ApiError;
use crate::chunks;
use crate::files_store::FilesStore;
use crate::load::Running;
use crate::lowercase::lowercase;
use crate::reactive::{effect, signal};
use crate::time::{Stopwatch, breathe};

/// For how long is searched without a pause, in milliseconds.
const SLICE: f64 = 6.0;
/// How much is searched before the clock is asked, in bytes.
const STEP: usize = 64 << 10;
/// How often what was found is shown: the first at once, then after this time and ever more rarely, in milliseconds.
const SHOW_AFTER: (f64, f64) = (60.0, 400.0);

/// How the search goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    /// There is nothing to search for.
    Idle,
    Searching,
    /// All files that are there are searched.
    Done,
    Invalid(InvalidExpression),
    /// What understands regular expressions could not be fetched.
    Failed(ApiError),
}

/// The search of the page. What it has found is on the sheet until another search has found something.
#[derive(Clone, Copy)]
pub(super) struct Runner {
    pub(super) files: FilesStore,
    pub(super) state: RwSignal<State>,
    /// Counts the sheets: rows of one have nothing to do with those of another.
    pub(super) generation: RwSignal<u32>,
    /// Tells of every change of the sheet.
    pub(super) changed: RwSignal<u32>,
    sheet: StoredValue<Option<Sheet>, LocalStorage>,
    running: Running,
}

impl Runner {
    /// Follows what is searched for, and the files as they come. Goes on with a sheet that is there already.
    pub(super) fn new(files: FilesStore, query: Memo<SearchQuery>, sheet: Option<Sheet>) -> Self {
        let mut is_there = sheet.is_some();
        let runner = Self {
            files,
            state: signal(if is_there { State::Done } else { State::Idle }),
            generation: signal(0),
            changed: signal(0),
            sheet: StoredValue::new_local(sheet),
            running: Running::new(),
        };
        effect(move || {
            let query = query.get();
            if !std::mem::take(&mut is_there) {
                runner.start(query);
            }
        });
        let value = files.load.value();
        effect(move || {
            value.track();
            // A search that is under way sees them by itself.
            if runner.state.get_untracked() == State::Done {
                runner.running.supersede(Box::pin(runner.run(None)));
            }
        });
        runner
    }

    /// Looks at the sheet. Does not subscribe to anything.
    pub(super) fn look<T>(self, look: impl FnOnce(&Sheet) -> T) -> Option<T> {
        self.sheet.with_value(|sheet| sheet.as_ref().map(look))
    }

    /// Changes the sheet, without telling.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Sheet) -> T) -> Option<T> {
        self.sheet.try_update_value(|sheet| sheet.as_mut().map(change)).flatten()
    }

    /// Takes the sheet away.
    pub(super) fn take_sheet(self) -> Option<Sheet> {
        self.sheet.try_update_value(Option::take).flatten()
    }

    /// Begins a search.
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
            // What was typed is drawn first.
            breathe().await;
            let matcher = match query.is_expression {
                false => plain(&query.text, query.options),
                true => match chunks::expression(query.text.clone(), query.options).await {
                    Ok(Ok(matcher)) => matcher,
                    Ok(Err(invalid)) => return self.state.set(State::Invalid(invalid)),
                    Err(error) => return self.state.set(State::Failed(error)),
                },
            };
            let path = PathPattern::new(&lowercase(&query.path));
            self.run(Some(Search::new(matcher, &query, path))).await;
        }));
    }

    /// Searches on, until all files are searched. A search that is `coming` takes the place of the one on the sheet when it has
    /// found something.
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
            // Nothing has come yet: as soon as something has, it goes on.
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
