//! The selection, and what the list shows of it.

use std::sync::Arc;
use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use taking_along::Selection;

use super::chosen::Source;
use crate::load::Running;
use crate::taking::{Ask, Share};

/// The selected files in the list are counted once the list has not changed for this long: nobody reads the count while typing.
const COUNT_DEBOUNCE: Duration = Duration::from_millis(120);

/// The selection.
#[derive(Clone, Copy)]
pub(super) struct Selecting {
    source: Source,
    selection: StoredValue<Selection>,
    /// The number of selected files that the filters hide.
    pub(super) outside: RwSignal<usize>,
}

impl Selecting {
    pub(super) fn new(source: Source) -> Self {
        let selecting = Self {
            source,
            selection: StoredValue::new(Selection::default()),
            outside: RwSignal::new(0),
        };
        let any = Memo::new(move |_| source.taking.has_selected());
        let counting = Running::new();
        Effect::new(move || {
            if any.get() {
                source.files.load.value().track();
                source.rows.track();
                counting.supersede(Box::pin(async move {
                    sleep(COUNT_DEBOUNCE).await;
                    selecting.drop_deleted();
                    selecting.tell();
                }));
            }
        });
        selecting
    }

    /// Applies an action to the selection.
    pub(super) fn answer(self, ask: Ask) {
        let listed = || self.source.listed_ids();
        let all = untrack(|| self.source.taking.share()) == Share::All;
        self.selection.update_value(|selection| match ask {
            Ask::Toggle(id) => selection.toggle(id),
            Ask::Extend(from, to) => selection.extend(from, to, &listed()),
            Ask::ToggleListed if all => selection.leave(&listed()),
            Ask::SelectListed | Ask::ToggleListed => selection.select(&listed()),
            Ask::Clear => selection.clear(),
            // An action for the dialog.
            Ask::TakeListed => {}
        });
        self.tell();
    }

    /// Deselects files that the project does not have any more.
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

    /// Publishes the selection to the list.
    fn tell(self) {
        let ids: Arc<[_]> = self.selection.with_value(|selection| selection.ids().into());
        let listed = self.source.listed_ids();
        let inside = listed.iter().filter(|id| ids.binary_search(id).is_ok()).count();
        let share = match inside {
            0 => Share::None,
            all if all == listed.len() => Share::All,
            _ => Share::Some,
        };
        self.outside.set(ids.len() - inside);
        self.source.taking.tell(ids, share);
    }
}
