//! Makes of a set of files what is taken along.

use leptos::prelude::*;
use leptos::task::spawn_local;
use taking_along::{Archive, Job, Markdown, Stuck};
use wasm_bindgen_futures::JsFuture;

use super::blobs::Blobs;
use super::chosen::{Source, Which};
use super::work::{Interrupted, drive};
use crate::format;
use crate::load::Running;
use crate::project_data::ProjectData;
use crate::reactive::signal;
use crate::time::Stopwatch;
use crate::ui::{Toasts, save};

/// What takes longer than this shows how it goes, in milliseconds.
const NOT_INSTANT: f64 = 250.0;
/// How often that changes.
const TELL_AFTER: f64 = 100.0;

const NO_DOWNLOAD: &str = "Your browser did not allow the download.";

/// What files are taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A `.zip` to be saved.
    Zip,
    /// Markdown on the clipboard.
    Copy,
    /// Markdown to be saved.
    Markdown,
}

/// Why files were not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The clipboard did not take them.
    NoClipboard,
    Other(&'static str),
}

/// How far it has come, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) done: usize,
    pub(super) of: usize,
}

/// Takes files along, one set at a time.
#[derive(Clone, Copy)]
pub(super) struct Packer {
    source: Source,
    data: ProjectData,
    toasts: Toasts,
    running: Running,
    /// How it goes, if it takes a while.
    pub(super) progress: RwSignal<Option<Progress>>,
    /// What has gone wrong, and with which files.
    pub(super) trouble: RwSignal<Option<(Which, Trouble)>>,
    /// The files that were taken last.
    pub(super) taken: RwSignal<Option<Which>>,
}

impl Packer {
    pub(super) fn new(source: Source, data: ProjectData) -> Self {
        Self {
            source,
            data,
            toasts: Toasts::expect(),
            running: Running::new(),
            progress: signal(None),
            trouble: signal(None),
            taken: signal(None),
        }
    }

    /// Whether something is under way that takes a while.
    pub(super) fn is_working(self) -> bool {
        self.progress.with(Option::is_some)
    }

    /// Begins. What is copied is made at once: browsers take it only within a click.
    pub(super) fn start(self, which: Which, form: Form) {
        self.cancel();
        self.trouble.set(None);
        self.taken.set(None);
        if form == Form::Copy {
            return self.copy(which);
        }
        self.running.supersede(Box::pin(async move {
            let saved = match form {
                Form::Zip => self.save_zip(which).await,
                _ => self.save_markdown(which).await,
            };
            self.progress.set(None);
            match saved {
                Ok(()) => self.finished(which, "Downloaded"),
                Err(why) => self.failed(which, Trouble::Other(why)),
            }
        }));
    }

    /// Gives up what is under way.
    pub(super) fn cancel(self) {
        self.running.end();
        self.progress.set(None);
    }

    fn finished(self, which: Which, done: &str) {
        // Nobody is told any more if the user has gone elsewhere.
        if self.taken.try_set(Some(which)).is_none() {
            let files = untrack(|| self.source.chosen(which)).len();
            self.toasts.good(format!("{done} {}", format::counted(files, "file", "files")));
        }
    }

    fn failed(self, which: Which, trouble: Trouble) {
        self.trouble.try_set(Some((which, trouble)));
    }

    async fn save_zip(self, which: Which) -> Result<(), &'static str> {
        let archive = self.make(which, |chosen| Archive::new(chosen, Blobs::default())).await?;
        let blobs = archive.finish().map_err(|stuck| explained(&stuck))?;
        self.save(blobs, "zip", "application/zip")
    }

    async fn save_markdown(self, which: Which) -> Result<(), &'static str> {
        let make = |chosen| Markdown::new(chosen, Blobs::default());
        let blobs = self.make(which, make).await?.finish();
        self.save(blobs, "md", "text/markdown;charset=utf-8")
    }

    fn save(self, blobs: Blobs, extension: &str, kind: &str) -> Result<(), &'static str> {
        let blob = blobs.finish(kind).map_err(|error| explained(&error.into()))?;
        let name = untrack(|| self.data.name()).unwrap_or_else(|| "files".to_owned());
        save(&format!("{name}.{extension}"), &blob).map_err(|_| NO_DOWNLOAD)
    }

    fn copy(self, which: Which) {
        let mut markdown = Markdown::new(untrack(|| self.source.chosen(which)), Vec::new());
        let made = untrack(|| {
            self.source.loaded(|loaded| Some(markdown.step(&loaded.files, usize::MAX).is_ok()))
        });
        // Made of texts, it is one.
        let text = String::from_utf8(markdown.finish()).unwrap_or_default();
        let clipboard = window().navigator().clipboard();
        // Without https there is none.
        if made != Some(true) || clipboard.is_undefined() {
            return self.failed(which, Trouble::NoClipboard);
        }
        let writing = clipboard.write_text(&text);
        spawn_local(async move {
            match JsFuture::from(writing).await {
                Ok(_) => self.finished(which, "Copied"),
                // Users can forbid it.
                Err(_) => self.failed(which, Trouble::NoClipboard),
            }
        });
    }

    /// Does a job on a set of files, which begins anew if there are other files meanwhile.
    async fn make<J: Job>(
        self,
        which: Which,
        make: impl Fn(Vec<usize>) -> J,
    ) -> Result<J, &'static str> {
        loop {
            let chosen = untrack(|| self.source.chosen(which));
            let of = untrack(|| {
                self.source.loaded(|loaded| {
                    let bytes = |file: &usize| Some(loaded.files.get(*file)?.text.len());
                    chosen.iter().filter_map(bytes).sum()
                })
            });
            let mut job = make(chosen);
            let since_started = Stopwatch::start();
            let told = std::cell::Cell::new(NOT_INSTANT - TELL_AFTER);
            let tell = |job: &dyn Job| {
                let now = since_started.millis();
                if now >= told.get() + TELL_AFTER {
                    told.set(now);
                    self.progress.set(Some(Progress { done: job.done(), of }));
                }
            };
            match drive(self.source.files, &mut job, tell).await {
                Ok(()) => return Ok(job),
                Err(Interrupted::OtherFiles) => {}
                Err(Interrupted::Stuck(stuck)) => return Err(explained(&stuck)),
            }
        }
    }
}

/// Why nothing came of it, in the user's words.
fn explained(stuck: &Stuck) -> &'static str {
    match stuck {
        Stuck::Output(_) => "Your browser has no room for so much. Take fewer files at once.",
        Stuck::Form(_) => "One of the paths is longer than a .zip can hold.",
    }
}
