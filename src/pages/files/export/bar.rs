//! The bar below the list while files are selected.

use leptos::prelude::*;

use super::actions::Actions;
use super::exporter::Exporter;
use super::selection::SelectionHandler;
use super::source::{ExportScope, ExportSource};
use crate::format;
use crate::pages::files::actions::{FileActions, Files};
use crate::state::selection::{SelectAllState, SelectionAction};
use crate::ui::{Icon, IconName};

/// The number of selected files and the actions for them.
#[component]
pub(super) fn SelectedBar(
    source: ExportSource,
    handler: SelectionHandler,
    exporter: Exporter,
) -> impl IntoView {
    let count = move || {
        let selected = format!("{} selected", format::count(source.selection.selected().len()));
        match handler.outside.get() {
            0 => selected,
            outside => format!("{selected}, {} not in this filter", format::count(outside)),
        }
    };
    let actions = FileActions::expect();
    let selected = move || Files::Some(untrack(|| source.selection.selected()).to_vec());
    let all = move || {
        let (listed, share) =
            (source.rows.with(|rows| rows.len()), source.selection.select_all_state());
        (share != SelectAllState::All && listed > 0).then(|| {
            let label = format!("Select all {}", format::count(listed));
            view! {
                <button type="button" class="button quiet" on:click=move |_| handler.handle(SelectionAction::SelectListed)>
                    {label}
                </button>
            }
        })
    };
    view! {
        <div class="selected-bar" role="toolbar" aria-label="Selected files">
            <p role="status" translate="no">{count}</p>
            {all}
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Clear selection"
                title="Clear selection (Esc)"
                on:click=move |_| handler.handle(SelectionAction::Clear)
            >
                <Icon name=IconName::Close />
            </button>
            <div class="export-actions">
                <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| actions.edit_details(selected())>
                    <Icon name=IconName::Pencil />
                    "Edit details"
                </button>
                <button
                    type="button"
                    class="button"
                    title="Delete (Del)"
                    on:click=move |_| {
                        let files = selected();
                        handler.handle(SelectionAction::Clear);
                        actions.delete(&files);
                    }
                >
                    <Icon name=IconName::Trash />
                    "Delete"
                </button>
            </div>
            <Actions source=source scope=ExportScope::Selected exporter=exporter />
        </div>
    }
}
