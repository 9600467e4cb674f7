//! The state of "Go to": the text in the input, and the results for it.

use leptos::prelude::*;
use neptun_api::{FileId, Project};
use project_files::listing::Listing;
use routes::{ProjectRoute, Route};

use super::Palette;
use super::commands::{Command, Means, commands};
use super::finder::{Candidates, Finder};
use super::results::{Results, Wanted};
use crate::api::Api;
use crate::state::navigation::Navigation;
use crate::state::project::ProjectData;
use crate::state::query::{AbortableTask, Query};
use crate::time::next_paint;

/// The state that the parts of the dialog share.
#[derive(Clone, Copy)]
pub(super) struct PaletteState {
    pub(super) palette: Palette,
    pub(super) means: Means,
    pub(super) navigation: Navigation,
    pub(super) project: Option<ProjectData>,
    projects: Query<Vec<Project>>,
    commands: StoredValue<Vec<Command>>,
    pub(super) typed: RwSignal<String>,
    finder: StoredValue<Finder, LocalStorage>,
    running: AbortableTask,
    pub(super) results: RwSignal<Results>,
    /// True if the results in sight have been painted. The others are rendered after that: they take half of a key's time.
    pub(super) is_seen: RwSignal<bool>,
    /// The position of the active choice, counted through all groups.
    pub(super) active: RwSignal<usize>,
}

impl PaletteState {
    /// Begins to load the files and the projects, and follows the text in the input.
    pub(super) fn new(palette: Palette) -> Self {
        let api = Api::expect();
        let project = use_context::<ProjectData>();
        let state = Self {
            palette,
            means: Means::expect(palette, project),
            navigation: Navigation::expect(),
            project,
            projects: Query::started(move || api.projects()),
            commands: StoredValue::new(commands(project.map(|data| data.id))),
            typed: RwSignal::new(String::new()),
            finder: StoredValue::new_local(Finder::default()),
            running: AbortableTask::new(),
            results: RwSignal::new(Results::default()),
            is_seen: RwSignal::new(false),
            active: RwSignal::new(0),
        };
        if let Some(data) = project {
            data.files.ensure_all();
        }
        Effect::new(move |_| {
            state.typed.track();
            state.projects.value().track();
            if let Some(data) = state.project {
                data.files.loaded.track();
            }
            state.look();
        });
        state
    }

    /// Searches, and shows the results.
    fn look(self) {
        self.show();
        self.running.supersede(Box::pin(async move {
            next_paint().await;
            self.is_seen.set(true);
        }));
    }

    fn show(self) {
        let typed = self.typed.get_untracked();
        let wanted = Wanted::read(&typed);
        let find = |listing: Option<&Listing>| {
            self.projects.value().with_untracked(|projects| {
                self.commands.with_value(|commands| {
                    let here = self.project.map(|data| data.id);
                    let mut projects = projects.clone().unwrap_or_default();
                    projects.retain(|project| Some(project.id) != here);
                    let offer = Candidates {
                        commands,
                        projects: &projects,
                        recent: &self
                            .project
                            .map(|data| data.recent.get_value())
                            .unwrap_or_default(),
                        opened: self.opened(),
                    };
                    self.finder.try_update_value(|finder| finder.results(&wanted, listing, &offer))
                })
            })
        };
        let found = match self.project {
            Some(data) => data
                .files
                .loaded
                .with_untracked(|loaded| find(loaded.as_ref().map(|loaded| &loaded.listing))),
            None => find(None),
        };
        if let Some(found) = found {
            let last = found.len().saturating_sub(1);
            self.results.set(found);
            self.active.maybe_update(|active| {
                let is_beyond = *active > last;
                *active = last.min(*active);
                is_beyond
            });
        }
    }

    /// The file that is open.
    pub(super) fn opened(self) -> Option<FileId> {
        match self.navigation.page_untracked()? {
            Route::Project(_, ProjectRoute::Files(view)) => view.file,
            _ => None,
        }
    }
}
