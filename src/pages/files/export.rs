//! Handles the actions of the selection (`src/state/selection.rs`): keeps the selected files, shows a bar for them and a dialog for the listed
//! ones, and exports either as a `.zip` or as Markdown.

mod actions;
mod bar;
mod blob_writer;
mod dialog;
mod exporter;
mod selection;
mod source;
mod totals;

use bar::SelectedBar;
use dialog::ExportDialog;
use exporter::Exporter;
use leptos::prelude::*;
use selection::SelectionHandler;
use source::{ExportScope, ExportSource};

use super::actions::{FileActions, Files};
use super::rows::Rows;
use crate::components::part;
use crate::state::files_url::FilesUrl;
use crate::state::project::ProjectData;
use crate::state::selection::{Selection, SelectionAction};

part! {
    /// [`ExportPanel`], in the part `export`.
    pub fn export_panel(data: ProjectData, url: FilesUrl, rows: Rows, selection: Selection) -> (Dialog, export) {
        <ExportPanel data=data url=url rows=rows selection=selection />
    }
}

/// Handles actions for as long as the list is there.
#[component]
pub fn ExportPanel(
    data: ProjectData,
    url: FilesUrl,
    rows: Rows,
    selection: Selection,
) -> impl IntoView {
    let source = ExportSource { files: data.files, query: url.query, rows, selection };
    let handler = SelectionHandler::new(source);
    // The dialog for the listed files is open.
    let listing = RwSignal::new(false);
    let exporter = Exporter::new(source, data);
    let actions = FileActions::expect();

    Effect::new(move || {
        for action in selection.take_actions() {
            match action {
                SelectionAction::ExportListed => listing.set(true),
                SelectionAction::Move(files, folder) => {
                    actions.move_into(&Files::Some(files), &folder);
                }
                action => handler.handle(action),
            }
        }
        selection.run_waiting();
    });

    let busy = Memo::new(move |_| exporter.is_working());
    Effect::new(move || {
        if exporter.exported.get() == Some(ExportScope::Listed) {
            listing.set(false);
        }
    });
    view! {
        <Show when=move || selection.has_selected()>
            <SelectedBar source=source handler=handler exporter=exporter />
        </Show>
        <Show when=move || listing.get() || busy.get()>
            <ExportDialog source=source exporter=exporter busy=busy listing=listing />
        </Show>
    }
}
