//! The bar below the table while rows are selected.

use leptos::prelude::*;

use super::selection::RowSelection;
use super::table::Row;
use crate::format;
use crate::ui::{Icon, IconName};

/// The number of selected rows, and their removal.
#[component]
pub fn SelectedBar(
    selection: RowSelection,
    rows: Memo<Vec<Row>>,
    /// The name of the toolbar.
    label: String,
    on_remove: Callback<()>,
) -> impl IntoView {
    let count = move || {
        let selected = selection.selected();
        let is_hidden = |id: &&_| rows.with(|rows| rows.iter().all(|row| row.id != **id));
        let hidden = selected.iter().filter(is_hidden).count();
        let told = format!("{} selected", format::count(selected.len()));
        if hidden == 0 {
            told
        } else {
            format!("{told}, {} not in this filter", format::count(hidden))
        }
    };
    view! {
        <div class="selected-bar" role="toolbar" aria-label=label>
            <p role="status" translate="no">{count}</p>
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Clear selection"
                title="Clear selection (Esc)"
                on:click=move |_| selection.clear()
            >
                <Icon name=IconName::Close />
            </button>
            <button type="button" class="button danger" on:click=move |_| on_remove.run(())>
                <Icon name=IconName::Unlink />
                "Remove from project"
            </button>
        </div>
    }
}
