//! What the search was like when its page was left. Back leads to the same matches, in the same place.

use std::cell::RefCell;

use leptos::prelude::*;
use neptun_api::ProjectId;
use project_files::search::SearchQuery;

use super::runner::{Runner, State};
use super::sheet::Sheet;
use crate::navigation::Navigation;
use crate::ui::VirtualList;

/// Where somebody was among the matches.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    /// How far the list was scrolled, in pixels.
    pub(super) top: f64,
    /// The row that had the focus.
    pub(super) focused: Option<usize>,
}

impl Place {
    /// Scrolls a list to here, and gives the focus back to the row that had it.
    pub(super) fn go_back(self, list: VirtualList, focus: impl Fn(usize) + 'static) {
        // Once the list has its height, without which there may be nowhere to scroll to.
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
    /// The one that was left last. Not with the rest of the project's data: only this page knows what it is, and the list of files is to
    /// load none of it.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// The search that was left, if Back or Forward has led to it again.
pub(super) fn take(project: ProjectId, query: &SearchQuery) -> Option<(Sheet, Place)> {
    let left = LEFT.take().filter(|left| left.project == project && left.query == *query)?;
    Navigation::expect().came_back().then_some((left.sheet, left.place))
}

/// Keeps the search of a page when that is left. `place` is where its list was left.
pub(super) fn keep(
    project: ProjectId,
    runner: Runner,
    query: Memo<SearchQuery>,
    place: StoredValue<Option<Place>>,
) {
    on_cleanup(move || {
        // On the way to another search, the sheet is that of the last one.
        if runner.state.get_untracked() == State::Done
            && let Some(sheet) = runner.take_sheet()
        {
            let (query, place) = (query.get_untracked(), place.get_value().unwrap_or_default());
            LEFT.set(Some(Left { project, query, sheet, place }));
        }
    });
}
