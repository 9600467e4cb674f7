//! The opened file, or what stands in its place.

use dom_view::{IntoView, View, view};
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};

use crate::chunks;
use crate::components::{FileNotFound, FileViewerSkeleton, WrapLines, file_name};
use crate::files_place::FilesPlace;
use crate::files_store::{FilesStore, LoadedFiles};
use crate::reactive::{effect, memo};

/// What is shown beside the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum State {
    /// Nothing: no file is open, or the files could not be loaded, which the list says.
    Closed,
    /// The file may be among those that are on their way.
    Loading,
    /// The project has no such file.
    NotFound,
    /// This file; a change of its text shows in the other two.
    Open { file: FileId, updated_at: Option<Timestamp>, bytes: usize },
}

/// What is being read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    files: FilesStore,
    state: Memo<State>,
}

impl Reading {
    pub(super) fn new(files: FilesStore, place: FilesPlace) -> Self {
        let state = memo(move || {
            let Some(id) = place.opened.get() else { return State::Closed };
            let found = files.load.value().with(|loaded| {
                let file = loaded.as_ref()?.files.find(id)?;
                Some(State::Open { file: id, updated_at: file.updated_at, bytes: file.text.len() })
            });
            let all = || {
                files.load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::are_all))
            };
            match found {
                Some(open) => open,
                None if all() => State::NotFound,
                None if files.load.error().is_some() && !files.load.is_pending() => State::Closed,
                None => State::Loading,
            }
        });
        // A link with filters loads what they let through, and the file need not be among that.
        effect(move || {
            let arrived = files.load.value().with(Option::is_some);
            if state.get() == State::Loading && arrived {
                files.ensure_all();
            }
        });
        Self { files, state }
    }

    /// Whether there is something beside the list.
    pub(super) fn is_open(self) -> bool {
        self.state.get() != State::Closed
    }

    /// What the opened file is called.
    pub(super) fn file_name(self) -> Option<String> {
        self.with_file(|file| file_name(file).to_owned())
    }

    fn with_file<T>(self, read: impl FnOnce(&ProjectFile) -> T) -> Option<T> {
        let State::Open { file, .. } = self.state.get() else { return None };
        self.files.load.value().with_untracked(|loaded| loaded.as_ref()?.files.find(file).map(read))
    }
}

/// The pane beside the list.
#[component]
pub(super) fn Reader(place: FilesPlace, reading: Reading, wrap: WrapLines) -> View {
    let draw = move |state: State| match state {
        State::Closed => View::Empty,
        State::Loading => view! { <FileViewerSkeleton /> },
        State::NotFound => view! { <FileNotFound place=place /> },
        State::Open { .. } => reading
            .with_file(ProjectFile::clone)
            .map(|file| chunks::file_viewer(file, place, wrap))
            .into_view(),
    };
    // Keyed, so that another file is drawn anew: the lines of a text are not known to the framework, which would leave
    // those of the last one where they are.
    (move || draw(reading.state.get())).into_view()
}
