//! Editing the text of the opened file: kept as a draft until it is saved, and never saved over what somebody else has saved meanwhile.

use std::sync::Arc;
use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{FileId, FilePatch, NewFile, ProjectFile, Timestamp};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::drafts::DraftKey;
use super::editor::{WriterHandle, is_given_up, show_by_module};
use crate::api::session::Session;
use crate::api::{Api, ApiError, explain};
use crate::components::RetryPart;
use crate::engine::Engine;
use crate::pages::files::file_pane::{Latest, OpenFile, with_text};
use crate::state::files_store::FilesStore;
use crate::state::files_url::FilesUrl;
use crate::state::leave_guard::LeaveGuard;
use crate::state::mutation::Mutation;
use crate::state::project::ProjectData;
use crate::state::query::AbortableTask;
use crate::state::wrap_lines::WrapLines;
use crate::ui::Toasts;

/// The pause in typing after which the draft is kept.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);

/// The text that is edited, as the server had it.
struct Base {
    text: String,
    /// The last change of the file.
    changed_at: Option<Timestamp>,
}

/// The edit of the opened file, as its toolbar and its text share it.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    open_file: OpenFile,
    files: FilesStore,
    api: Api,
    engine: Engine,
    guard: LeaveGuard,
    toasts: Toasts,
    file: StoredValue<Arc<ProjectFile>>,
    key: StoredValue<Option<DraftKey>>,
    base: StoredValue<Base>,
    /// The text that the editor begins with. Set to begin anew.
    start: RwSignal<Arc<str>>,
    /// The text on the server, if that is to be compared.
    theirs: RwSignal<Option<Arc<str>>>,
    /// The editor begins with a draft from before.
    is_restored: RwSignal<bool>,
    is_dirty: RwSignal<bool>,
    keeps_drafts: RwSignal<bool>,
    /// The file is gone from the server.
    is_deleted: RwSignal<bool>,
    saving: Mutation,
    drafting: AbortableTask,
    writer: StoredValue<Option<WriterHandle>, LocalStorage>,
}

impl Edit {
    /// Not begun, unless there is a draft.
    pub(super) fn new(file: &Arc<ProjectFile>, open_file: OpenFile) -> Self {
        let data = ProjectData::expect();
        let user = Session::expect().user_id_untracked();
        let edit = Self {
            open_file,
            files: data.files,
            api: Api::expect(),
            engine: Engine::expect(),
            guard: LeaveGuard::expect(),
            toasts: Toasts::expect(),
            file: StoredValue::new(file.clone()),
            key: StoredValue::new(user.map(|user| DraftKey::new(user, data.id, file.id))),
            base: StoredValue::new(Base { text: file.text.clone(), changed_at: file.updated_at }),
            start: RwSignal::new(file.text.as_str().into()),
            theirs: RwSignal::new(None),
            is_restored: RwSignal::new(false),
            is_dirty: RwSignal::new(false),
            keeps_drafts: RwSignal::new(true),
            is_deleted: RwSignal::new(false),
            saving: Mutation::new(),
            drafting: AbortableTask::new(),
            writer: StoredValue::new_local(None),
        };
        edit.restore();
        Effect::new(move || edit.guard.set_unsaved_draft(edit.is_dirty.get()));
        Effect::new(move || {
            if let Some(latest) = edit.open_file.latest() {
                edit.follow(latest);
            }
        });
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() && edit.is_dirty.get_untracked() {
                spawn_local(edit.keep_draft());
            }
        });
        on_cleanup(move || {
            hidden.remove();
            edit.guard.set_unsaved_draft(false);
            edit.open_file.leave_edit(file_id(edit));
        });
        edit
    }

    /// Returns true while the file is edited.
    pub(super) fn is_on(self) -> bool {
        self.open_file.is_edited(file_id(self))
    }

    /// Returns true if there is something to save.
    pub(super) fn is_dirty(self) -> bool {
        self.is_dirty.get()
    }

    /// Returns true while the text is being saved.
    pub(super) fn is_saving(self) -> bool {
        self.saving.is_pending()
    }

    /// Begins.
    pub(super) fn begin(self) {
        self.start.set(self.base.with_value(|base| base.text.as_str().into()));
        self.theirs.set(None);
        self.open_file.begin_edit(file_id(self));
    }

    /// Opens the search within the text. Returns false if there is none.
    pub(super) fn find(self) -> bool {
        let writer = self.writer.try_get_value().flatten();
        writer.as_ref().map(WriterHandle::find).is_some()
    }

    /// Ends. Asks before something is lost.
    pub(super) fn end(self) {
        let is_dirty = self.is_dirty.get_untracked();
        let question = "Discard your changes to this file?";
        if is_dirty && !window().confirm_with_message(question).unwrap_or(true) {
            return;
        }
        self.discard();
    }

    /// Saves the text.
    pub(super) fn save(self) {
        let Some(text) = self.text() else { return };
        let is_same = self.base.with_value(|base| base.text == text);
        if is_same && self.theirs.with_untracked(Option::is_none) {
            return self.settled();
        }
        self.saving.run(self.write(text), move |file| self.saved(file));
    }

    /// Takes up the draft of an earlier visit.
    fn restore(self) {
        let Some(key) = self.key.get_value() else { return };
        spawn_local(async move {
            let Some(draft) = key.read().await else { return };
            let Some(file) = self.file.try_get_value() else { return };
            if draft.text == file.text {
                return key.drop().await;
            }
            self.start.set(draft.text.into());
            self.is_restored.set(true);
            self.is_dirty.set(true);
            if draft.base != file.text {
                self.theirs.set(Some(file.text.as_str().into()));
            }
            self.open_file.begin_edit(file.id);
        });
    }

    /// The list has the file in another state, or not any more.
    fn follow(self, latest: Latest) {
        let latest = match latest {
            Latest::Deleted => return self.is_deleted.set(true),
            Latest::Changed(file) => file,
        };
        self.is_deleted.set(false);
        let changed_at = latest.updated_at;
        let is_same = self.base.try_update_value(|base| {
            let is_same = base.text == latest.text;
            if is_same {
                base.changed_at = changed_at;
            }
            is_same
        });
        if is_same == Some(false) && !untrack(|| self.is_saving()) {
            if self.is_dirty.get_untracked() && self.text().as_ref() == Some(&latest.text) {
                // An earlier attempt to save it has arrived, although its answer has not.
                self.saving.clear_error();
                self.arrived(&latest.text, changed_at);
            } else if self.is_dirty.get_untracked() {
                self.compare(&latest.text, changed_at);
            } else {
                self.base.set_value(Base { text: latest.text.clone(), changed_at });
                self.start.set(latest.text.as_str().into());
            }
        }
    }

    /// Shows the text on the server beside the edited one, which is saved over that and nothing newer.
    fn compare(self, theirs: &str, changed_at: Option<Timestamp>) {
        if let Some(text) = self.text() {
            self.start.set(text.into());
        }
        self.base.set_value(Base { text: theirs.to_owned(), changed_at });
        self.theirs.set(Some(theirs.into()));
    }

    fn text(self) -> Option<String> {
        self.writer.try_get_value().flatten().map(|writer| writer.text())
    }

    /// The text has changed.
    fn changed(self) {
        self.is_dirty.set(true);
        self.saving.clear_error();
        self.drafting.supersede(Box::pin(async move {
            sleep(DRAFT_PAUSE).await;
            self.keep_draft().await;
        }));
    }

    async fn keep_draft(self) {
        let (Some(key), Some(text)) = (self.key.try_get_value().flatten(), self.text()) else {
            return;
        };
        let base = self.base.try_with_value(|base| base.text.clone()).unwrap_or_default();
        if text == base && self.theirs.try_with_untracked(Option::is_none) == Some(true) {
            self.is_dirty.try_set(false);
            key.drop().await;
        } else {
            let is_kept = key.keep(&text, &base).await;
            self.keeps_drafts.try_set(is_kept);
        }
    }

    /// Saves over the text that was edited, and over no other.
    async fn write(self, text: String) -> Result<ProjectFile, ApiError> {
        let (file, project) = (file_id(self), self.files.project());
        let patch = FilePatch { text: Some(text), ..FilePatch::default() };
        let text = patch.text.as_deref().unwrap_or_default();
        let mut changed_at = self.base.with_value(|base| base.changed_at);
        // A live server writes over anything, so it is asked before for what it has.
        let mut is_known = !self.api.overwrites();
        loop {
            if is_known {
                match self.api.update_file(project, file, &patch, changed_at).await {
                    Err(ApiError::Changed) => {}
                    Err(ApiError::NotFound) => {
                        self.is_deleted.try_set(true);
                        return Err(ApiError::NotFound);
                    }
                    result => return result,
                }
            }
            let now = self.read_again(file).await?;
            // An earlier attempt has arrived, although its answer has not.
            if now.text == text {
                return Ok(now);
            }
            // Nobody can compare what is left in the meantime, and nothing is overwritten unseen.
            if self.base.try_with_value(|base| base.text == now.text) != Some(true) {
                self.compare(&now.text, now.updated_at);
                return Err(ApiError::Changed);
            }
            (is_known, changed_at) = (true, now.updated_at);
        }
    }

    /// The file as the server has it.
    async fn read_again(self, file: FileId) -> Result<ProjectFile, ApiError> {
        if !self.files.refresh().await {
            return Err(self.files.error_untracked().unwrap_or(ApiError::NotFound));
        }
        let text = self.engine.read_text(file).await?.ok_or(ApiError::NotFound)?;
        let now = self.files.with_untracked(|listing| Some(with_text(listing.find(file)?, text)));
        now.ok_or(ApiError::NotFound)
    }

    /// The file may have been left meanwhile. Then the list has its text nevertheless.
    fn saved(self, file: ProjectFile) {
        self.files.change(std::slice::from_ref(&file), Vec::new());
        self.toasts.success("Saved");
        self.arrived(&file.text, file.updated_at);
    }

    /// The server has a text of this editor.
    fn arrived(self, saved: &str, changed_at: Option<Timestamp>) {
        let Some(text) = self.text() else { return };
        self.base.set_value(Base { text: saved.to_owned(), changed_at });
        if self.theirs.with_untracked(Option::is_some) {
            self.start.set(text.as_str().into());
            self.theirs.set(None);
        }
        // More was typed meanwhile.
        if text == saved {
            self.settled();
        }
    }

    /// Nothing is left to save.
    fn settled(self) {
        self.drafting.end();
        self.is_dirty.set(false);
        self.is_restored.set(false);
        if let Some(key) = self.key.get_value() {
            spawn_local(async move { key.drop().await });
        }
    }

    fn discard(self) {
        self.settled();
        self.open_file.end_edit();
    }

    /// Creates the file anew, which somebody has deleted.
    fn create_again(self, url: FilesUrl) {
        let Some(text) = self.text() else { return };
        let file = self.file.get_value();
        let new = NewFile {
            title: file.title.clone(),
            original_path: file.original_path.clone(),
            context_file_category: file.context_file_category.clone().unwrap_or_default(),
            context_file_type: file.context_file_type.clone(),
            text,
            language: file.language.clone(),
            extension: file.extension.clone(),
        };
        let (api, project) = (self.api, self.files.project());
        let creating = async move {
            let target = api.file_target(project).await?;
            api.create_file(project, target, &new).await
        };
        self.saving.run(creating, move |file| {
            self.files.change(std::slice::from_ref(&file), Vec::new());
            if self.text().is_none() {
                return;
            }
            self.settled();
            self.open_file.leave_edit(file_id(self));
            url.open(file.id);
        });
    }
}

fn file_id(edit: Edit) -> FileId {
    edit.file.with_value(|file| file.id)
}

/// The text in an editor, below what is to be said about it.
#[component]
pub(super) fn EditedText(
    edit: Edit,
    language: Option<&'static str>,
    wrap: WrapLines,
    url: FilesUrl,
) -> impl IntoView {
    let holder = NodeRef::<html::Div>::new();
    let has_failed = RwSignal::new(false);
    let on_change = Closure::<dyn Fn()>::new(move || edit.changed());
    let on_save = Closure::<dyn Fn()>::new(move || edit.save());
    let callbacks = StoredValue::new_local((on_change, on_save));
    let close = move || {
        if let Some(writer) = edit.writer.try_update_value(Option::take).flatten() {
            writer.close();
        }
    };
    let open = move || {
        let (text, theirs) = (edit.start.get(), edit.theirs.get());
        let is_wrapped = untrack(|| wrap.is_on());
        has_failed.set(false);
        spawn_local(async move {
            let opened = show_by_module(async move |module| {
                // The file may have been closed meanwhile.
                let Some(element) = holder.try_get_untracked().flatten() else { return Ok(None) };
                let Some((on_change, on_save)) = callbacks.try_with_value(|(change, save)| {
                    (change.as_ref().clone(), save.as_ref().clone())
                }) else {
                    return Ok(None);
                };
                let language = language.unwrap_or_default();
                let opening = module.edit(
                    &element,
                    &text,
                    theirs.as_deref(),
                    language,
                    is_wrapped,
                    &on_change,
                    &on_save,
                );
                JsFuture::from(opening).await.map(|writer| Some(writer.unchecked_into()))
            });
            let opened: Result<Option<WriterHandle>, JsValue> = opened.await;
            match opened {
                Ok(Some(opened)) if holder.try_get_untracked().flatten().is_none() => {
                    opened.close();
                }
                Ok(Some(opened)) => {
                    // It takes the place of the one before, with its text.
                    close();
                    opened.focus();
                    edit.writer.set_value(Some(opened));
                }
                Ok(None) => {}
                Err(_) => {
                    has_failed.try_set(true);
                }
            }
        });
    };
    let again = Trigger::new();
    Effect::new(move || {
        again.track();
        open();
    });
    Effect::new(move || {
        let on = wrap.is_on();
        if let Some(writer) = edit.writer.get_value() {
            writer.wrap(on);
        }
    });
    on_cleanup(close);
    let problem = move || {
        // The notes above say so themselves.
        let is_told = |error: &ApiError| match error {
            ApiError::Changed => true,
            ApiError::NotFound => edit.is_deleted.get(),
            _ => false,
        };
        edit.saving.error().filter(|error| !is_told(error)).map(|error| {
            view! {
                <p class="viewer-note bad" role="alert">
                    {format!("Not saved. {}", explain(&error))}
                </p>
            }
        })
    };
    view! {
        <Show when=move || has_failed.get()>
            <p class="viewer-note" role="status">
                "The editor could not be loaded. "
                <RetryPart retry=Callback::new(move |()| again.notify()) is_given_up=is_given_up() />
            </p>
        </Show>
        <Show when=move || edit.is_restored.get()>
            <p class="viewer-note" role="status">
                "These are your changes from before, which are not saved. "
                <button type="button" class="button" on:click=move |_| edit.end()>
                    "Discard them"
                </button>
            </p>
        </Show>
        <Show when=move || edit.theirs.with(Option::is_some)>
            <p class="viewer-note" role="alert">
                "This file has been changed on the server. Compare both texts: yours is the one that you can edit, and Save replaces the other. "
                <button type="button" class="button" on:click=move |_| edit.end()>
                    "Use the text on the server"
                </button>
            </p>
        </Show>
        <Show when=move || edit.is_deleted.get()>
            <p class="viewer-note" role="alert">
                "This file has been deleted on the server. "
                <button type="button" class="button" on:click=move |_| edit.create_again(url)>
                    "Save as a new file"
                </button>
            </p>
        </Show>
        <Show when=move || !edit.keeps_drafts.get()>
            <p class="viewer-note" role="status">
                "This browser keeps no drafts: what is not saved is lost with the page."
            </p>
        </Show>
        {problem}
        <div node_ref=holder class="viewer-text"></div>
    }
}
