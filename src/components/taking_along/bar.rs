//! The bar below the list while files are selected.

use leptos::prelude::*;

use super::actions::Actions;
use super::chosen::{Source, Which};
use super::packer::Packer;
use super::selecting::Selecting;
use crate::format;
use crate::taking::{Ask, Share};
use crate::ui::{Icon, IconName};

/// The number of selected files and the actions for them.
#[component]
pub(super) fn SelectedBar(source: Source, selecting: Selecting, packer: Packer) -> impl IntoView {
    let count = move || {
        let selected = format!("{} selected", format::count(source.taking.selected().len()));
        match selecting.outside.get() {
            0 => selected,
            outside => format!("{selected}, {} not in this filter", format::count(outside)),
        }
    };
    let all = move || {
        let (listed, share) = (source.rows.with(|rows| rows.len()), source.taking.share());
        (share != Share::All && listed > 0).then(|| {
            let label = format!("Select all {}", format::count(listed));
            view! {
                <button type="button" class="button quiet" on:click=move |_| selecting.answer(Ask::SelectListed)>
                    {label}
                </button>
            }
        })
    };
    view! {
        <div class="selected-bar" role="toolbar" aria-label="Selected files">
            <p role="status">{count}</p>
            {all}
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Clear selection"
                title="Clear selection (Esc)"
                on:click=move |_| selecting.answer(Ask::Clear)
            >
                <Icon name=IconName::Close />
            </button>
            <Actions source=source which=Which::Selected packer=packer />
        </div>
    }
}
