//! The toolbar of an opened file.

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile};
use project_files::split_path;

use super::edit::Edit;
use super::neighbours::Neighbours;
use super::raw::RawText;
use super::text::{ModeSwitch, TextState};
use crate::pages::files::actions::{FileActions, Files};
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
    edit: Edit,
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
            <Show when=move || text.can_edit()>
                <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label="Edit"
                    title="Edit (e)"
                    on:click=move |_| edit.begin()
                >
                    <Icon name=IconName::Pencil />
                </button>
            </Show>
            <CopyButton label="Copy" copied="Copied" text=move || copied.text.clone() />
            <DownloadButton label="Download" file_name=name text={
                let file = file.clone();
                move || file.text.clone()
            } />
            <WrapButton wrap=wrap />
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

/// Save and Cancel, or Done; and the tools that are of use while a file is edited.
#[component]
pub(super) fn EditToolbar(edit: Edit, wrap: WrapLines) -> impl IntoView {
    let state = move || match (edit.is_saving(), edit.is_dirty()) {
        (true, _) => "Saving…",
        (false, true) => "Not saved",
        (false, false) => "Saved",
    };
    view! {
        <div class="viewer-tools">
            <p role="status" class="muted">{state}</p>
            <button
                type="button"
                class="button primary"
                title="Save (Ctrl or ⌘ S)"
                disabled=move || edit.is_saving() || !edit.is_dirty()
                on:click=move |_| edit.save()
            >
                "Save"
            </button>
            <button type="button" class="button" on:click=move |_| edit.end()>
                {move || if edit.is_dirty() { "Cancel" } else { "Done" }}
            </button>
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Find in file"
                title="Find in file (Ctrl or ⌘ F)"
                on:click=move |_| {
                    edit.find();
                }
            >
                <Icon name=IconName::Search />
            </button>
            <WrapButton wrap=wrap />
        </div>
    }
}

#[component]
fn WrapButton(wrap: WrapLines) -> impl IntoView {
    view! {
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
    }
}

fn more(file: Arc<ProjectFile>, url: FilesUrl) -> Vec<MenuItem> {
    let toasts = Toasts::expect();
    let (actions, id) = (FileActions::expect(), file.id);
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
        MenuItem {
            label: "Edit details",
            icon: IconName::Pencil,
            run: Box::new(move || actions.edit_details(Files::Some(vec![id]))),
        },
        MenuItem {
            label: "Delete",
            icon: IconName::Trash,
            run: Box::new(move || actions.delete(&Files::Some(vec![id]))),
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
