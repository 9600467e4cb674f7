//! The selection, and what the list is to know of it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use taking_along::Selection;

use super::chosen::Source;
use crate::load::Running;
use crate::reactive::{effect, memo, signal, stored};
use crate::taking::{Ask, Share};
use crate::time::sleep;

/// How long the list has to stay as it is before it is counted how much of it is selected: nobody reads that while typing.
const COUNT_AFTER: Duration = Duration::from_millis(120);

/// Keeps the selection.
#[derive(Clone, Copy)]
pub(super) struct Selecting {
    source: Source,
    selection: StoredValue<Selection>,
    /// How many selected files are not in the list.
    pub(super) outside: RwSignal<usize>,
}

impl Selecting {
    pub(super) fn new(source: Source) -> Self {
        let selecting =
            Self { source, selection: stored(Selection::default()), outside: signal(0) };
        let any = memo(move || source.taking.has_selected());
        let counting = Running::new();
        effect(move || {
            if any.get() {
                source.files.load.value().track();
                source.rows.track();
                counting.supersede(Box::pin(async move {
                    sleep(COUNT_AFTER).await;
                    selecting.drop_deleted();
                    selecting.tell();
                }));
            }
        });
        selecting
    }

    /// Does what is asked of the selection.
    pub(super) fn answer(self, ask: Ask) {
        let listed = || self.source.listed_ids();
        let all = untrack(|| self.source.taking.share()) == Share::All;
        self.selection.update_value(|selection| match ask {
            Ask::Toggle(id) => selection.toggle(id),
            Ask::Extend(from, to) => selection.extend(from, to, &listed()),
            Ask::ToggleListed if all => selection.leave(&listed()),
            Ask::SelectListed | Ask::ToggleListed => selection.select(&listed()),
            Ask::Clear => selection.clear(),
            // Nothing about the selection.
            Ask::TakeListed => {}
        });
        self.tell();
    }

    /// Files that the project has no longer are not selected.
    fn drop_deleted(self) {
        untrack(|| {
            self.source.loaded(|loaded| {
                if loaded.are_all() {
                    self.selection.update_value(|selection| {
                        selection.retain(|id| loaded.files.find(id).is_some());
                    });
                }
            });
        });
    }

    /// Tells the list.
    fn tell(self) {
        let ids: Arc<[_]> = self.selection.with_value(|selection| selection.ids().into());
        let listed = self.source.listed_ids();
        let inside = match ids.is_empty() {
            true => 0,
            false => listed.iter().filter(|id| ids.binary_search(id).is_ok()).count(),
        };
        let share = match inside {
            0 => Share::None,
            all if all == listed.len() => Share::All,
            _ => Share::Some,
        };
        self.outside.set(ids.len() - inside);
        self.source.taking.tell(ids, share);
    }
}
