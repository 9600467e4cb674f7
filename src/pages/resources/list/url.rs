//! The filter and the order of the list in the URL, and their changes.

use leptos::prelude::*;
use neptun_api::{ProjectId, ResourceType};
use routes::{ProjectRoute, ResourcesQuery, Route};

use super::table::RowSort;
use crate::state::navigation::Navigation;

/// The filter and the order: all of it is in the URL.
#[derive(Clone, Copy)]
pub struct ListUrl {
    navigation: Navigation,
    project: ProjectId,
    resource_type: ResourceType,
    query: Memo<ResourcesQuery>,
    /// The words of the filter.
    pub text: Memo<String>,
    /// The order of the rows; without one, it is that of the server.
    pub sort: Memo<Option<RowSort>>,
}

impl ListUrl {
    /// Follows the URL.
    pub fn new(project: ProjectId, resource_type: ResourceType) -> Self {
        let navigation = Navigation::expect();
        let query = Memo::new(move |last: Option<&ResourcesQuery>| match navigation.route() {
            Ok(Route::Project(_, ProjectRoute::Resources(shown, query)))
                if shown == resource_type =>
            {
                query
            }
            // Another page is about to replace this one.
            _ => last.cloned().unwrap_or_default(),
        });
        Self {
            navigation,
            project,
            resource_type,
            query,
            text: Memo::new(move |_| query.with(|query| query.text.clone())),
            sort: Memo::new(move |_| {
                query.with(|query| RowSort::parse(&query.sort, resource_type))
            }),
        }
    }

    /// Changes the words of the filter, as they are typed.
    pub fn type_text(self, text: String) {
        self.navigation.replace_typed(&self.changed(|query| query.text = text));
    }

    /// Shows every row.
    pub fn clear_text(self) {
        if self.text.with_untracked(|text| !text.is_empty()) {
            self.navigation.replace(&self.changed(|query| query.text.clear()));
        }
    }

    /// Changes the order as a click on the head of a column does.
    pub fn sort_by(self, column: usize) {
        let sort = RowSort::clicked(self.sort.get_untracked(), column, self.resource_type);
        let sort = sort.map(|sort| sort.parameter(self.resource_type)).unwrap_or_default();
        self.navigation.replace(&self.changed(|query| query.sort = sort));
    }

    fn changed(self, change: impl FnOnce(&mut ResourcesQuery)) -> Route {
        let mut query = self.query.get_untracked();
        change(&mut query);
        Route::Project(self.project, ProjectRoute::Resources(self.resource_type, query))
    }
}
