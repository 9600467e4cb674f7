//! Exports a set of files.

use std::cell::Cell;

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
use crate::time::Stopwatch;
use crate::ui::{Toasts, save};

/// Progress is shown after this time.
const PROGRESS_DELAY_MS: f64 = 250.0;
const PROGRESS_INTERVAL_MS: f64 = 100.0;

const NO_DOWNLOAD: &str = "Your browser did not allow the download.";

/// The format and destination of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A `.zip` to download.
    Zip,
    /// Markdown on the clipboard.
    Copy,
    /// Markdown to download.
    Markdown,
}

/// The reason why an export failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The browser did not allow writing to the clipboard.
    NoClipboard,
    Other(&'static str),
}

/// The progress of an export, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) done: usize,
    pub(super) of: usize,
}

/// Exports files, one set at a time.
#[derive(Clone, Copy)]
pub(super) struct Packer {
    source: Source,
    data: ProjectData,
    toasts: Toasts,
    running: Running,
    /// Set only while an export takes long enough to show it.
    pub(super) progress: RwSignal<Option<Progress>>,
    /// The last failure, and the files that were to be exported.
    pub(super) trouble: RwSignal<Option<(Which, Trouble)>>,
    /// The files that were exported last.
    pub(super) taken: RwSignal<Option<Which>>,
}

impl Packer {
    pub(super) fn new(source: Source, data: ProjectData) -> Self {
        Self {
            source,
            data,
            toasts: Toasts::expect(),
            running: Running::new(),
            progress: RwSignal::new(None),
            trouble: RwSignal::new(None),
            taken: RwSignal::new(None),
        }
    }

    pub(super) fn is_working(self) -> bool {
        self.progress.with(Option::is_some)
    }

    /// Starts an export. A copy is made synchronously: browsers allow it only within a click.
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

    /// Cancels the export that is running.
    pub(super) fn cancel(self) {
        self.running.end();
        self.progress.set(None);
    }

    fn finished(self, which: Which, done: &str) {
        // Fails if the user has left the page.
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
        // Markdown of valid texts is valid UTF-8.
        let text = String::from_utf8(markdown.finish()).unwrap_or_default();
        let clipboard = window().navigator().clipboard();
        // Browsers have no clipboard without https.
        if made != Some(true) || clipboard.is_undefined() {
            return self.failed(which, Trouble::NoClipboard);
        }
        let writing = clipboard.write_text(&text);
        spawn_local(async move {
            match JsFuture::from(writing).await {
                Ok(_) => self.finished(which, "Copied"),
                // Users can deny the permission.
                Err(_) => self.failed(which, Trouble::NoClipboard),
            }
        });
    }

    /// Runs a job on a set of files, and starts over if the list has been loaded anew.
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
            let told = Cell::new(PROGRESS_DELAY_MS - PROGRESS_INTERVAL_MS);
            let tell = |job: &dyn Job| {
                let now = since_started.millis();
                if now >= told.get() + PROGRESS_INTERVAL_MS {
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

/// A failed job in the user's words.
fn explained(stuck: &Stuck) -> &'static str {
    match stuck {
        Stuck::Output(_) => "Your browser has no room for so much. Take fewer files at once.",
        Stuck::Form(_) => "One of the paths is longer than a .zip can hold.",
    }
}
