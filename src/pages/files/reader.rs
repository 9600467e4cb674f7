//! The pane beside the list: the opened file, or what replaces it.

use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};

use crate::chunks;
use crate::components::{FileNotFound, FileViewerSkeleton, WrapLines, file_name};
use crate::files_place::FilesPlace;
use crate::files_store::{FilesStore, LoadedFiles};

/// The content of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum State {
    /// No file is open, or the files could not be loaded, which the list tells.
    Closed,
    /// The file may be among those that are loading.
    Loading,
    /// The project has no such file.
    NotFound,
    /// This file. A change of its text changes the other two fields.
    Open { file: FileId, updated_at: Option<Timestamp>, bytes: usize },
}

/// The file that is opened.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    files: FilesStore,
    state: Memo<State>,
}

impl Reading {
    pub(super) fn new(files: FilesStore, place: FilesPlace) -> Self {
        let state = Memo::new(move |_| {
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
        // A link with filters loads the files that match, and the opened file may not be among them.
        Effect::new(move || {
            let arrived = files.load.value().with(Option::is_some);
            if state.get() == State::Loading && arrived {
                files.ensure_all();
            }
        });
        Self { files, state }
    }

    /// Tells if the pane has content.
    pub(super) fn is_open(self) -> bool {
        self.state.get() != State::Closed
    }

    /// The name of the opened file.
    pub(super) fn file_name(self) -> Option<String> {
        let State::Open { file, .. } = self.state.get() else { return None };
        self.with_file(file, |file| file_name(file).to_owned())
    }

    fn with_file<T>(self, file: FileId, read: impl FnOnce(&ProjectFile) -> T) -> Option<T> {
        self.files.load.value().with_untracked(|loaded| loaded.as_ref()?.files.find(file).map(read))
    }
}

/// The pane beside the list.
#[component]
pub(super) fn Reader(place: FilesPlace, reading: Reading, wrap: WrapLines) -> impl IntoView {
    let draw = move |state: State| match state {
        State::Closed => ().into_any(),
        State::Loading => view! { <FileViewerSkeleton /> }.into_any(),
        State::NotFound => view! { <FileNotFound place=place /> }.into_any(),
        State::Open { file, .. } => reading
            .with_file(file, ProjectFile::clone)
            .map(|file| chunks::file_viewer(file, place, wrap))
            .into_any(),
    };
    move || {
        let state = reading.state.get();
        // A closure is never rebuilt in place. Another file needs new elements: Leptos does not know the lines of a text.
        move || draw(state)
    }
}
