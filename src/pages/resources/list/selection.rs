//! The selected rows, and their removal from the project.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{Resource, ResourceId};

use super::table::{Row, focus_row};
use crate::pages::resources::linked::LinkedResources;

/// The selection. A removed row is gone at once, and is back if the server refuses.
#[derive(Clone, Copy)]
pub struct RowSelection {
    linked: LinkedResources,
    list: RwSignal<Option<Vec<Resource>>>,
    /// Those that are being removed.
    leaving: RwSignal<Vec<ResourceId>>,
    selected: RwSignal<Vec<ResourceId>>,
    /// Those that could not be removed the last time.
    pub returned: RwSignal<Vec<ResourceId>>,
}

impl RowSelection {
    /// Nothing is selected.
    pub fn new(linked: LinkedResources) -> Self {
        Self {
            linked,
            list: linked.data.resources(linked.resource_type).value(),
            leaving: RwSignal::new(Vec::new()),
            selected: RwSignal::new(Vec::new()),
            returned: RwSignal::new(Vec::new()),
        }
    }

    /// Reads the linked resources that are not being removed.
    pub fn with_listed<T>(self, read: impl FnOnce(&[&Resource]) -> T) -> T {
        self.list.with(|list| {
            let mut listed: Vec<_> = list.iter().flatten().collect();
            self.leaving.with(|leaving| listed.retain(|row| !leaving.contains(&row.id())));
            read(&listed)
        })
    }

    /// The selected resources that are still listed.
    pub fn selected(self) -> Vec<ResourceId> {
        let mut selected = self.selected.get();
        self.with_listed(|listed| {
            selected.retain(|id| listed.iter().any(|resource| resource.id() == *id));
        });
        selected
    }

    /// Returns true if a row is selected.
    pub fn is_selected(self, id: ResourceId) -> bool {
        self.selected.with(|selected| selected.contains(&id))
    }

    /// Selects a row, or deselects it.
    pub fn toggle(self, id: ResourceId) {
        self.selected.update(|selected| match selected.iter().position(|other| *other == id) {
            Some(at) => {
                selected.remove(at);
            }
            None => selected.push(id),
        });
    }

    /// Selects these rows too, or deselects them if all of them are selected.
    pub fn toggle_all(self, rows: &[Row]) {
        let is_all = rows.iter().all(|row| untrack(|| self.is_selected(row.id)));
        self.selected.update(|selected| {
            selected.retain(|id| rows.iter().all(|row| row.id != *id));
            if !is_all {
                selected.extend(rows.iter().map(|row| row.id));
            }
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.selected.set(Vec::new());
    }

    /// Removes resources. The focus goes to the row that takes their place among `rows`, or to `otherwise`.
    pub fn remove(self, ids: Vec<ResourceId>, rows: &[Row], otherwise: NodeRef<html::Button>) {
        let next = row_after(rows, &ids);
        let is_removed = |resource: &&Resource| ids.contains(&resource.id());
        let resources = self
            .list
            .with_untracked(|list| list.iter().flatten().filter(is_removed).cloned().collect());
        self.selected.update(|selected| selected.retain(|id| !ids.contains(id)));
        self.leaving.update(|leaving| leaving.extend(&ids));
        // A frame later, when the rows are gone.
        request_animation_frame(move || {
            if !next.is_some_and(focus_row)
                && let Some(button) = otherwise.try_get_untracked().flatten()
            {
                // Fails only where nothing can have the focus.
                let _ = button.focus();
            }
        });
        spawn_local(async move {
            let failed = self.linked.remove(resources).await;
            let returned: Vec<_> = failed.iter().map(|(resource, _)| resource.id()).collect();
            // The page may be gone.
            self.selected.try_update(|selected| selected.extend(&returned));
            self.returned.try_set(returned);
            self.leaving.try_update(|leaving| leaving.retain(|id| !ids.contains(id)));
            self.linked.tell_failed("removed", failed);
        });
    }
}

/// The row below the first removed one that stays, or else the last one above it.
fn row_after(rows: &[Row], removed: &[ResourceId]) -> Option<ResourceId> {
    let stays = |row: &&Row| !removed.contains(&row.id);
    let first = rows.iter().position(|row| !stays(&row)).unwrap_or(0);
    let (above, below) = rows.split_at(first);
    below.iter().find(stays).or(above.last()).map(|row| row.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_goes_to_the_row_below_or_else_above() {
        let id = |id: i64| ResourceId::try_from(id).unwrap();
        let rows: Vec<_> = (1..=4)
            .map(|row| Row { id: id(row), name: String::new(), picture: None, cells: Vec::new() })
            .collect();
        let after = |removed: &[i64]| {
            let removed: Vec<_> = removed.iter().copied().map(id).collect();
            row_after(&rows, &removed).map(ResourceId::get)
        };
        assert_eq!(after(&[2]), Some(3));
        assert_eq!(after(&[1, 3]), Some(2));
        assert_eq!(after(&[3, 4]), Some(2));
        assert_eq!(after(&[4]), Some(3));
        assert_eq!(after(&[1, 2, 3, 4]), None);
    }
}
