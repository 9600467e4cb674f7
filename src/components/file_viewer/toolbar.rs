//! What one does with an opened file.

use std::rc::Rc;
use std::sync::Arc;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile};
use project_files::split_path;

use super::WrapLines;
use super::neighbours::Neighbours;
use super::raw::RawText;
use super::text::{Texts, ViewChoice};
use crate::files_place::FilesPlace;
use crate::ui::{CopyButton, DownloadButton, Icon, IconName, Menu, MenuItem, Toasts, copy};

/// Find in file, Copy, Download, Wrap lines, and in a menu what is wanted less often; then the way to other files, and Close.
#[component]
pub(super) fn Toolbar(
    file: Arc<ProjectFile>,
    place: FilesPlace,
    wrap: WrapLines,
    texts: Texts,
    neighbours: Memo<Neighbours>,
) -> View {
    let name = file_name(&file).to_owned();
    let copied = file.clone();
    let find = move || {
        texts.editor.is_here().then(|| {
            view! {
                <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label="Find in file"
                    title="Find in file (Ctrl or ⌘ F)"
                    on:click=move |_| {
                        texts.find();
                    }
                >
                    <Icon name=IconName::Search />
                </button>
            }
        })
    };
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
                        place.turn_to(file);
                    }
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="viewer-tools">
            <ViewChoice texts=texts />
            {find}
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
            <Menu label="More actions" icon=IconName::More items=more(file, place) />
            {turn("Previous file", "k", IconName::ArrowUp, |neighbours| neighbours.previous)}
            {turn("Next file", "j", IconName::ArrowDown, |neighbours| neighbours.next)}
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

/// What is wanted less often.
fn more(file: Arc<ProjectFile>, place: FilesPlace) -> Vec<MenuItem> {
    let toasts = Toasts::expect();
    let raw = Rc::new(RawText::default());
    let closing = StoredValue::new_local(raw.clone());
    on_cleanup(move || {
        closing.try_with_value(|raw| raw.forget());
    });
    let path = file.original_path.clone();
    let link = move || {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{}", untrack(|| place.here()))
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
                if !raw.open(&file.text) {
                    toasts.bad("Your browser did not allow the new tab.");
                }
            }),
        },
    ]
}

/// What the file is called: the last part of its path, or else its title.
pub fn file_name(file: &ProjectFile) -> &str {
    match split_path(&file.original_path).1 {
        "" => &file.title,
        name => name,
    }
}
