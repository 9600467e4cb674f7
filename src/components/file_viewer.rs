//! An opened file: its fields, its text and its toolbar.

mod content;
mod editor;
mod facts;
mod language;
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
use toolbar::Toolbar;

use super::{ErrorPanel, RowsSkeleton};
use crate::api::ApiError;
use crate::files_place::FilesPlace;
use crate::navigation::Navigation;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::shortcuts::{FIND, pressed};
use crate::ui::use_styles;

/// The switch for wrapping long lines. Every opened file follows it, and it is remembered.
#[derive(Clone, Copy)]
pub struct WrapLines(RwSignal<bool>);

impl WrapLines {
    /// Starts as it was left.
    pub fn remembered() -> Self {
        Self(RwSignal::new(Preference::WrapLines.get().as_deref() == Some("true")))
    }

    fn is_on(self) -> bool {
        self.0.get()
    }

    /// Switches it, and remembers that.
    pub fn toggle(self) {
        let on = !self.0.get_untracked();
        self.0.set(on);
        Preference::WrapLines.set(on.then_some("true"));
    }
}

/// A region named by the file's path. `k` and `j` lead to the files before and after it.
#[component]
pub fn FileViewer(file: Arc<ProjectFile>, place: FilesPlace, wrap: WrapLines) -> impl IntoView {
    use_styles("viewer", include_str!("../../style/opened-file.css"));
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
    let text = TextState::new(&file, place);
    let neighbours = neighbours(files, place, file.id);
    let key_pressed = move |event: KeyboardEvent| {
        if let Some(file) = file_for_key(&event, neighbours.try_get_untracked().unwrap_or_default())
        {
            event.prevent_default();
            place.turn_to(file);
        }
    };
    // Wherever the focus is: the browser's own search does not find text that is not rendered.
    let find = window_event_listener(ev::keydown, move |event| {
        if !event.default_prevented()
            && FIND.contains(&&*pressed(&event))
            && !is_in_dialog()
            && text.find()
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || find.remove());

    let (folder, name) = split_path(&file.original_path);
    view! {
        <section class="viewer" aria-label=file.original_path.clone() on:keydown=key_pressed>
            <header class="viewer-head">
                <div class="viewer-title">
                    <h2 node_ref=heading tabindex="-1">
                        <span>{folder.to_owned()}</span>
                        <span>{name.to_owned()}</span>
                    </h2>
                    <Toolbar file=file.clone() place=place wrap=wrap text=text neighbours=neighbours />
                </div>
                <Facts file=file.clone() />
            </header>
            <FileText file=file.clone() place=place wrap=wrap text=text />
        </section>
    }
}

fn is_in_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// The viewer while the file is loading.
#[component]
pub fn FileViewerSkeleton() -> impl IntoView {
    view! {
        <section class="viewer" aria-label="Opening the file" aria-busy="true">
            <div class="viewer-loading">
                <div class="skeleton heading"></div>
                <RowsSkeleton rows=14 />
            </div>
        </section>
    }
}

/// The viewer of a file that the project does not have.
#[component]
pub fn FileNotFound(place: FilesPlace) -> impl IntoView {
    view! {
        <section class="viewer" aria-label="File not found">
            {move || view! { <ErrorPanel error=ApiError::NotFound back=(place.list_url(), "Back to the files") /> }}
        </section>
    }
}
