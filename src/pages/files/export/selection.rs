//! Applies actions to the selection.

use std::sync::Arc;
use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use project_files::listing::Selection;

use super::source::ExportSource;
use crate::state::query::AbortableTask;
use crate::state::selection::{SelectAllState, SelectionAction};

/// The selected files in the list are counted once the list has not changed for this long: nobody reads the count while typing.
const COUNT_DEBOUNCE: Duration = Duration::from_millis(120);

/// The selected files, and the part of them that is out of sight.
#[derive(Clone, Copy)]
pub(super) struct SelectionHandler {
    source: ExportSource,
    selection: StoredValue<Selection>,
    /// The number of selected files that the filters hide.
    pub(super) outside: RwSignal<usize>,
}

impl SelectionHandler {
    pub(super) fn new(source: ExportSource) -> Self {
        let handler = Self {
            source,
            selection: StoredValue::new(Selection::default()),
            outside: RwSignal::new(0),
        };
        let any = Memo::new(move |_| source.selection.has_selected());
        let counting = AbortableTask::new();
        Effect::new(move || {
            if any.get() {
                source.files.loaded.track();
                source.rows.track();
                counting.supersede(Box::pin(async move {
                    sleep(COUNT_DEBOUNCE).await;
                    handler.drop_deleted();
                    handler.publish();
                }));
            }
        });
        handler
    }

    /// Applies an action.
    pub(super) fn handle(self, action: SelectionAction) {
        let listed = || self.source.listed_ids();
        let all = untrack(|| self.source.selection.select_all_state()) == SelectAllState::All;
        self.selection.update_value(|selection| match action {
            SelectionAction::Toggle(id) => selection.toggle(id),
            SelectionAction::Extend(from, to) => selection.extend(from, to, &listed()),
            SelectionAction::ToggleListed if all => selection.deselect(&listed()),
            SelectionAction::SelectListed | SelectionAction::ToggleListed => {
                selection.select(&listed());
            }
            SelectionAction::Clear => selection.clear(),
            // Actions that leave it as it is.
            SelectionAction::ExportListed | SelectionAction::Move(..) => {}
        });
        self.publish();
    }

    /// Deselects files that the project does not have any more.
    fn drop_deleted(self) {
        self.source.files.loaded.with_untracked(|loaded| {
            if let Some(loaded) = loaded.as_ref().filter(|loaded| loaded.is_complete()) {
                self.selection.update_value(|selection| {
                    selection.retain(|id| loaded.listing.index_of(id).is_some());
                });
            }
        });
    }

    /// Publishes the selection to the list.
    fn publish(self) {
        let ids: Arc<[_]> = self.selection.with_value(|selection| selection.ids().into());
        let listed = self.source.listed_ids();
        let inside = listed.iter().filter(|id| ids.binary_search(id).is_ok()).count();
        let select_all = match inside {
            0 => SelectAllState::None,
            all if all == listed.len() => SelectAllState::All,
            _ => SelectAllState::Some,
        };
        self.outside.set(ids.len() - inside);
        self.source.selection.publish(ids, select_all);
    }
}
