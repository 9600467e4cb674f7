//! The search as it was left, so that Back leads to the same matches at the same scroll position.

use std::cell::RefCell;

use leptos::prelude::*;
use neptun_api::ProjectId;
use project_files::search::SearchQuery;

use super::runner::{Runner, State};
use super::sheet::Sheet;
use crate::navigation::Navigation;
use crate::ui::VirtualList;

/// The position of the user among the matches.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    /// The scroll offset of the list, in pixels.
    pub(super) top: f64,
    /// The row that had the focus.
    pub(super) focused: Option<usize>,
}

impl Place {
    /// Restores the scroll offset and the focus.
    pub(super) fn go_back(self, list: VirtualList, focus: impl Fn(usize) + 'static) {
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
struct Left {
    project: ProjectId,
    query: SearchQuery,
    sheet: Sheet,
    place: Place,
}

thread_local! {
    /// The search that was left last. It is not a part of the project's data, so that the list of files loads no code for it.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// The search that was left, if Back or Forward has led to it.
pub(super) fn take(project: ProjectId, query: &SearchQuery) -> Option<(Sheet, Place)> {
    let left = LEFT.take().filter(|left| left.project == project && left.query == *query)?;
    Navigation::expect().is_history_navigation().then_some((left.sheet, left.place))
}

/// Saves the search when its page is left. `place` is the last position among its matches.
pub(super) fn keep(
    project: ProjectId,
    runner: Runner,
    query: Memo<SearchQuery>,
    place: StoredValue<Option<Place>>,
) {
    on_cleanup(move || {
        // While another search starts, the sheet still belongs to the last one.
        if runner.state.get_untracked() == State::Done
            && let Some(sheet) = runner.take_sheet()
        {
            let (query, place) = (query.get_untracked(), place.get_value().unwrap_or_default());
            LEFT.set(Some(Left { project, query, sheet, place }));
        }
    });
}
