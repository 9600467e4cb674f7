//! Taking files along: who answers what the list asks (`src/taking.rs`). Keeps the selection, shows a bar for the selected files and a
//! dialog for those that are listed, and makes of them what one can take: a `.zip`, or Markdown.

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
use dom_view::{View, view};
use leptos::prelude::*;
use packer::Packer;
use selecting::Selecting;

use super::Rows;
use crate::files_place::FilesPlace;
use crate::project_data::ProjectData;
use crate::reactive::{effect, memo, signal};
use crate::taking::{Ask, Taking};
use crate::ui::use_styles;

/// Answers what is asked, for as long as the list is there.
#[component]
pub fn TakingAlong(data: ProjectData, place: FilesPlace, rows: Rows, taking: Taking) -> View {
    use_styles("taking", include_str!("../../style/taking.css"));
    let source = Source { files: data.files, query: place.query, rows, taking };
    let selecting = Selecting::new(source);
    // Whether the dialog for the listed files is open.
    let listing = signal(false);
    let packer = Packer::new(source, data);

    effect(move || {
        for ask in taking.take_asked() {
            match ask {
                Ask::TakeListed => listing.set(true),
                ask => selecting.answer(ask),
            }
        }
    });

    let any = memo(move || taking.has_selected());
    let bar = move || {
        any.get().then(|| view! { <SelectedBar source=source selecting=selecting packer=packer /> })
    };
    let busy = memo(move || packer.is_working());
    let open = memo(move || listing.get() || busy.get());
    let dialog = move || {
        open.get().then(|| {
            view! { <TakingDialog source=source packer=packer busy=busy listing=listing /> }
        })
    };
    effect(move || {
        // What was to be taken is taken.
        if packer.taken.get() == Some(Which::Listed) {
            listing.set(false);
        }
    });
    view! {
        {bar}
        {dialog}
    }
}
