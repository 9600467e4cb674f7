//! The list: heading, filters, and the grid, the tree or what replaces them.

mod columns;
mod drag;
mod empty;
pub mod filters;
pub mod grid;
mod refresh;
pub mod tree;
mod view_toggle;

use std::sync::Arc;

use leptos::prelude::*;

use super::file_pane::OpenFile;
use super::rows::Rows;
use crate::components::{ListSkeleton, LoadingFiles, loaded};
use crate::format;
use crate::pages::files::add::AddFiles;
use crate::pages::files::export::export_panel;
use crate::state::files_url::FilesUrl;
use crate::state::project::ProjectData;
use crate::state::selection::{Selection, SelectionAction};
use crate::ui::{Age, Icon, IconName, PageHeading};
use empty::{NoFiles, NoMatch};
use filters::{FileFilters, SortSelect};
use grid::FilesTable;
use refresh::RefreshButton;
use view_toggle::{ViewToggle, remembered_view};

/// The content below the filters.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// No file matches so far, and more are loading.
    Waiting,
    /// The project has no files.
    NoFiles,
    /// No file matches.
    NoMatch,
    /// Files are missing because loading failed, which the error above tells.
    Nothing,
    Rows,
}

/// The files that match, and their number.
#[component]
pub(super) fn FilesList(
    data: ProjectData,
    url: FilesUrl,
    open_file: OpenFile,
    selection: Selection,
    adding: AddFiles,
) -> impl IntoView {
    let files = data.files;
    let rows: Rows = Memo::new(move |_| {
        let rows = files.with(|listing| Some(url.query.with(|query| listing.rows(query))));
        Arc::from(rows.unwrap_or_default())
    });
    let content = Memo::new(move |_| {
        if rows.with(|rows| !rows.is_empty()) {
            return Content::Rows;
        }
        let is_covered = files.loaded.with(|loaded| {
            loaded.as_ref().is_some_and(|loaded| url.query.with(|query| loaded.cover(query)))
        });
        if is_covered {
            let has_none = data.files_count() == Some(0);
            if has_none { Content::NoFiles } else { Content::NoMatch }
        } else if files.is_pending() {
            Content::Waiting
        } else {
            Content::Nothing
        }
    });
    let status = move || {
        let (matching, all) = (rows.with(|rows| rows.len()), data.files_count());
        files.loaded.with(|loaded| {
            loaded.as_ref().map(|loaded| {
                let is_covered = url.query.with(|query| loaded.cover(query));
                status(matching, all, !is_covered && files.is_pending())
            })
        })
    };
    // Usually the server answers before anybody could read it.
    let unconfirmed = move || {
        let since = files.unconfirmed_since.get()?;
        Some(view! {
            <p class="muted unconfirmed" title="The server has not confirmed this list yet.">
                "as of " <Age at=Some(since) />
            </p>
        })
    };
    let file_name = Signal::derive(move || open_file.file_name());
    let is_tree = remembered_view();
    let drawn = move || match content.get() {
        Content::Waiting => view! { <ListSkeleton /> }.into_any(),
        Content::NoFiles => view! { <NoFiles adding=adding /> }.into_any(),
        Content::NoMatch => view! { <NoMatch url=url /> }.into_any(),
        Content::Nothing => ().into_any(),
        Content::Rows if is_tree.get() => tree::files_tree(url, rows),
        Content::Rows => {
            view! { <FilesTable url=url files=files rows=rows selection=selection /> }.into_any()
        }
    };
    // A memo, so that it is drawn only once: it holds the selection.
    let is_wanted = Memo::new(move |_| selection.is_wanted.get());
    let export = move || is_wanted.get().then(|| export_panel(data, url, rows, selection));
    view! {
        <div class="files-list">
            <div class="page-title">
                <PageHeading title="Files" context=Signal::derive(move || data.name()) window_title=file_name />
                // While files arrive, the number changes too often to be announced.
                <p role="status" translate="no" aria-live=move || files.is_pending().then_some("off") class="muted">
                    {status}
                </p>
                {unconfirmed}
                <LoadingFiles files=files />
                <RefreshButton files=files />
                <SortSelect url=url />
                <ViewToggle is_tree=is_tree />
                <button
                    type="button"
                    class="button add-button"
                    aria-haspopup="dialog"
                    on:click=move |_| adding.open()
                >
                    <Icon name=IconName::Plus />
                    <span>"Add files"</span>
                </button>
                <button
                    type="button"
                    class="button export-button"
                    aria-haspopup="dialog"
                    // It keeps its place, so that no button moves from under the pointer while files arrive.
                    class:unseen=move || content.get() != Content::Rows
                    on:click=move |_| selection.dispatch(SelectionAction::ExportListed)
                >
                    <Icon name=IconName::Download />
                    <span>"Export"</span>
                </button>
            </div>
            <FileFilters
                url=url
                data=data
                clearable=Signal::derive(move || content.get() != Content::NoMatch)
            />
            {loaded(files.status, None, || view! { <ListSkeleton /> }, move || drawn)}
            // Hidden until it is used, so that a failed prefetch shows no error.
            <div hidden=move || !selection.is_used.get()>{export}</div>
        </div>
    }
}

/// The number of files that match, and of `all` files if all are loaded.
fn status(matching: usize, all: Option<usize>, unfinished: bool) -> String {
    match all {
        _ if unfinished => format!("{} so far", format::counted(matching, "file", "files")),
        Some(all) if all != matching => {
            format!("{} of {}", format::count(matching), format::counted(all, "file", "files"))
        }
        _ => format::counted(matching, "file", "files"),
    }
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn the_status_says_how_many_of_how_many() {
        assert_eq!(status(2_000, Some(2_000), false), "2,000 files");
        assert_eq!(status(1, Some(1), false), "1 file");
        assert_eq!(status(148, Some(2_014), false), "148 of 2,014 files");
        assert_eq!(status(0, Some(12), false), "0 of 12 files");
        assert_eq!(status(12, None, false), "12 files");
        assert_eq!(status(12, None, true), "12 files so far");
    }
}
