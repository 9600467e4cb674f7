//! The selected files, and the actions on them. The list shows the selection and dispatches actions; `components/export.rs` handles them.
//! That is a part of the app of its own, fetched with the first action or when there is time.

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::FileId;

/// The state of the checkbox that selects all listed files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelectAllState {
    None,
    Some,
    All,
}

impl SelectAllState {
    /// As `aria-checked`.
    pub const fn checked(self) -> &'static str {
        match self {
            Self::None => "false",
            Self::Some => "mixed",
            Self::All => "true",
        }
    }
}

/// An action.
#[derive(Debug, Clone)]
pub enum SelectionAction {
    /// Select a file, or deselect it.
    Toggle(FileId),
    /// Select everything from one file to another.
    Extend(FileId, FileId),
    /// Select all listed files.
    SelectListed,
    /// The same, or deselect them if all are selected.
    ToggleListed,
    /// Select nothing.
    Clear,
    /// Export all listed files.
    ExportListed,
    /// Move files into a folder; the outermost is empty.
    Move(Vec<FileId>, String),
}

/// The selection as the list and the handler of its actions share it.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Not a signal: `is_changed` tells of it, and each further type of signals costs as much code as all of this.
    state: StoredValue<State>,
    is_changed: RwSignal<bool>,
    /// Set by the first action.
    pub is_used: RwSignal<bool>,
    /// Set when the handler is to be fetched.
    pub is_wanted: RwSignal<bool>,
}

struct State {
    /// The selected files, in the order of their ids.
    selected: Arc<[FileId]>,
    select_all: SelectAllState,
    actions: Vec<SelectionAction>,
    /// Run after these actions.
    waiting: Vec<Box<dyn FnOnce() + Send + Sync>>,
}

impl Selection {
    /// Nothing is selected.
    pub fn new() -> Self {
        Self {
            state: StoredValue::new(State {
                selected: Arc::default(),
                select_all: SelectAllState::None,
                actions: Vec::new(),
                waiting: Vec::new(),
            }),
            is_changed: RwSignal::new(false),
            is_used: RwSignal::new(false),
            is_wanted: RwSignal::new(false),
        }
    }

    /// Dispatches an action.
    #[inline(never)]
    pub fn dispatch(self, action: SelectionAction) {
        self.state.update_value(|state| state.actions.push(action));
        self.is_used.set(true);
        self.is_wanted.set(true);
    }

    /// Runs something that needs to know what is selected: at once, unless the handler of earlier actions is still on its way.
    pub fn when_known(self, run: impl FnOnce() + Send + Sync + 'static) {
        if self.state.with_value(|state| state.actions.is_empty()) {
            run();
        } else {
            self.state.update_value(|state| state.waiting.push(Box::new(run)));
        }
    }

    /// All actions are applied: runs what has waited for that.
    pub fn run_waiting(self) {
        let waiting = self.state.try_update_value(|state| std::mem::take(&mut state.waiting));
        waiting.into_iter().flatten().for_each(|run| untrack(run));
    }

    /// The actions since the last call. Subscribes to them.
    pub fn take_actions(self) -> Vec<SelectionAction> {
        self.is_used.track();
        let actions = self.state.try_update_value(|state| std::mem::take(&mut state.actions));
        actions.unwrap_or_default()
    }

    /// Publishes the selected files, in the order of their ids.
    pub fn publish(self, selected: Arc<[FileId]>, select_all: SelectAllState) {
        let is_changed = self.state.try_update_value(|state| {
            let is_changed = state.selected != selected || state.select_all != select_all;
            (state.selected, state.select_all) = (selected, select_all);
            is_changed
        });
        if is_changed == Some(true) {
            self.is_changed.set(true);
        }
    }

    /// The selected files, in the order of their ids.
    pub fn selected(self) -> Arc<[FileId]> {
        self.read().0
    }

    /// The state of the checkbox that selects all listed files.
    pub fn select_all_state(self) -> SelectAllState {
        self.read().1
    }

    /// Returns true if a file is selected.
    pub fn has_selected(self) -> bool {
        !self.selected().is_empty()
    }

    #[inline(never)]
    fn read(self) -> (Arc<[FileId]>, SelectAllState) {
        self.is_changed.track();
        self.state.with_value(|state| (Arc::clone(&state.selected), state.select_all))
    }
}
