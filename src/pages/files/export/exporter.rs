//! Exports a set of files: the engine makes the file, the browser saves or copies it.

use std::time::Duration;

use ::engine::messages::{EngineResponse, QuestionError};
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::contents::export::{ExportError, ExportFormat};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, ClipboardItem};

use super::blob_writer::BlobWriter;
use super::source::{ExportScope, ExportSource};
use crate::api::explain;
use crate::engine::Engine;
use crate::format;
use crate::state::project::ProjectData;
use crate::state::query::AbortableTask;
use crate::time::Stopwatch;
use crate::ui::{Toasts, clipboard, save};

/// The time after which progress is shown.
const PROGRESS_DELAY: Duration = Duration::from_millis(250);

const NO_DOWNLOAD: &str = "Your browser did not allow the download.";
const NO_MEMORY: &str = "Not enough memory for this export. Select fewer files.";

/// The form and the destination of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExportTarget {
    /// A `.zip` to download.
    Zip,
    /// Markdown to download.
    Markdown,
    /// Markdown on the clipboard.
    Clipboard,
}

/// The reason why an export failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExportFailure {
    /// The browser did not allow writing to the clipboard.
    NoClipboard,
    Other(String),
}

/// The progress of an export, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExportProgress {
    pub(super) done: usize,
    pub(super) total: usize,
}

/// Exports files, one set at a time.
#[derive(Clone, Copy)]
pub(super) struct Exporter {
    source: ExportSource,
    data: ProjectData,
    engine: Engine,
    toasts: Toasts,
    running: AbortableTask,
    /// Set only while an export takes long enough to show it.
    pub(super) progress: RwSignal<Option<ExportProgress>>,
    /// The last failure, and the files that were to be exported.
    pub(super) failure: RwSignal<Option<(ExportScope, ExportFailure)>>,
    /// The files that were exported last.
    pub(super) exported: RwSignal<Option<ExportScope>>,
}

impl Exporter {
    pub(super) fn new(source: ExportSource, data: ProjectData) -> Self {
        Self {
            source,
            data,
            engine: Engine::expect(),
            toasts: Toasts::expect(),
            running: AbortableTask::new(),
            progress: RwSignal::new(None),
            failure: RwSignal::new(None),
            exported: RwSignal::new(None),
        }
    }

    pub(super) fn is_working(self) -> bool {
        self.progress.with(Option::is_some)
    }

    /// Starts an export. Within a click, because browsers allow copying only there.
    pub(super) fn start(self, scope: ExportScope, target: ExportTarget) {
        self.cancel();
        self.failure.set(None);
        self.exported.set(None);
        if target == ExportTarget::Clipboard {
            return self.copy(scope);
        }
        self.running.supersede(Box::pin(async move {
            let (format, media_type, extension) = match target {
                ExportTarget::Zip => (ExportFormat::Zip, "application/zip", "zip"),
                _ => (ExportFormat::Markdown, "text/markdown;charset=utf-8", "md"),
            };
            let started = Stopwatch::start();
            let show_progress = |progress| {
                if started.elapsed() >= PROGRESS_DELAY {
                    self.progress.set(Some(progress));
                }
            };
            let blob = self.make(scope, format, media_type, show_progress).await;
            self.progress.set(None);
            let saved = blob.and_then(|blob| self.save(&blob, extension));
            match saved {
                Ok(()) => self.finished(scope, "Downloaded"),
                Err(reason) => self.failed(scope, ExportFailure::Other(reason)),
            }
        }));
    }

    /// Cancels the export that is running.
    pub(super) fn cancel(self) {
        self.running.end();
        self.progress.set(None);
    }

    fn finished(self, scope: ExportScope, done: &str) {
        // Fails if the user has left the page.
        if self.exported.try_set(Some(scope)).is_none() {
            let (files, _) = untrack(|| self.source.files_in(scope));
            let files = format::counted(files.len(), "file", "files");
            self.toasts.success(format!("{done} {files}"));
        }
    }

    fn failed(self, scope: ExportScope, failure: ExportFailure) {
        self.failure.try_set(Some((scope, failure)));
    }

    fn save(self, blob: &Blob, extension: &str) -> Result<(), String> {
        let name = untrack(|| self.data.name()).unwrap_or_else(|| "files".to_owned());
        save(&format!("{name}.{extension}"), blob).map_err(|_| NO_DOWNLOAD.to_owned())
    }

    /// Copies Markdown. The browser gets the promise of it, because the click is over before the engine answers.
    fn copy(self, scope: ExportScope) {
        let text = future_to_promise(async move {
            let blob = self.make(scope, ExportFormat::Markdown, "text/plain", |_| ()).await;
            blob.map(JsValue::from).map_err(JsValue::from)
        });
        let copying = copy_to_clipboard(&text);
        spawn_local(async move {
            let copied = match copying {
                Ok(copying) => JsFuture::from(copying).await.is_ok(),
                Err(_) => false,
            };
            if copied {
                self.finished(scope, "Copied");
            } else {
                self.failed(scope, ExportFailure::NoClipboard);
            }
        });
    }

    /// Has the engine make a file of a set of files.
    async fn make(
        self,
        scope: ExportScope,
        format: ExportFormat,
        media_type: &str,
        show_progress: impl Fn(ExportProgress),
    ) -> Result<Blob, String> {
        let (files, _) = untrack(|| self.source.files_in(scope));
        let mut answers = self.engine.export(files, format);
        let writer = BlobWriter::default();
        loop {
            match answers.next().await.map_err(|error| in_words(&error))? {
                (EngineResponse::ExportChunk { .. }, Some(chunk)) => {
                    writer.push(&chunk).map_err(|_| NO_MEMORY)?;
                }
                (EngineResponse::ExportProgress { done, total, .. }, _) => {
                    let (done, total) = (done as usize, total as usize);
                    show_progress(ExportProgress { done, total });
                }
                _ => return writer.finish(media_type).map_err(|_| NO_MEMORY.to_owned()),
            }
        }
    }
}

/// Puts the promise of a text on the clipboard.
fn copy_to_clipboard(text: &Promise) -> Result<Promise, JsValue> {
    let clipboard = clipboard().ok_or(JsValue::UNDEFINED)?;
    let record = Object::new();
    Reflect::set(&record, &"text/plain".into(), text)?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&record)?;
    Ok(clipboard.write(&js_sys::Array::of1(&item)))
}

/// A failed export in the user's words.
fn in_words(error: &QuestionError) -> String {
    match error {
        QuestionError::Export(ExportError::Output(_)) => NO_MEMORY.to_owned(),
        QuestionError::Export(ExportError::PathTooLong) => {
            "One of the paths is longer than a .zip can hold.".to_owned()
        }
        QuestionError::Api(error) => explain(error).to_string(),
        QuestionError::Expression(invalid) => invalid.to_string(),
    }
}
