//! The loaded data of the project on screen. Its pages share it, so that going from one to another loads nothing twice.

use leptos::prelude::*;
use neptun_api::{FileId, Project, ProjectId, Resource, ResourceType};

use crate::api::Api;
use crate::state::files_store::FilesStore;
use crate::state::query::Query;
use crate::state::wrap_lines::WrapLines;

/// The project on screen, its files and its resources. A context; every part loads, and fails, on its own.
#[derive(Clone, Copy)]
pub struct ProjectData {
    /// Its id, from the URL.
    pub id: ProjectId,
    /// The project itself.
    pub project: Query<Project>,
    /// Its files.
    pub files: FilesStore,
    /// True if long lines of its files are wrapped.
    pub wrap: WrapLines,
    /// The files that were opened, the last one first.
    pub recent: StoredValue<Vec<FileId>>,
    resources: [Query<Vec<Resource>>; 4],
}

impl ProjectData {
    /// Begins to load a project and its resources, and provides them to everything below. The files, which can be many
    /// megabytes, wait until a page asks for them.
    pub fn provide(id: ProjectId) -> Self {
        let api = Api::expect();
        let project = Query::started(move || api.project(id));
        let files = FilesStore::new(id, project.status());
        let resources = ResourceType::ALL.map(|resource_type| {
            Query::started(move || api.resources(id, resource_type)).nested_in(project.status())
        });
        let (wrap, recent) = (WrapLines::remembered(), StoredValue::new(Vec::new()));
        let data = Self { id, project, files, wrap, recent, resources };
        provide_context(data);
        data
    }

    /// The project data that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The linked resources of a type.
    pub fn resources(self, resource_type: ResourceType) -> Query<Vec<Resource>> {
        self.resources[resource_type as usize]
    }

    /// Revalidates the project and the lists of its resources.
    pub fn revalidate(self) {
        self.project.revalidate();
        for resources in self.resources {
            resources.revalidate();
        }
    }

    /// Remembers which file was opened.
    pub fn opened(self, file: FileId) {
        self.recent.update_value(|recent| {
            recent.retain(|other| *other != file);
            recent.insert(0, file);
        });
    }

    /// The number of files of the project, once all of them are loaded.
    pub fn files_count(self) -> Option<usize> {
        self.files.loaded.with(|loaded| {
            let complete = loaded.as_ref().filter(|loaded| loaded.is_complete());
            complete.map(|loaded| loaded.listing.len())
        })
    }

    /// The number of linked resources of a type, once it is known.
    pub fn resources_count(self, resource_type: ResourceType) -> Option<usize> {
        self.resources(resource_type).value().with(|found| found.as_ref().map(Vec::len))
    }

    /// Every count.
    pub fn counts(self) -> (Option<usize>, [Option<usize>; 4]) {
        (self.files_count(), ResourceType::ALL.map(|kind| self.resources_count(kind)))
    }

    /// Returns true if the project and its resources are loaded, or have failed to.
    pub fn is_settled(self) -> bool {
        // Every one is asked, so that whoever asks is told of each change.
        let pending = self.resources.map(Query::is_pending);
        !self.project.is_pending() && pending == [false; 4]
    }

    /// The project's name, once it is known.
    pub fn name(self) -> Option<String> {
        self.project.value().with(|project| project.as_ref().map(|project| project.name.clone()))
    }
}
