//! The list of the user's projects. It outlives its page, so that the way back to it is instant.

use std::cmp::Reverse;

use leptos::prelude::*;
use neptun_api::Project;

use crate::api::Api;
use crate::state::query::Query;

/// The projects of the user who is signed in. A context; nothing is loaded until it is asked for.
#[derive(Clone)]
pub struct Projects {
    owner: Owner,
    query: StoredValue<Option<Query<Vec<Project>>>>,
    /// The words that its page searches for.
    pub search: RwSignal<String>,
}

impl Projects {
    /// Provides them to everything below, for as long as the owner lives.
    pub fn provide() {
        // A query lives as long as its owner, and that is not the page that asks for it first.
        if let Some(owner) = Owner::current() {
            let (query, search) = (StoredValue::new(None), RwSignal::new(String::new()));
            provide_context(Self { owner, query, search });
        }
    }

    /// The projects that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Changes the list, if it is known, after the server confirmed the same change.
    pub fn change(&self, change: impl FnOnce(&mut Vec<Project>)) {
        if let Some(query) = self.query.try_get_value().flatten() {
            query.change(change);
        }
    }

    /// The projects, the one that changed last first. Those of an earlier visit are there at once, and are revalidated.
    pub fn query(&self) -> Query<Vec<Project>> {
        let Self { owner, query, .. } = self;
        if let Some(known) = query.get_value() {
            known.revalidate();
            return known;
        }
        let api = Api::expect();
        let started = owner.with(|| {
            Query::started(move || async move {
                let mut projects = api.projects().await?;
                projects.sort_unstable_by_key(|project| Reverse((project.updated_at, project.id)));
                Ok(projects)
            })
        });
        query.set_value(Some(started));
        started
    }
}
