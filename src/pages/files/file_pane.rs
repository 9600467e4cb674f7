//! The pane beside the list: the opened file, or its replacement.

use std::sync::Arc;
use std::time::Duration;

use futures::future::{Either, select};
use gloo_timers::future::sleep;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile, Timestamp};
use project_files::listing::FileEntry;

use super::viewer::{FileNotFound, file_viewer};
use crate::api::ApiError;
use crate::components::{ErrorPanel, FileViewerSkeleton};
use crate::engine::Engine;
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;
use crate::state::query::AbortableTask;
use crate::state::wrap_lines::WrapLines;

/// The pane keeps its content until the text of another file has arrived, but no longer than this.
const SKELETON_DELAY: Duration = Duration::from_millis(150);

/// The file in the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The content of the pane.
#[derive(Clone, PartialEq)]
enum Content {
    Nothing,
    Skeleton,
    NotFound,
    File(Arc<ProjectFile>),
    Failed(ApiError),
}

/// A file that is edited, as the list has it by now.
#[derive(Clone, PartialEq)]
pub enum Latest {
    /// In another state than before.
    Changed(Arc<ProjectFile>),
    /// Not any more.
    Deleted,
}

/// The file that is opened.
#[derive(Clone, Copy)]
pub struct OpenFile {
    files: FilesStore,
    url: FilesUrl,
    state: Memo<State>,
    content: RwSignal<Content>,
    /// The file that is edited. It stays in the pane whatever becomes of it in the list.
    edited: RwSignal<Option<FileId>>,
    latest: RwSignal<Option<Latest>>,
    /// Notified to read the text again.
    retry: Trigger,
}

impl OpenFile {
    pub(super) fn new(files: FilesStore, url: FilesUrl) -> Self {
        let state = Memo::new(move |_| {
            let Some(id) = url.opened.get() else { return State::Closed };
            let found = files.with(|listing| {
                let file = listing.find(id)?;
                Some(State::Open { file: id, updated_at: file.updated_at, bytes: file.size })
            });
            match found {
                Some(open) => open,
                None if files.is_complete() => State::NotFound,
                None if files.error().is_some() && !files.is_pending() => State::Closed,
                None => State::Loading,
            }
        });
        // A link with filters loads the files that match, and the opened file may not be among them.
        Effect::new(move || {
            let arrived = files.loaded.with(Option::is_some);
            if state.get() == State::Loading && arrived {
                files.ensure_all();
            }
        });
        let open_file = Self {
            files,
            url,
            state,
            content: RwSignal::new(Content::Nothing),
            edited: RwSignal::new(None),
            latest: RwSignal::new(None),
            retry: Trigger::new(),
        };
        open_file.read_text();
        open_file
    }

    /// Returns true if the pane has content.
    pub(super) fn is_open(self) -> bool {
        self.state.get() != State::Closed
    }

    /// The name of the opened file.
    pub(super) fn file_name(self) -> Option<String> {
        let State::Open { file, .. } = self.state.get() else { return None };
        self.files.with_untracked(|listing| Some(listing.find(file)?.name().to_owned()))
    }

    /// Keeps a file in the pane while it is edited.
    pub fn begin_edit(self, file: FileId) {
        self.latest.set(None);
        self.edited.set(Some(file));
    }

    /// Shows the file as it is by now.
    pub fn end_edit(self) {
        self.edited.set(None);
        let latest = self.latest.get_untracked();
        // It is about this file only, and the next one that is opened has to begin with its own text.
        self.latest.set(None);
        match latest {
            Some(Latest::Changed(file)) => self.content.set(Content::File(file)),
            Some(Latest::Deleted) => self.content.set(Content::NotFound),
            None => {}
        }
    }

    /// Forgets an edit whose pane is gone.
    pub fn leave_edit(self, file: FileId) {
        if self.edited.try_get_untracked().flatten() == Some(file) {
            self.edited.set(None);
            self.latest.set(None);
        }
    }

    /// Returns true while a file is edited.
    pub fn is_edited(self, file: FileId) -> bool {
        self.edited.get() == Some(file)
    }

    /// The file that is edited, if the list has it in another state than before.
    pub fn latest(self) -> Option<Latest> {
        self.latest.get()
    }

    fn show(self, content: Content) {
        let edited = self.edited.get_untracked();
        if edited.is_none() || edited != self.url.opened.get_untracked() {
            return self.content.set(content);
        }
        match content {
            Content::File(file) => self.latest.set(Some(Latest::Changed(file))),
            Content::NotFound => self.latest.set(Some(Latest::Deleted)),
            Content::Nothing | Content::Skeleton | Content::Failed(_) => {}
        }
    }

    /// Reads the text of the opened file whenever that is another one.
    fn read_text(self) {
        let engine = Engine::expect();
        let task = AbortableTask::new();
        let waits_for_list = StoredValue::new(false);
        Effect::new(move || {
            self.retry.track();
            waits_for_list.set_value(false);
            task.end();
            let file = match self.state.get() {
                State::Closed => return self.show(Content::Nothing),
                State::Loading => return self.show(Content::Skeleton),
                State::NotFound => return self.show(Content::NotFound),
                State::Open { file, .. } => file,
            };
            task.supersede(Box::pin(async move {
                let reading = Box::pin(engine.read_text(file));
                let text = match select(reading, Box::pin(sleep(SKELETON_DELAY))).await {
                    Either::Left((text, _)) => text,
                    Either::Right(((), reading)) => {
                        self.show(Content::Skeleton);
                        reading.await
                    }
                };
                let opened = text.map(|text| {
                    let text = text?;
                    self.files.with_untracked(|listing| Some(with_text(listing.find(file)?, text)))
                });
                match opened {
                    Ok(Some(file)) => self.show(Content::File(Arc::new(file))),
                    // The list that has it is not the engine's any more, and another one is on its way.
                    Ok(None) => waits_for_list.set_value(true),
                    Err(error) => self.show(Content::Failed(error)),
                }
            }));
        });
        Effect::new(move || {
            self.files.loaded.track();
            if waits_for_list.get_value() {
                self.retry.notify();
            }
        });
    }
}

/// A file of the list with its text.
pub(super) fn with_text(file: FileEntry<'_>, text: String) -> ProjectFile {
    ProjectFile {
        id: file.id,
        title: file.title.to_owned(),
        original_path: file.path.to_owned(),
        context_file_category: file.category.map(str::to_owned),
        context_file_type: file.file_type.to_owned(),
        text,
        language: file.language.map(str::to_owned),
        extension: file.extension.map(str::to_owned),
        created_at: file.created_at,
        updated_at: file.updated_at,
        neptun_user_id: file.owner,
        project_id: file.project,
        pdf_url: file.pdf_url.map(str::to_owned),
    }
}

/// The pane beside the list.
#[component]
pub(super) fn FilePane(url: FilesUrl, open_file: OpenFile, wrap: WrapLines) -> impl IntoView {
    let draw = move |content: Content| match content {
        Content::Nothing => ().into_any(),
        Content::Skeleton => view! { <FileViewerSkeleton /> }.into_any(),
        Content::NotFound => view! { <FileNotFound url=url /> }.into_any(),
        Content::File(file) => file_viewer(file, url, wrap, open_file).into_any(),
        Content::Failed(error) => {
            let retry = Callback::new(move |()| open_file.retry.notify());
            view! {
                <section class="viewer">
                    <ErrorPanel error=error retry=retry />
                </section>
            }
            .into_any()
        }
    };
    // A memo, because an unchanged file is not drawn anew.
    let content = Memo::new(move |_| open_file.content.get());
    move || {
        let content = content.get();
        // A closure is never rebuilt in place. Another file needs new elements: Leptos does not know the lines of a text.
        move || draw(content.clone())
    }
}
