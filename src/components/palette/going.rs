//! The state of "Go to": the text in the input, and the results for it.

use leptos::prelude::*;
use neptun_api::{FileId, Project};

use super::commands::{Command, Means, commands};
use super::finder::{Finder, Offer};
use super::results::{Results, Wanted};
use crate::api::Api;
use crate::files_store::LoadedFiles;
use crate::load::{Load, Running};
use crate::navigation::Navigation;
use crate::palette::Palette;
use crate::project_data::ProjectData;
use crate::time::{Stopwatch, breathe, drawn};
use routes::{Route, ProjectRoute};

/// Milliseconds of searching without a pause.
const SLICE_MILLIS: f64 = 6.0;
/// Files between two looks at the clock.
const FILES_PER_STEP: usize = 256;

/// The state that the parts of the dialog share.
#[derive(Clone, Copy)]
pub(super) struct Going {
    pub(super) palette: Palette,
    pub(super) means: Means,
    pub(super) navigation: Navigation,
    pub(super) project: Option<ProjectData>,
    projects: Load<Vec<Project>>,
    commands: StoredValue<Vec<Command>>,
    pub(super) typed: RwSignal<String>,
    finder: StoredValue<Finder, LocalStorage>,
    running: Running,
    pub(super) results: RwSignal<Results>,
    /// Whether the results in sight have been painted. The others are rendered after that: they take half of a key's time.
    pub(super) is_seen: RwSignal<bool>,
    /// The position of the active choice, counted through all groups.
    pub(super) active: RwSignal<usize>,
}

impl Going {
    /// Begins to load the files and the projects, and follows the text in the input.
    pub(super) fn new(palette: Palette) -> Self {
        let api = Api::expect();
        let project = use_context::<ProjectData>();
        let going = Self {
            palette,
            means: Means::expect(palette, project),
            navigation: Navigation::expect(),
            project,
            projects: Load::started(move || api.projects()),
            commands: StoredValue::new(commands(project.map(|data| data.id))),
            typed: RwSignal::new(String::new()),
            finder: StoredValue::new_local(Finder::default()),
            running: Running::new(),
            results: RwSignal::new(Results::default()),
            is_seen: RwSignal::new(false),
            active: RwSignal::new(0),
        };
        if let Some(data) = project {
            data.files.ensure_all();
        }
        Effect::new(move |_| {
            going.typed.track();
            going.projects.value().track();
            if let Some(data) = going.project {
                data.files.load.value().track();
            }
            going.look();
        });
        going
    }

    /// Searches in slices, and shows the results.
    fn look(self) {
        self.running.supersede(Box::pin(async move {
            loop {
                let slice = Stopwatch::start();
                let mut is_more = true;
                while is_more && slice.millis() < SLICE_MILLIS {
                    is_more = self.step();
                }
                if !is_more {
                    break;
                }
                breathe().await;
            }
            self.show();
            drawn().await;
            self.is_seen.set(true);
        }));
    }

    /// Looks at some more files, and returns whether there are others.
    fn step(self) -> bool {
        let Some(data) = self.project else { return false };
        let typed = self.typed.get_untracked();
        let wanted = Wanted::read(&typed);
        let is_more = data.files.load.value().with_untracked(|loaded| {
            let files = &loaded.as_ref()?.files;
            self.finder.try_update_value(|finder| finder.step(&wanted, files, FILES_PER_STEP))
        });
        is_more.unwrap_or(false)
    }

    fn show(self) {
        let typed = self.typed.get_untracked();
        let wanted = Wanted::read(&typed);
        let find = |loaded: Option<&LoadedFiles>| {
            self.projects.value().with_untracked(|projects| {
                self.commands.with_value(|commands| {
                    let here = self.project.map(|data| data.id);
                    let mut projects = projects.clone().unwrap_or_default();
                    projects.retain(|project| Some(project.id) != here);
                    let offer = Offer {
                        commands,
                        projects: &projects,
                        recent: &self
                            .project
                            .map(|data| data.recent.get_value())
                            .unwrap_or_default(),
                        opened: self.opened(),
                    };
                    let files = loaded.map(|loaded| &loaded.files);
                    self.finder.try_update_value(|finder| finder.results(&wanted, files, &offer))
                })
            })
        };
        let found = match self.project {
            Some(data) => data.files.load.value().with_untracked(|loaded| find(loaded.as_ref())),
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
