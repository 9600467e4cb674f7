//! The toolbar of an opened file.

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile};
use project_files::split_path;

use super::neighbours::Neighbours;
use super::raw::RawText;
use super::text::{ModeSwitch, TextState};
use crate::state::files_url::FilesUrl;
use crate::state::wrap_lines::WrapLines;
use crate::ui::{CopyButton, DownloadButton, Icon, IconName, Menu, MenuItem, Toasts, copy};

/// Find in file, Copy, Download, Wrap lines, and a menu of rarer actions; then Previous file, Next file and Close.
#[component]
pub(super) fn Toolbar(
    file: Arc<ProjectFile>,
    url: FilesUrl,
    wrap: WrapLines,
    text: TextState,
    neighbours: Memo<Neighbours>,
) -> impl IntoView {
    let name = file_name(&file).to_owned();
    let copied = file.clone();
    let turn = move |label: &'static str,
                     key: &'static str,
                     icon: IconName,
                     to: fn(Neighbours) -> Option<FileId>| {
        view! {
            <button
                type="button"
                class="button quiet icon-only"
                aria-label=label
                title=format!("{label} ({key})")
                disabled=move || to(neighbours.get()).is_none()
                on:click=move |_| {
                    if let Some(file) = to(neighbours.get_untracked()) {
                        url.turn_to(file);
                    }
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="viewer-tools">
            <ModeSwitch text=text />
            <Show when=move || text.editor.is_open()>
                <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label="Find in file"
                    title="Find in file (Ctrl or ⌘ F)"
                    on:click=move |_| {
                        text.find();
                    }
                >
                    <Icon name=IconName::Search />
                </button>
            </Show>
            <CopyButton label="Copy" copied="Copied" text=move || copied.text.clone() />
            <DownloadButton label="Download" file_name=name text={
                let file = file.clone();
                move || file.text.clone()
            } />
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
            <Menu label="More actions" icon=IconName::More items=more(file, url) />
            {turn("Previous file", "k", IconName::ArrowUp, |neighbours| neighbours.previous)}
            {turn("Next file", "j", IconName::ArrowDown, |neighbours| neighbours.next)}
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Close"
                title="Close (Esc)"
                on:click=move |_| url.close()
            >
                <Icon name=IconName::Close />
            </button>
        </div>
    }
}

fn more(file: Arc<ProjectFile>, url: FilesUrl) -> Vec<MenuItem> {
    let toasts = Toasts::expect();
    let raw = StoredValue::new(RawText::default());
    let path = file.original_path.clone();
    let link = move || {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{}", untrack(|| url.here()))
    };
    vec![
        MenuItem {
            label: "Copy path",
            icon: IconName::Copy,
            run: Box::new(move || copy(&path, "Path copied", toasts)),
        },
        MenuItem {
            label: "Copy link",
            icon: IconName::Copy,
            run: Box::new(move || copy(&link(), "Link copied", toasts)),
        },
        MenuItem {
            label: "Open raw in a new tab",
            icon: IconName::File,
            run: Box::new(move || {
                if raw.try_update_value(|raw| raw.open(&file.text)) == Some(false) {
                    toasts.bad("Your browser did not allow the new tab.");
                }
            }),
        },
    ]
}

/// The last part of a file's path, or else its title.
fn file_name(file: &ProjectFile) -> &str {
    match split_path(&file.original_path).1 {
        "" => &file.title,
        name => name,
    }
}
