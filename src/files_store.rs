//! The files of the project on screen: loaded in part if a link asks for a part, in whole as soon as more is wanted, and shown
//! while they arrive.

use leptos::prelude::*;
use neptun_api::{FileFilter, ProjectFile, ProjectId};
use project_files::{ProjectFiles, Query};

use crate::api::{Api, ApiError, FilesStream, Slice};
use crate::load::{Load, Running, Sink};
use crate::lowercase::lowercase;
use crate::time::{Stopwatch, breathe, drawn};

/// What is waited between two times that new files are shown, in milliseconds: at first, and at most.
const SHOW_AFTER: (f64, f64) = (32.0, 256.0);
/// How many files are sorted in at once.
const BATCH: usize = 256;
/// For how long a list is taken to be fresh, in milliseconds.
const FRESH: f64 = 5_000.0;

/// The files that are loaded, and which part of all they are.
#[derive(Debug)]
pub struct LoadedFiles {
    /// The files.
    pub files: ProjectFiles,
    /// The filter that they were loaded with; the default stands for all files.
    part: FileFilter,
    /// Whether the part has arrived to its end.
    is_complete: bool,
    /// How many of them could not be read and are left out.
    pub skipped: usize,
    /// The tag of the list, if it is whole.
    tag: Option<String>,
}

impl LoadedFiles {
    fn empty(part: FileFilter) -> Self {
        let files = ProjectFiles::new(lowercase, []);
        Self { files, part, is_complete: false, skipped: 0, tag: None }
    }

    /// Nothing more comes.
    fn finish(&mut self, stream: &FilesStream) {
        self.is_complete = true;
        self.skipped = stream.skipped;
        self.tag.clone_from(&stream.tag);
    }

    /// Whether these are all files of the project.
    pub fn are_all(&self) -> bool {
        self.is_complete && self.part == FileFilter::default()
    }

    /// Whether more was to come.
    pub fn is_cut(&self) -> bool {
        !self.is_complete
    }

    /// Whether everything that a query shows is among these.
    pub fn cover_query(&self, query: &Query) -> bool {
        self.is_complete && covers(&self.part, &wanted_part(query))
    }
}

/// Whether every file that one filter lets through is let through by the other.
fn covers(part: &FileFilter, wanted: &FileFilter) -> bool {
    let covers = |part: &Option<String>, wanted: &Option<String>| part.is_none() || part == wanted;
    covers(&part.context_file_category, &wanted.context_file_category)
        && covers(&part.context_file_type, &wanted.context_file_type)
}

/// The part of the files that a query needs.
fn wanted_part(query: &Query) -> FileFilter {
    FileFilter {
        context_file_category: query.category.clone(),
        context_file_type: query.file_type.clone(),
    }
}

/// The files of a project.
#[derive(Clone, Copy)]
pub struct FilesStore {
    /// How loading goes.
    pub load: Load<LoadedFiles>,
    /// How many bytes have come so far, after decompression.
    pub received: RwSignal<u64>,
    api: Api,
    project: ProjectId,
    wanted: StoredValue<FileFilter>,
    refreshing: Running,
    /// When the list was last known to be what the server has.
    checked: StoredValue<Stopwatch>,
}

impl FilesStore {
    /// Nothing is loaded until it is asked for.
    pub fn new(api: Api, project: ProjectId) -> Self {
        let wanted = StoredValue::new(FileFilter::default());
        let received = RwSignal::new(0);
        let checked = StoredValue::new(Stopwatch::start());
        let load = Load::in_parts(move |sink| async move {
            let part = wanted.get_value();
            received.set(0);
            if let Some(stream) = api.files(project, &part, None).await? {
                let part = if stream.is_whole { FileFilter::default() } else { part };
                show_as_it_arrives(stream, LoadedFiles::empty(part), sink, received).await?;
            }
            checked.set_value(Stopwatch::start());
            Ok(())
        });
        Self { load, received, api, project, wanted, refreshing: Running::new(), checked }
    }

    /// Makes sure that everything which a query shows is loaded, or on its way.
    pub fn ensure(self, query: &Query) {
        self.ensure_part(wanted_part(query));
    }

    /// Makes sure that all files are loaded, or on their way.
    pub fn ensure_all(self) {
        self.ensure_part(FileFilter::default());
    }

    /// Gives up what is on its way. What has come stays.
    pub fn cancel(self) {
        self.load.progress().cancel();
    }

    /// Asks for all files, from the beginning.
    pub fn load_all(self) {
        self.wanted.set_value(FileFilter::default());
        self.load.reload();
    }

    fn ensure_part(self, part: FileFilter) {
        let begun = untrack(|| self.load.is_pending() || self.load.value().with(Option::is_some));
        if !begun {
            self.wanted.set_value(part);
            self.load.start();
            return;
        }
        // What was asked for is there, is on its way, or was given up by the user or the server.
        if !self.wanted.with_value(|wanted| covers(wanted, &part)) {
            // One part is there and another is wanted: whoever changes filters will want more of them.
            self.load_all();
        }
    }

    /// Asks whether a list that is there has changed, and shows the new one when it has come. If that fails, what is there is
    /// still the best there is.
    pub fn refresh(self) {
        let known = self.load.value().with_untracked(|loaded| {
            loaded.as_ref().filter(|loaded| loaded.are_all()).map(|loaded| loaded.tag.clone())
        });
        let is_fresh = self.checked.with_value(|checked| checked.millis() < FRESH);
        let Some(tag) = known.filter(|_| !is_fresh) else { return };
        self.refreshing.supersede(Box::pin(async move {
            let part = FileFilter::default();
            let Ok(answer) = self.api.files(self.project, &part, tag).await else { return };
            if let Some(stream) = answer {
                let Ok(files) = collect(stream).await else { return };
                self.load.show(files);
            }
            self.checked.set_value(Stopwatch::start());
        }));
    }
}

/// Shows what arrives: the first files at once, the others every now and then. `coming` takes the place of what was there before
/// as soon as it has more.
async fn show_as_it_arrives(
    mut stream: FilesStream,
    coming: LoadedFiles,
    sink: Sink<LoadedFiles>,
    received: RwSignal<u64>,
) -> Result<(), ApiError> {
    let mut coming = Some(coming);
    let mut batch = Vec::new();
    let (mut since_shown, mut show_after) = (Stopwatch::start(), 0.0);
    // The task that has drawn the page is long enough.
    breathe().await;
    loop {
        let slice = stream.next(&mut batch).await;
        let is_over = slice != Ok(Slice::More);
        let is_time = since_shown.millis() >= show_after;
        if batch.len() >= BATCH || ((is_time || is_over) && !batch.is_empty()) {
            add(&mut coming, sink, &mut batch);
        }
        if slice == Ok(Slice::Last) {
            match coming.take() {
                Some(mut loaded) => {
                    loaded.finish(&stream);
                    sink.show(loaded);
                }
                None => {
                    sink.change(|loaded| loaded.finish(&stream));
                    sink.tell();
                }
            }
        } else if is_over || is_time {
            show(&mut coming, sink);
        }
        if is_over || is_time {
            received.set(stream.received);
        }
        if is_over {
            return slice.map(|_| ());
        }
        if is_time {
            // What matters most is on screen before anything else is done.
            if show_after == 0.0 && sink.shown(|shown| shown.is_some()) {
                drawn().await;
                show_after = SHOW_AFTER.0;
            } else {
                show_after = (show_after * 2.0).min(SHOW_AFTER.1);
            }
            since_shown = Stopwatch::start();
        }
    }
}

/// Adds files to what is coming, or to what is shown if that is it already.
fn add(coming: &mut Option<LoadedFiles>, sink: Sink<LoadedFiles>, batch: &mut Vec<ProjectFile>) {
    match coming {
        Some(loaded) => loaded.files.extend(batch.drain(..)),
        None => sink.change(|loaded| loaded.files.extend(batch.drain(..))),
    }
}

/// Shows what has come, unless what is on screen is more.
fn show(coming: &mut Option<LoadedFiles>, sink: Sink<LoadedFiles>) {
    let shown = sink.shown(|shown| shown.map_or(0, |shown| shown.files.len()));
    match coming.take_if(|coming| coming.files.len() > shown) {
        Some(loaded) => sink.show(loaded),
        None if coming.is_none() => sink.tell(),
        None => {}
    }
}

/// Decodes a whole list before anybody sees it.
async fn collect(mut stream: FilesStream) -> Result<LoadedFiles, ApiError> {
    let mut loaded = LoadedFiles::empty(FileFilter::default());
    let mut batch = Vec::new();
    loop {
        let slice = stream.next(&mut batch).await?;
        if batch.len() >= BATCH || slice == Slice::Last {
            loaded.files.extend(batch.drain(..));
        }
        if slice == Slice::Last {
            loaded.finish(&stream);
            return Ok(loaded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_covers_what_is_narrower() {
        let filter = |category: Option<&str>, kind: Option<&str>| FileFilter {
            context_file_category: category.map(str::to_owned),
            context_file_type: kind.map(str::to_owned),
        };
        assert!(covers(&filter(None, None), &filter(Some("source"), Some("hook"))));
        assert!(covers(&filter(Some("source"), None), &filter(Some("source"), Some("hook"))));
        assert!(!covers(&filter(Some("source"), None), &filter(None, None)));
        assert!(!covers(&filter(Some("source"), None), &filter(Some("config"), None)));
        assert!(!covers(&filter(Some("source"), Some("hook")), &filter(Some("source"), None)));
    }
}
