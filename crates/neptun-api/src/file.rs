//! The context files of a project.

use serde::{Deserialize, Deserializer, Serialize};

use crate::validate::{Checks, Validate};
use crate::{FileId, Issue, ProjectId, Timestamp, UserId, lenient, long_text};

/// A context file with its whole text.
///
/// A field that a live server may leave out or send as `null` is optional; our own server always sends all twelve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectFile {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: FileId,
    /// Its name, usually the last part of the path.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub title: String,
    /// Where it came from, for example `/src/components/App.tsx`. Not necessarily unique in a project.
    #[serde(default, deserialize_with = "lenient::or_default")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub original_path: String,
    /// For example `source` or `config`. An open list.
    #[serde(default, deserialize_with = "lenient::optional", alias = "category")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub context_file_category: Option<String>,
    /// For example `component` or `settings`. An open list.
    #[serde(default, deserialize_with = "lenient::or_default", alias = "file_type")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub context_file_type: String,
    /// The whole content.
    #[serde(default, deserialize_with = "lenient::or_default", alias = "content")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub text: String,
    /// For example `typescript`.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub language: Option<String>,
    /// Without the dot, for example `tsx`.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = String))]
    pub extension: Option<String>,
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
    /// The project that it belongs to.
    #[serde(default, deserialize_with = "lenient::optional")]
    #[cfg_attr(feature = "openapi", schema(required = true, value_type = ProjectId))]
    pub project_id: Option<ProjectId>,
    /// Where the file itself is, if it is a PDF. Only live servers have that.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "non_empty")]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub pdf_url: Option<String>,
}

impl ProjectFile {
    /// A file of which nothing else is known: no text, no dates.
    pub fn at(path: impl Into<String>, id: FileId, owner: UserId) -> Self {
        Self {
            id,
            title: String::new(),
            original_path: path.into(),
            context_file_category: None,
            context_file_type: String::new(),
            text: String::new(),
            language: None,
            extension: None,
            created_at: None,
            updated_at: None,
            neptun_user_id: Some(owner),
            project_id: None,
            pdf_url: None,
        }
    }

    /// The entity tag of the file in this state, for `If-Match`: its last change, which is later with each. A list shows that too, so
    /// that it takes no further request.
    pub fn etag(updated_at: Timestamp) -> String {
        format!("\"{updated_at}\"")
    }

    /// The same file with a path to be found by: without one its title, without either its ID.
    pub(crate) fn with_path(mut self) -> Self {
        if self.original_path.is_empty() {
            self.original_path = match &*self.title {
                "" => format!("Untitled file {}", self.id),
                title => title.to_owned(),
            };
        }
        self
    }
}

fn non_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(lenient::optional(deserializer)?.filter(|text: &String| !text.is_empty()))
}

/// The documented answer of `GET …/resources/files`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileList {
    /// The files that match the filter.
    pub files: Vec<ProjectFile>,
}

/// The documented answer of creating and changing a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileEnvelope {
    /// The file.
    pub file: ProjectFile,
}

/// The query of `GET …/resources/files`: two independent filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct FileFilter {
    /// Only files of this category. A filter that is given twice is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_file_category: Option<String>,
    /// Only files of this type. A filter that is given twice is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_file_type: Option<String>,
}

impl FileFilter {
    /// The same filter as servers understand it: an empty value is none.
    pub fn without_empty(self) -> Self {
        let given = |value: Option<String>| value.filter(|value| !value.is_empty());
        Self {
            context_file_category: given(self.context_file_category),
            context_file_type: given(self.context_file_type),
        }
    }
}

/// The body of `POST …/resources/files`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFile {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 500))]
    pub title: String,
    /// Where it came from.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 4000))]
    pub original_path: String,
    /// Its category.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub context_file_category: String,
    /// Its type.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub context_file_type: String,
    /// Its whole content; may be empty.
    #[serde(deserialize_with = "long_text::required")]
    pub text: String,
    /// Its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub language: Option<String>,
    /// Its extension, without the dot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub extension: Option<String>,
}

/// The body of `PUT …/resources/files/{file_id}`: what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct FilePatch {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 500))]
    pub title: Option<String>,
    /// A new path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 4000))]
    pub original_path: Option<String>,
    /// A new category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub context_file_category: Option<String>,
    /// A new type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub context_file_type: Option<String>,
    /// A new content.
    #[serde(
        default,
        deserialize_with = "long_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub text: Option<String>,
    /// A new language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub language: Option<String>,
    /// A new extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub extension: Option<String>,
}

impl FilePatch {
    /// The fields but for the text, with their limits, in the order of the documentation.
    fn short_fields(&self) -> [(&'static str, &Option<String>, usize); 6] {
        [
            ("title", &self.title, 500),
            ("original_path", &self.original_path, 4_000),
            ("context_file_category", &self.context_file_category, 100),
            ("context_file_type", &self.context_file_type, 100),
            ("language", &self.language, 100),
            ("extension", &self.extension, 50),
        ]
    }
}

impl Validate for NewFile {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        checks.text("title", &self.title, 500);
        checks.text("original_path", &self.original_path, 4_000);
        checks.text("context_file_category", &self.context_file_category, 100);
        checks.text("context_file_type", &self.context_file_type, 100);
        checks.at_most("language", self.language.as_deref().unwrap_or(""), 100);
        checks.at_most("extension", self.extension.as_deref().unwrap_or(""), 50);
        checks.into_issues()
    }
}

impl Validate for FilePatch {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        for (path, value, max) in self.short_fields() {
            match value {
                // Language and extension may be emptied: not every file has one.
                Some(value) if matches!(path, "language" | "extension") => {
                    checks.at_most(path, value, max);
                }
                Some(value) => checks.text(path, value, max),
                None => {}
            }
        }
        checks.into_issues()
    }
}
