//! Every path of the app, as a type. Nothing else writes or reads one.

mod bad_url;
mod build;
mod line_range;
mod parse;

pub use bad_url::{BadUrl, Problem};
pub use line_range::{InvalidLineRange, LineRange};
pub use parse::END_OF_SENTENCE;

use neptun_api::{FileId, ProjectId, ResourceId, ResourceType};
use project_files::contents::search::SearchQuery;
use project_files::listing::ListQuery;

/// A page of the app with its parameters. Its text form is the URL, and [`Route::parse`] is the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/sign-in?next=…`.
    SignIn {
        /// The page to go to afterwards, if not the projects.
        next: Option<Box<Route>>,
    },
    /// `/sign-up?next=…`.
    SignUp {
        /// The page to go to afterwards, if not the projects.
        next: Option<Box<Route>>,
    },
    /// `/projects`, also reached by `/`.
    Projects,
    /// `/account`.
    Account,
    /// `/projects/{id}` and everything below it.
    Project(ProjectId, ProjectRoute),
}

/// A page of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectRoute {
    /// `/projects/{id}`.
    Overview,
    /// `/projects/{id}/files?…`, or with an opened file `/projects/{id}/files/{file_id}?…#L1-L2`.
    Files(FilesRoute),
    /// `/projects/{id}/search?…`: `q`, `regex`, `case`, `word`, `path`, and the filters of the files page.
    Search(SearchQuery),
    /// `/projects/{id}/{resource_type}?…`.
    Resources(ResourceType, ResourcesQuery),
    /// `/projects/{id}/{resource_type}/{resource_id}`.
    Resource(ResourceType, ResourceId),
}

/// The parameters of the files page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesRoute {
    /// The opened file.
    pub file: Option<FileId>,
    /// Filters and order: `context_file_category` and `context_file_type` as in the API, `language`, `created`, `q`, `sort`.
    pub query: ListQuery,
    /// The marked lines of the opened file.
    pub lines: Option<LineRange>,
}

/// Everything that narrows and orders a list of resources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourcesQuery {
    /// Only resources with every word of this text: `q`.
    pub text: String,
    /// The name of the field in the API that orders the rows, with `-` before it if descending: `sort`. Empty for the order of the
    /// server. Each type of resources has its own fields, which its page knows.
    pub sort: String,
}

impl Route {
    /// A project's overview.
    pub fn overview(project: ProjectId) -> Self {
        Self::Project(project, ProjectRoute::Overview)
    }

    /// All files of a project.
    pub fn files(project: ProjectId) -> Self {
        Self::Project(project, ProjectRoute::Files(FilesRoute::default()))
    }

    /// The search in a project's files, with nothing to search for yet.
    pub fn search(project: ProjectId) -> Self {
        Self::Project(project, ProjectRoute::Search(SearchQuery::default()))
    }

    /// The list of one type of resources.
    pub fn resources(project: ProjectId, resource_type: ResourceType) -> Self {
        Self::Project(project, ProjectRoute::Resources(resource_type, ResourcesQuery::default()))
    }

    /// The details of a resource.
    pub fn resource(project: ProjectId, resource_type: ResourceType, id: ResourceId) -> Self {
        Self::Project(project, ProjectRoute::Resource(resource_type, id))
    }

    /// The sign-in page that leads back to this one.
    pub fn to_sign_in(self) -> Self {
        Self::SignIn { next: self.redirect_target() }
    }

    /// This page as the value of `next`; nothing if signing in leads there anyway.
    fn redirect_target(self) -> Option<Box<Self>> {
        match self {
            Self::Projects => None,
            Self::SignIn { next } | Self::SignUp { next } => next,
            page @ (Self::Account | Self::Project(..)) => Some(Box::new(page)),
        }
    }
}

#[cfg(test)]
mod tests;
