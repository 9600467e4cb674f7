//! The question for the list of projects.

use neptun_api::{ListScanner, Project, ProjectList};
use transport::ApiError;

use crate::engine::{LoadId, Outbox};
use crate::messages::{EngineResponse, QuestionError, QuestionId};

/// A list of projects that is on its way. A live server sends whole texts with them, tens of megabytes: they are dropped here, one
/// by one, and the page never sees them.
pub(crate) struct ProjectsQuestion {
    pub(crate) id: QuestionId,
    pub(crate) load: LoadId,
    scanner: ListScanner<Project>,
    projects: Vec<Project>,
}

impl ProjectsQuestion {
    /// Nothing has arrived yet.
    pub(crate) fn new(id: QuestionId, load: LoadId) -> Self {
        Self { id, load, scanner: ListScanner::new(), projects: Vec::new() }
    }

    /// Some bytes have arrived.
    pub(crate) fn received(&mut self, bytes: &[u8]) {
        // The scanner keeps an error until the end.
        let _ = self.scanner.feed(bytes, &mut |project| self.projects.push(project));
    }

    /// The list has arrived to its end, or not: answers.
    pub(crate) fn ended(self, result: Result<(), ApiError>, out: &mut Outbox) {
        let Self { id, scanner, projects, .. } = self;
        let end = result.and_then(|()| scanner.finish().map_err(ApiError::from));
        match end {
            Ok(_) => {
                // Numbers and texts: there is nothing that cannot be written.
                let json = serde_json::to_vec(&ProjectList { projects }).unwrap_or_default();
                out.post_with(EngineResponse::Text { id, is_found: true }, json);
            }
            Err(error) => out.fail(id, QuestionError::Api(error)),
        }
    }
}
