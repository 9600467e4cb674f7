//! An opened file: its fields, its text and its toolbar.

mod code_view;
mod content;
mod drafts;
mod edit;
pub mod editor;
mod facts;
mod file_link;
mod long_lines;
mod markdown;
mod neighbours;
mod notices;
mod raw;
mod text;
mod toolbar;

use std::sync::Arc;

use facts::Facts;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use neighbours::{file_for_key, neighbours};
use neptun_api::ProjectFile;
use project_files::split_path;
use text::{FileText, TextState};
use toolbar::{EditToolbar, Toolbar};

use super::file_pane::{Latest, OpenFile};
use edit::{Edit, EditedText};

use crate::api::ApiError;
use crate::components::ErrorPanel;
use crate::components::part;
use crate::shortcuts::{EDIT, FIND, pressed};
use crate::state::files_url::FilesUrl;
use crate::state::navigation::Navigation;
use crate::state::project::ProjectData;
use crate::state::wrap_lines::WrapLines;
use crate::ui::{name, plain_name};

part! {
    /// [`FileViewer`], in the part `viewer`.
    pub fn file_viewer(file: Arc<ProjectFile>, url: FilesUrl, wrap: WrapLines, open_file: OpenFile) -> (Viewer, viewer) {
        <FileViewer file=file url=url wrap=wrap open_file=open_file />
    }
}

/// A region named by the file's path. `k` and `j` lead to the files before and after it.
#[component]
pub fn FileViewer(
    file: Arc<ProjectFile>,
    url: FilesUrl,
    wrap: WrapLines,
    open_file: OpenFile,
) -> impl IntoView {
    ProjectData::expect().opened(file.id);
    let heading = NodeRef::<html::H2>::new();
    let navigation = Navigation::expect();
    Effect::new(move || {
        if let Some(heading) = heading.get().filter(|_| navigation.should_move_focus()) {
            // Fails only where nothing can have the focus.
            let _ = heading.focus();
        }
    });

    let files = ProjectData::expect().files;
    let text = TextState::new(&file, url);
    let edit = Edit::new(&file, open_file);
    let neighbours = neighbours(files, url, file.id);
    let key_pressed = move |event: KeyboardEvent| {
        if let Some(file) = file_for_key(&event, neighbours.try_get_untracked().unwrap_or_default())
        {
            event.prevent_default();
            url.turn_to(file);
        } else if EDIT.contains(&&*pressed(&event)) && untrack(|| text.can_edit() && !edit.is_on())
        {
            event.prevent_default();
            edit.begin();
        }
    };
    // Wherever the focus is: the browser's own search does not find text that is not rendered.
    let find = window_event_listener(ev::keydown, move |event| {
        if !event.default_prevented()
            && FIND.contains(&&*pressed(&event))
            && !is_in_dialog()
            && (edit.find() || text.find())
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || find.remove());

    let (folder, file_name) = split_path(&file.original_path);
    let (folder, file_name) = (name(folder), name(file_name));
    let label = plain_name(&file.original_path).into_owned();
    let facts = {
        let file = file.clone();
        move || {
            // While it is edited, the pane keeps the file from before.
            let file = match open_file.latest() {
                Some(Latest::Changed(latest)) => latest,
                Some(Latest::Deleted) | None => file.clone(),
            };
            view! { <Facts file=file /> }
        }
    };
    view! {
        <section class="viewer" aria-label=label on:keydown=key_pressed>
            <header class="viewer-head">
                <div class="viewer-title">
                    <h2 node_ref=heading tabindex="-1" translate="no">
                        <span>{folder}</span>
                        <span>{file_name}</span>
                    </h2>
                    {
                        let file = file.clone();
                        move || {
                            if edit.is_on() {
                                view! { <EditToolbar edit=edit wrap=wrap /> }.into_any()
                            } else {
                                let file = file.clone();
                                view! {
                                    <Toolbar file=file url=url wrap=wrap text=text edit=edit neighbours=neighbours />
                                }
                                .into_any()
                            }
                        }
                    }
                </div>
                {facts}
            </header>
            {move || {
                if edit.is_on() {
                    view! { <EditedText edit=edit language=text.language() wrap=wrap url=url /> }.into_any()
                } else {
                    view! { <FileText file=file.clone() url=url wrap=wrap text=text /> }.into_any()
                }
            }}
        </section>
    }
}

fn is_in_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// The viewer of a file that the project does not have.
#[component]
pub fn FileNotFound(url: FilesUrl) -> impl IntoView {
    view! {
        <section class="viewer" aria-label="File not found">
            {move || view! { <ErrorPanel error=ApiError::NotFound back=(url.list_url(), "Back to the files") /> }}
        </section>
    }
}
