//! Projects.

use serde::{Deserialize, Serialize};

use crate::validate::{Checks, Validate};
use crate::{Issue, ProjectId, Timestamp, UserId, lenient};

/// A project of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: ProjectId,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub name: String,
    /// Its description.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub description: Option<String>,
    /// The kind of project, for example `web-app`. An open list.
    #[serde(default, deserialize_with = "lenient::optional", alias = "type")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub project_type: Option<String>,
    /// Its main language, for example `typescript`. An open list.
    #[serde(default, deserialize_with = "lenient::optional", alias = "main_language")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub programming_language: Option<String>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = Timestamp))]
    pub updated_at: Option<Timestamp>,
    /// Whose it is.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = UserId))]
    pub neptun_user_id: Option<UserId>,
}

impl Project {
    /// The same project with a name to be found by.
    pub(crate) fn with_name(mut self) -> Self {
        if self.name.trim().is_empty() {
            self.name = format!("Unnamed project {}", self.id);
        }
        self
    }
}

/// The documented answer of `GET /api/users/{user_id}/projects`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectList {
    /// All projects of the user.
    pub projects: Vec<Project>,
}

/// The documented answer of reading, creating and changing one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectEnvelope {
    /// The project.
    pub project: Project,
}

/// The body of `POST /api/users/{user_id}/projects`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProject {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 200))]
    pub name: String,
    /// Its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub description: Option<String>,
    /// The kind of project.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub project_type: String,
    /// Its main language.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub programming_language: String,
}

/// The same body as a live server takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveProject<'a> {
    name: &'a str,
    description: &'a str,
    #[serde(rename = "type")]
    project_type: &'a str,
    main_language: &'a str,
}

impl<'a> From<&'a NewProject> for LiveProject<'a> {
    fn from(new: &'a NewProject) -> Self {
        Self {
            name: &new.name,
            description: new.description.as_deref().unwrap_or_default(),
            project_type: &new.project_type,
            main_language: &new.programming_language,
        }
    }
}

/// The body of `PATCH /api/users/{user_id}/projects/{project_id}`: what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct ProjectPatch {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 200))]
    pub name: Option<String>,
    /// A new description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub description: Option<String>,
    /// A new kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub project_type: Option<String>,
    /// A new main language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub programming_language: Option<String>,
}

impl Validate for NewProject {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        checks.text("name", &self.name, 200);
        checks.at_most("description", self.description.as_deref().unwrap_or(""), 10_000);
        checks.text("project_type", &self.project_type, 100);
        checks.text("programming_language", &self.programming_language, 100);
        checks.into_issues()
    }
}

impl Validate for ProjectPatch {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        let fields = [
            ("name", &self.name, 200),
            ("project_type", &self.project_type, 100),
            ("programming_language", &self.programming_language, 100),
        ];
        for (path, value, max) in fields {
            if let Some(value) = value {
                checks.text(path, value, max);
            }
        }
        checks.at_most("description", self.description.as_deref().unwrap_or(""), 10_000);
        checks.into_issues()
    }
}
