//! Exports files, and handles the actions that the list dispatches (`src/taking.rs`). Keeps the selection, shows a bar for the selected
//! files and a dialog for the listed ones, and makes a `.zip` or Markdown of them.

mod actions;
mod bar;
mod blobs;
mod chosen;
mod dialog;
mod packer;
mod selecting;
mod totals;
mod work;

use bar::SelectedBar;
use chosen::{Source, Which};
use dialog::TakingDialog;
use leptos::prelude::*;
use packer::Packer;
use selecting::Selecting;

use super::Rows;
use crate::files_place::FilesPlace;
use crate::project_data::ProjectData;
use crate::taking::{Ask, Taking};
use crate::ui::use_styles;

/// Handles actions for as long as the list is there.
#[component]
pub fn TakingAlong(
    data: ProjectData,
    place: FilesPlace,
    rows: Rows,
    taking: Taking,
) -> impl IntoView {
    use_styles("taking", include_str!("../../style/taking.css"));
    let source = Source { files: data.files, query: place.query, rows, taking };
    let selecting = Selecting::new(source);
    // The dialog for the listed files is open.
    let listing = RwSignal::new(false);
    let packer = Packer::new(source, data);

    Effect::new(move || {
        for ask in taking.take_asked() {
            match ask {
                Ask::TakeListed => listing.set(true),
                ask => selecting.answer(ask),
            }
        }
    });

    let busy = Memo::new(move |_| packer.is_working());
    Effect::new(move || {
        if packer.taken.get() == Some(Which::Listed) {
            listing.set(false);
        }
    });
    view! {
        <Show when=move || taking.has_selected()>
            <SelectedBar source=source selecting=selecting packer=packer />
        </Show>
        <Show when=move || listing.get() || busy.get()>
            <TakingDialog source=source packer=packer busy=busy listing=listing />
        </Show>
    }
}
