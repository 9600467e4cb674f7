//! What one does with an opened file.

use std::sync::Arc;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::ProjectFile;
use project_files::split_path;

use super::WrapLines;
use crate::files_place::FilesPlace;
use crate::ui::{CopyButton, DownloadButton, Icon, IconName};

/// Copy, Download, Wrap lines, Close.
#[component]
pub(super) fn Toolbar(file: Arc<ProjectFile>, place: FilesPlace, wrap: WrapLines) -> View {
    let name = file_name(&file).to_owned();
    let copied = file.clone();
    view! {
        <div class="viewer-tools">
            <CopyButton label="Copy" copied="Copied" text=move || copied.text.clone() />
            <DownloadButton label="Download" file_name=name text=move || file.text.clone() />
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Wrap lines"
                title="Wrap lines"
                aria-pressed=move || if wrap.is_on() { "true" } else { "false" }
                on:click=move |_| wrap.toggle()
            >
                <Icon name=IconName::Wrap />
            </button>
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Close"
                title="Close (Esc)"
                on:click=move |_| place.close()
            >
                <Icon name=IconName::Close />
            </button>
        </div>
    }
}

/// What the file is called: the last part of its path, or else its title.
pub fn file_name(file: &ProjectFile) -> &str {
    match split_path(&file.original_path).1 {
        "" => &file.title,
        name => name,
    }
}
