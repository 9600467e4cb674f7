//! The list: heading, filters, and the grid, the tree or what replaces them.

use std::sync::Arc;

use leptos::prelude::*;

use super::reader::Reading;
use crate::chunks;
use crate::components::{
    FileFilters, FilesTable, ListSkeleton, LoadingFiles, Note, Rows, SortSelect, ViewToggle,
    loaded, remembered_view,
};
use crate::files_place::FilesPlace;
use crate::format;
use crate::project_data::ProjectData;
use crate::selection::{Selection, SelectionAction};
use crate::ui::{Icon, IconName, PageHeading};

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
    place: FilesPlace,
    reading: Reading,
    selection: Selection,
) -> impl IntoView {
    let files = data.files;
    let rows: Rows = Memo::new(move |_| {
        let rows = files.with(|listing| Some(place.query.with(|query| listing.rows(query))));
        Arc::from(rows.unwrap_or_default())
    });
    let content = Memo::new(move |_| {
        if rows.with(|rows| !rows.is_empty()) {
            return Content::Rows;
        }
        let is_covered = files.loaded.with(|loaded| {
            loaded.as_ref().is_some_and(|loaded| place.query.with(|query| loaded.cover(query)))
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
                let is_covered = place.query.with(|query| loaded.cover(query));
                status(matching, all, !is_covered && files.is_pending())
            })
        })
    };
    let file_name = Signal::derive(move || reading.file_name());
    let is_tree = remembered_view();
    let drawn = move || match content.get() {
        Content::Waiting => view! { <ListSkeleton /> }.into_any(),
        Content::NoFiles => chunks::list_note(Note::NoFiles, place),
        Content::NoMatch => chunks::list_note(Note::NoMatch, place),
        Content::Nothing => ().into_any(),
        Content::Rows if is_tree.get() => chunks::files_tree(place, rows),
        Content::Rows => {
            view! { <FilesTable place=place files=files rows=rows selection=selection /> }
                .into_any()
        }
    };
    // A memo, so that it is drawn only once: it holds the selection.
    let is_wanted = Memo::new(move |_| selection.is_wanted.get());
    let export =
        move || is_wanted.get().then(|| chunks::export_panel(data, place, rows, selection));
    view! {
        <div class="files-list">
            <div class="page-title">
                <PageHeading title="Files" context=Signal::derive(move || data.name()) window_title=file_name />
                // While files arrive, the number changes too often to be announced.
                <p role="status" aria-live=move || files.is_pending().then_some("off") class="muted">
                    {status}
                </p>
                <LoadingFiles files=files />
                <SortSelect place=place />
                <ViewToggle is_tree=is_tree />
                <button
                    type="button"
                    class="button export-button"
                    aria-haspopup="dialog"
                    hidden=move || content.get() != Content::Rows
                    on:click=move |_| selection.dispatch(SelectionAction::ExportListed)
                >
                    <Icon name=IconName::Download />
                    <span>"Take along"</span>
                </button>
            </div>
            <FileFilters
                place=place
                data=data
                clearable=Signal::derive(move || content.get() != Content::NoMatch)
            />
            {loaded(files.progress, None, || view! { <ListSkeleton /> }, move || drawn)}
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
