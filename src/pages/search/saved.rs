//! The search as it was left, so that Back leads to the same matches at the same scroll position.

use std::cell::RefCell;

use leptos::prelude::*;
use neptun_api::{ProjectId, UserId};
use project_files::contents::search::SearchQuery;

use super::results::SearchResults;
use super::task::{SearchState, SearchTask, SearchedFiles};
use crate::api::session::Session;
use crate::state::navigation::Navigation;
use crate::ui::VirtualList;

/// The position of the user among the matches.
#[derive(Clone, Copy, Default)]
pub(super) struct ScrollPosition {
    /// The scroll offset of the list, in pixels.
    pub(super) top: f64,
    /// The row that had the focus.
    pub(super) focused: Option<usize>,
}

impl ScrollPosition {
    /// Restores the scroll offset and the focus.
    pub(super) fn restore(self, list: VirtualList, focus: impl Fn(usize) + 'static) {
        // In the next frame the list has its full height, without which it cannot scroll that far.
        request_animation_frame(move || {
            if list.viewport.try_get_untracked().flatten().is_some() {
                list.scroll_to(self.top);
                if let Some(row) = self.focused {
                    focus(row);
                }
            }
        });
    }
}

/// A search that was left.
pub(super) struct SavedSearch {
    user: Option<UserId>,
    project: ProjectId,
    query: SearchQuery,
    pub(super) results: SearchResults,
    pub(super) files: SearchedFiles,
    pub(super) position: ScrollPosition,
}

thread_local! {
    /// The search that was left last. It is not a part of the project's data, so that the list of files loads no code for it.
    static SAVED: RefCell<Option<SavedSearch>> = const { RefCell::new(None) };
}

/// The saved search, if Back or Forward has led to it.
pub(super) fn take(project: ProjectId, query: &SearchQuery) -> Option<SavedSearch> {
    let user = Session::expect().user_id_untracked();
    let is_same = |saved: &SavedSearch| {
        saved.user == user && saved.project == project && saved.query == *query
    };
    let saved = SAVED.take().filter(is_same)?;
    Navigation::expect().is_history_navigation().then_some(saved)
}

/// Saves the search when its page is left. `position` is the last one among its matches.
pub(super) fn save_on_cleanup(
    project: ProjectId,
    task: SearchTask,
    query: Memo<SearchQuery>,
    position: StoredValue<Option<ScrollPosition>>,
) {
    // When the page is cleaned up, another user may have signed in.
    let user = Session::expect().user_id_untracked();
    on_cleanup(move || {
        // While another search starts, the results still belong to the last one.
        if task.state.get_untracked() == SearchState::Done
            && let Some(results) = task.take_results()
        {
            SAVED.set(Some(SavedSearch {
                user,
                project,
                query: query.get_untracked(),
                results,
                files: task.searched_files(),
                position: position.get_value().unwrap_or_default(),
            }));
        }
    });
}
