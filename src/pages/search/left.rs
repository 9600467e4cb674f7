//! What the search was like when its page was left. Back leads to the same matches, in the same place.

use leptos::prelude::*;
use project_files::search::SearchQuery;

use super::runner::{Runner, State};
use super::sheet::Sheet;
use crate::navigation::Navigation;
use crate::project_data::ProjectData;

/// Where somebody was among the matches.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    /// How far the list was scrolled, in pixels.
    pub(super) top: f64,
    /// The row that had the focus.
    pub(super) focused: Option<usize>,
}

/// A search that was left.
struct Left {
    query: SearchQuery,
    sheet: Sheet,
    place: Place,
}

/// The search that was left, if Back or Forward has led to it again.
pub(super) fn take(data: ProjectData, query: &SearchQuery) -> Option<(Sheet, Place)> {
    let left = data.left_search.try_update_value(Option::take)??;
    let left = left.downcast::<Left>().ok().filter(|left| left.query == *query)?;
    Navigation::expect().came_back().then_some((left.sheet, left.place))
}

/// Keeps the search of a page when that is left, for as long as the project is on screen. `place` is where its list was left.
pub(super) fn keep(
    data: ProjectData,
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
            data.left_search.set_value(Some(Box::new(Left { query, sheet, place })));
        }
    });
}
