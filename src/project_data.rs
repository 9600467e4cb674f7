//! What is loaded of the project on screen. Its pages share it, so that going from one to another loads nothing twice.

use leptos::prelude::*;
use neptun_api::{FileFilter, Project, ProjectId, Resource, ResourceType};
use project_files::{ProjectFiles, Query};

use crate::api::Api;
use crate::load::Load;
use crate::lowercase::lowercase;
use crate::reactive::stored;

/// The project on screen, its files and its resources. A context; every part loads, and fails, on its own.
#[derive(Clone, Copy)]
pub struct ProjectData {
    /// Its id, from the URL.
    pub id: ProjectId,
    /// The project itself.
    pub project: Load<Project>,
    /// Its files.
    pub files: FilesStore,
    resources: [Load<Vec<Resource>>; 4],
}

impl ProjectData {
    /// Begins to load a project and its resources, and provides them to everything below. The files, which can be many
    /// megabytes, wait until a page asks for them.
    pub fn provide(id: ProjectId) -> Self {
        let api = Api::expect();
        let data = Self {
            id,
            project: Load::started(move || api.project(id)),
            files: FilesStore::new(api, id),
            resources: ResourceType::ALL
                .map(|resource_type| Load::started(move || api.resources(id, resource_type))),
        };
        provide_context(data);
        data
    }

    /// The project data that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The linked resources of a type.
    pub fn resources(self, resource_type: ResourceType) -> Load<Vec<Resource>> {
        self.resources[resource_type as usize]
    }

    /// Whether the project and its resources are loaded, or have failed to.
    pub fn is_settled(self) -> bool {
        // Every one is asked, so that whoever asks is told of each change.
        let pending = self.resources.map(Load::is_pending);
        !self.project.is_pending() && pending == [false; 4]
    }

    /// The project's name, once it is known.
    pub fn name(self) -> Option<String> {
        self.project.value().with(|project| project.as_ref().map(|project| project.name.clone()))
    }
}

/// The files that are loaded, and which part of all they are.
#[derive(Debug)]
pub struct LoadedFiles {
    /// The files.
    pub files: ProjectFiles,
    /// The filter that they were loaded with; the default stands for all files.
    part: FileFilter,
}

impl LoadedFiles {
    /// Whether these are all files of the project.
    pub fn are_all(&self) -> bool {
        self.part == FileFilter::default()
    }

    /// Whether everything that a query shows is among these.
    pub fn cover_query(&self, query: &Query) -> bool {
        self.cover(&wanted_part(query))
    }

    /// Whether every file that such a filter lets through is among these.
    fn cover(&self, wanted: &FileFilter) -> bool {
        let covers =
            |part: &Option<String>, wanted: &Option<String>| part.is_none() || part == wanted;
        covers(&self.part.context_file_category, &wanted.context_file_category)
            && covers(&self.part.context_file_type, &wanted.context_file_type)
    }
}

/// The part of the files that a query needs.
fn wanted_part(query: &Query) -> FileFilter {
    FileFilter {
        context_file_category: query.category.clone(),
        context_file_type: query.file_type.clone(),
    }
}

/// The files of a project: loaded in part if a link asks for a part, in whole as soon as more is wanted.
#[derive(Clone, Copy)]
pub struct FilesStore {
    /// How loading goes.
    pub load: Load<LoadedFiles>,
    wanted: StoredValue<FileFilter>,
}

impl FilesStore {
    fn new(api: Api, project: ProjectId) -> Self {
        let wanted = stored(FileFilter::default());
        let load = Load::new(move || async move {
            let part = wanted.get_value();
            let answer = api.files(project, &part).await?;
            Ok(LoadedFiles {
                files: ProjectFiles::new(lowercase, answer.files),
                part: if answer.complete { FileFilter::default() } else { part },
            })
        });
        Self { load, wanted }
    }

    /// Makes sure that everything which a query shows is loaded, or on its way.
    pub fn ensure(self, query: &Query) {
        self.ensure_part(wanted_part(query));
    }

    /// Makes sure that all files are loaded, or on their way.
    pub fn ensure_all(self) {
        self.ensure_part(FileFilter::default());
    }

    fn ensure_part(self, part: FileFilter) {
        let begun = untrack(|| self.load.is_pending() || self.load.value().with(Option::is_some));
        if !begun {
            self.wanted.set_value(part);
            self.load.start();
            return;
        }
        let under_way = self.wanted.get_value();
        let coming = LoadedFiles { files: ProjectFiles::new(lowercase, []), part: under_way };
        let loaded = self
            .load
            .value()
            .with_untracked(|loaded| loaded.as_ref().is_some_and(|loaded| loaded.cover(&part)));
        if !loaded && !coming.cover(&part) {
            // One part is there and another is wanted: whoever changes filters will want more of them.
            self.wanted.set_value(FileFilter::default());
            self.load.reload();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_covers_what_is_narrower() {
        let filter = |category: Option<&str>, kind: Option<&str>| FileFilter {
            context_file_category: category.map(str::to_owned),
            context_file_type: kind.map(str::to_owned),
        };
        let covers = |part: FileFilter, wanted: FileFilter| {
            LoadedFiles { files: ProjectFiles::new(lowercase, []), part }.cover(&wanted)
        };
        assert!(covers(filter(None, None), filter(Some("source"), Some("hook"))));
        assert!(covers(filter(Some("source"), None), filter(Some("source"), Some("hook"))));
        assert!(!covers(filter(Some("source"), None), filter(None, None)));
        assert!(!covers(filter(Some("source"), None), filter(Some("config"), None)));
        assert!(!covers(filter(Some("source"), Some("hook")), filter(Some("source"), None)));
    }
}
