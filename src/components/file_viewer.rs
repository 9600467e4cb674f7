//! An opened file: its fields, its text, and what one does with it.

mod facts;
mod toolbar;

use std::sync::Arc;

use dom_view::{View, view};
use facts::Facts;
use leptos::html;
use leptos::prelude::*;
use neptun_api::ProjectFile;
use project_files::split_path;
use toolbar::Toolbar;
pub use toolbar::file_name;

use super::{CodeView, ErrorPanel, RowsSkeleton};
use crate::api::ApiError;
use crate::files_place::FilesPlace;
use crate::navigation::Navigation;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::reactive::{callback, derived, effect, signal};

/// Whether long lines are wrapped, as remembered. Shared by all files that are opened one after another.
#[derive(Clone, Copy)]
pub struct WrapLines(RwSignal<bool>);

impl WrapLines {
    /// What was remembered.
    pub fn remembered() -> Self {
        Self(signal(Preference::WrapLines.get().as_deref() == Some("true")))
    }

    fn is_on(self) -> bool {
        self.0.get()
    }

    /// Wraps, or does not any more.
    pub fn toggle(self) {
        let on = !self.0.get_untracked();
        self.0.set(on);
        Preference::WrapLines.set(on.then_some("true"));
    }
}

/// A region named by the file's path.
#[component]
pub fn FileViewer(file: ProjectFile, place: FilesPlace, wrap: WrapLines) -> View {
    ProjectData::expect().opened(file.id);
    let heading = NodeRef::<html::H2>::new();
    let take_focus = Navigation::expect().answers_the_user();
    effect(move || {
        if let Some(heading) = heading.get().filter(|_| take_focus) {
            // Fails only where nothing can have the focus.
            let _ = heading.focus();
        }
    });

    let file = Arc::new(file);
    let text: Arc<str> = file.text.as_str().into();
    let content = match text.is_empty() {
        true => view! { <p class="viewer-empty">"This file is empty."</p> },
        false => view! {
            <CodeView
                text=text
                wrap=derived(move || wrap.is_on())
                marked=place.lines
                on_mark=callback(move |lines| place.mark(lines))
            />
        },
    };
    let (folder, name) = split_path(&file.original_path);
    view! {
        <section class="viewer" aria-label=file.original_path.clone()>
            <header class="viewer-head">
                <div class="viewer-title">
                    <h2 node_ref=heading tabindex="-1">
                        <span>{folder.to_owned()}</span>
                        <span>{name.to_owned()}</span>
                    </h2>
                    <Toolbar file=file.clone() place=place wrap=wrap />
                </div>
                <Facts file=file.clone() />
            </header>
            {content}
        </section>
    }
}

/// Where a file is about to be.
#[component]
pub fn FileViewerSkeleton() -> View {
    view! {
        <section class="viewer" aria-label="Opening the file" aria-busy="true">
            <div class="viewer-loading">
                <div class="skeleton heading"></div>
                <RowsSkeleton rows=14 />
            </div>
        </section>
    }
}

/// In the place of a file that is not among the project's.
#[component]
pub fn FileNotFound(place: FilesPlace) -> View {
    view! {
        <section class="viewer" aria-label="File not found">
            {move || view! { <ErrorPanel error=ApiError::NotFound back=(place.list_url(), "Back to the files") /> }}
        </section>
    }
}
