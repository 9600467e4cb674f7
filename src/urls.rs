//! Every URL of the app, as a type: what is not one of these is not a page. Nothing else writes or reads a path.

mod bad_url;
mod build;
mod lines;
mod parse;
mod search;

pub use bad_url::BadUrl;
pub use lines::Lines;
pub use search::SearchText;

use neptun_api::{FileId, ProjectId, ResourceId, ResourceType};
use project_files::Query;

/// A place in the app. Its text form is the URL, and [`AppUrl::parse`] is the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppUrl {
    /// `/sign-in?next=…`: where to go afterwards, if not to the projects.
    SignIn {
        /// The page that asked for a session.
        next: Option<Box<AppUrl>>,
    },
    /// `/sign-up?next=…`.
    SignUp {
        /// The page that asked for a session.
        next: Option<Box<AppUrl>>,
    },
    /// `/projects`, also reached by `/`.
    Projects,
    /// `/projects/{id}` and everything below it.
    Project(ProjectId, ProjectPage),
}

/// A page of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectPage {
    /// `/projects/{id}`.
    Overview,
    /// `/projects/{id}/files?…`, or with an opened file `/projects/{id}/files/{file_id}?…#L1-L2`.
    Files(FilesView),
    /// `/projects/{id}/search?…`: `q`, `regex`, `case`, `word`, `path`, and the filters of the files page.
    Search(SearchText),
    /// `/projects/{id}/{resource_type}`.
    Resources(ResourceType),
    /// `/projects/{id}/{resource_type}/{resource_id}`.
    Resource(ResourceType, ResourceId),
}

/// What the files page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesView {
    /// The opened file.
    pub file: Option<FileId>,
    /// Filters and order: `context_file_category` and `context_file_type` as in the API, `language`, `created`, `q`, `sort`.
    pub query: Query,
    /// The marked lines of the opened file.
    pub lines: Option<Lines>,
}

impl AppUrl {
    /// A project's overview.
    pub fn overview(project: ProjectId) -> Self {
        Self::Project(project, ProjectPage::Overview)
    }

    /// All files of a project.
    pub fn files(project: ProjectId) -> Self {
        Self::Project(project, ProjectPage::Files(FilesView::default()))
    }

    /// The search in a project's files, with nothing to be found yet.
    pub fn search(project: ProjectId) -> Self {
        Self::Project(project, ProjectPage::Search(SearchText::default()))
    }

    /// The list of one type of resources.
    pub fn resources(project: ProjectId, resource_type: ResourceType) -> Self {
        Self::Project(project, ProjectPage::Resources(resource_type))
    }

    /// The details of a resource.
    pub fn resource(project: ProjectId, resource_type: ResourceType, id: ResourceId) -> Self {
        Self::Project(project, ProjectPage::Resource(resource_type, id))
    }

    /// The sign-in page that leads back here.
    pub fn sign_in_first(self) -> Self {
        Self::SignIn { next: self.worth_returning_to() }
    }

    /// This place, if it is worth naming in `next`: signing in leads to the projects anyway.
    fn worth_returning_to(self) -> Option<Box<Self>> {
        match self {
            Self::Projects => None,
            Self::SignIn { next } | Self::SignUp { next } => next,
            page @ Self::Project(..) => Some(Box::new(page)),
        }
    }
}

#[cfg(test)]
mod tests;
