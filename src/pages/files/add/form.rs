//! The state of the dialog: the new files, where their contents are, and the step that the user is at.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::listing::natural;
use project_files::new_files::{Content, MAX_FILES, NewFiles, Totals};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::entries::{self, Found};
use super::source::Source;
use super::zip_file;
use crate::format;
use crate::state::project::ProjectData;
use crate::time::Stopwatch;

/// The number of files that are added to the table in one task, so that no task holds up the page.
const FILES_PER_TASK: usize = 100;
/// The number of files whose first bytes are read at the same time.
const PARALLEL_READS: usize = 8;
/// The time between two updates of the table while files are looked at.
const UPDATE_INTERVAL: Duration = Duration::from_millis(100);

/// A step of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Files are chosen, and reviewed when there are some.
    Review,
    /// A text is written.
    Write,
    /// Files are sent.
    Upload,
    /// They have been sent, and the user reads what could not be.
    Result,
}

/// The state of the dialog.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) data: ProjectData,
    pub(super) files: RwSignal<NewFiles>,
    /// Of each file, by its index.
    sources: StoredValue<Vec<Source>, LocalStorage>,
    pub(super) step: RwSignal<Step>,
    /// The path and the text of a file that is being written.
    pub(super) written_path: RwSignal<String>,
    pub(super) written_text: RwSignal<String>,
    /// Folders or archives are being read.
    collecting: RwSignal<u32>,
    /// Files that could not be taken at all, each in a full sentence.
    pub(super) problems: RwSignal<Vec<String>>,
    pub(super) totals: Memo<Totals>,
}

impl Form {
    pub(super) fn new(data: ProjectData) -> Self {
        let files = RwSignal::new(NewFiles::default());
        let form = Self {
            data,
            files,
            sources: StoredValue::new_local(Vec::new()),
            step: RwSignal::new(Step::Review),
            written_path: RwSignal::new(String::new()),
            written_text: RwSignal::new(String::new()),
            collecting: RwSignal::new(0),
            problems: RwSignal::new(Vec::new()),
            totals: Memo::new(move |_| files.with(NewFiles::totals)),
        };
        // Every path of the project is needed to find conflicts.
        data.files.ensure_all();
        Effect::new(move || {
            data.files.loaded.track();
            // While files are sent, those that have arrived are no conflicts.
            if form.step.with_untracked(|step| matches!(step, Step::Review | Step::Write)) {
                form.find_existing();
            }
        });
        form
    }

    fn find_existing(self) {
        self.data.files.with_untracked(|listing| {
            let files =
                (0..listing.len()).filter_map(|at| Some((listing.path(at), listing.id_of(at)?)));
            self.files.update(|new| new.set_existing(files));
            Some(())
        });
    }

    /// Returns true if a step shows files that are about to be added.
    pub(super) fn has_files(self) -> bool {
        self.files.with(|files| !files.is_empty())
    }

    /// Returns true if closing the dialog would lose something.
    pub(super) fn is_unsaved(self) -> bool {
        match self.step.get() {
            Step::Result => false,
            Step::Upload => true,
            Step::Review | Step::Write => {
                self.has_files() || self.written_text.with(|text| !text.is_empty())
            }
        }
    }

    /// Returns true while folders, archives or the beginnings of files are read, or paths of the project are missing.
    pub(super) fn is_busy(self) -> bool {
        self.collecting.get() > 0 || self.totals.get().unread > 0 || self.awaits_paths()
    }

    /// Returns true while it is not known which paths the project has.
    pub(super) fn awaits_paths(self) -> bool {
        self.data.files.is_pending() && !self.data.files.is_complete()
    }

    /// Returns true while folders or archives are read.
    pub(super) fn is_collecting(self) -> bool {
        self.collecting.get() > 0
    }

    /// The place of the content of a file.
    pub(super) fn source(self, index: usize) -> Option<Source> {
        self.sources.try_with_value(|sources| sources.get(index).cloned()).flatten()
    }

    /// Takes what was dropped or pasted.
    pub(super) fn add_dropped(self, items: Vec<JsValue>) {
        self.collect(async move {
            let (found, unreadable) = entries::dropped(items).await;
            if unreadable > 0 {
                let count = format::counted(unreadable, "file or folder", "files or folders");
                self.report(format!("{count} could not be read."));
            }
            found
        });
    }

    /// Takes chosen files.
    pub(super) fn add_chosen(self, files: Vec<File>) {
        self.collect(entries::chosen(files));
    }

    /// Takes a text that was written or pasted.
    pub(super) fn add_text(self, found: Found) {
        self.append(vec![found]);
        self.look_at_unread();
    }

    fn collect(self, found: impl Future<Output = Vec<Found>> + 'static) {
        self.step.set(Step::Review);
        self.problems.update(Vec::clear);
        self.collecting.update(|count| *count += 1);
        spawn_local(async move {
            let mut files = Vec::new();
            for (candidate, source) in found.await {
                match &source {
                    Source::File(file) if zip_file::is_zip(file) => {
                        match zip_file::list(file).await {
                            Ok(found) => files.extend(found),
                            Err(error) => {
                                self.report(format!("“{}” was not opened. {error}", file.name()));
                            }
                        }
                    }
                    _ => files.push((candidate, source)),
                }
            }
            // Folders come as they are on a disk.
            files.sort_by(|(a, _), (b, _)| natural::compare_paths(&a.path, &b.path));
            while !files.is_empty() {
                let rest = files.split_off(files.len().min(FILES_PER_TASK));
                self.append(std::mem::replace(&mut files, rest));
                sleep(Duration::ZERO).await;
            }
            self.look_at_unread();
            self.collecting.try_update(|count| *count -= 1);
        });
    }

    fn report(self, problem: String) {
        self.problems.try_update(|problems| problems.push(problem));
    }

    fn append(self, found: Vec<Found>) {
        let (candidates, sources): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        self.sources.try_update_value(|known| known.extend(sources));
        self.files.try_update(|files| files.add(candidates));
    }

    /// Lists the files that are usually left out, or leaves them out again.
    pub(super) fn include_left_out(self, is_included: bool) {
        self.files.update(|files| files.include_left_out(is_included));
        self.look_at_unread();
    }

    /// Looks at the contents of the listed files.
    fn look_at_unread(self) {
        let Some(unread) = self.files.try_with_untracked(NewFiles::unread) else { return };
        spawn_local(async move {
            let look = move |index| async move {
                let source = self.source(index)?;
                Some((index, source.content().await))
            };
            let mut looked_at = stream::iter(unread).map(look).buffer_unordered(PARALLEL_READS);
            let (mut contents, mut updated) = (Vec::new(), Stopwatch::start());
            while let Some(found) = looked_at.next().await {
                contents.extend(found);
                if updated.elapsed() >= UPDATE_INTERVAL {
                    self.set_contents(contents.drain(..));
                    updated = Stopwatch::start();
                }
            }
            self.set_contents(contents.into_iter());
        });
    }

    fn set_contents(self, contents: impl Iterator<Item = (usize, Content)>) {
        self.files.try_update(|files| {
            for (index, content) in contents {
                files.set_content(index, content);
            }
        });
    }

    /// The reason why nothing can be sent yet.
    pub(super) fn obstacle(self) -> Option<String> {
        let totals = self.totals.get();
        if totals.to_send > MAX_FILES {
            return Some("Add at most 20,000 files at once.".to_owned());
        }
        (totals.invalid > 0).then(|| {
            let files = format::counted(totals.invalid, "file", "files");
            format!("{files} with an invalid field. Correct it, or deselect the file.")
        })
    }
}
