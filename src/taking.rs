//! Files to take along: which are selected, and what is asked of them. The list shows the one and asks the other; who answers is a part
//! of the app of its own (`components/taking_along.rs`), fetched with the first thing asked or when there is time.

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::FileId;

/// How many of the files that are listed are selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    None,
    Some,
    All,
}

impl Share {
    /// As `aria-checked`.
    pub const fn checked(self) -> &'static str {
        match self {
            Self::None => "false",
            Self::Some => "mixed",
            Self::All => "true",
        }
    }
}

/// Something that is asked.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    /// Select a file, or no longer.
    Toggle(FileId),
    /// Select everything from one file to another.
    Extend(FileId, FileId),
    /// Select all that are listed.
    SelectListed,
    /// The same, or none of them if all are.
    ToggleListed,
    /// Select nothing.
    Clear,
    /// Take along all that are listed.
    TakeListed,
}

/// What the list and who answers have in common.
#[derive(Clone, Copy)]
pub struct Taking {
    /// Not a signal: those that there are tell of it, and each further type of them costs as much as all of this.
    state: StoredValue<State>,
    is_changed: RwSignal<bool>,
    /// Whether anything was ever asked.
    pub is_used: RwSignal<bool>,
    /// Whether who answers is to be fetched.
    pub is_wanted: RwSignal<bool>,
}

struct State {
    /// The selected files, in the order of their ids.
    selected: Arc<[FileId]>,
    share: Share,
    asked: Vec<Ask>,
}

impl Taking {
    /// Nothing is selected.
    pub fn new() -> Self {
        Self {
            state: StoredValue::new(State {
                selected: Arc::default(),
                share: Share::None,
                asked: Vec::new(),
            }),
            is_changed: RwSignal::new(false),
            is_used: RwSignal::new(false),
            is_wanted: RwSignal::new(false),
        }
    }

    /// Asks for something.
    #[inline(never)]
    pub fn ask(self, ask: Ask) {
        self.state.update_value(|state| state.asked.push(ask));
        self.is_used.set(true);
        self.is_wanted.set(true);
    }

    /// What was asked since the last time.
    pub fn take_asked(self) -> Vec<Ask> {
        self.is_used.track();
        let asked = self.state.try_update_value(|state| std::mem::take(&mut state.asked));
        asked.unwrap_or_default()
    }

    /// Tells which files are selected, in the order of their ids.
    pub fn tell(self, selected: Arc<[FileId]>, share: Share) {
        let changed = self.state.try_update_value(|state| {
            let changed = state.selected != selected || state.share != share;
            (state.selected, state.share) = (selected, share);
            changed
        });
        if changed == Some(true) {
            self.is_changed.set(true);
        }
    }

    /// The selected files, in the order of their ids.
    pub fn selected(self) -> Arc<[FileId]> {
        self.look().0
    }

    /// How many of the listed files are selected.
    pub fn share(self) -> Share {
        self.look().1
    }

    /// Whether anything is selected.
    pub fn has_selected(self) -> bool {
        !self.selected().is_empty()
    }

    #[inline(never)]
    fn look(self) -> (Arc<[FileId]>, Share) {
        self.is_changed.track();
        self.state.with_value(|state| (Arc::clone(&state.selected), state.share))
    }
}
