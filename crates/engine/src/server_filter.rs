//! The part of a project's files that the server is asked for.

use form_urlencoded::Serializer;
use neptun_api::ProjectFile;
use project_files::listing::ListQuery;
use serde::{Deserialize, Serialize};

/// A filter that the server knows. The default stands for all files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerFilter {
    /// Only files of this category.
    pub category: Option<String>,
    /// Only files of this type.
    pub file_type: Option<String>,
}

impl ServerFilter {
    /// Says if it lets every file through that another one lets through.
    pub fn covers(&self, other: &Self) -> bool {
        let covers = |own: &Option<String>, other: &Option<String>| own.is_none() || own == other;
        covers(&self.category, &other.category) && covers(&self.file_type, &other.file_type)
    }

    /// Says if it lets a file through.
    pub(crate) fn matches(&self, file: &ProjectFile) -> bool {
        let category = file.context_file_category.as_deref();
        self.category.as_deref().is_none_or(|wanted| category == Some(wanted))
            && self.file_type.as_deref().is_none_or(|wanted| file.context_file_type == wanted)
    }

    /// Says if it lets every file through.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// The query of the request, with its question mark.
    pub(crate) fn url_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let pairs =
            [("context_file_category", &self.category), ("context_file_type", &self.file_type)];
        for (name, value) in pairs {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

impl From<&ListQuery> for ServerFilter {
    fn from(query: &ListQuery) -> Self {
        Self { category: query.category.clone(), file_type: query.file_type.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(category: Option<&str>, file_type: Option<&str>) -> ServerFilter {
        ServerFilter {
            category: category.map(str::to_owned),
            file_type: file_type.map(str::to_owned),
        }
    }

    #[test]
    fn a_filter_covers_narrower_ones() {
        assert!(filter(None, None).covers(&filter(Some("source"), Some("hook"))));
        assert!(filter(Some("source"), None).covers(&filter(Some("source"), Some("hook"))));
        assert!(!filter(Some("source"), None).covers(&filter(None, None)));
        assert!(!filter(Some("source"), None).covers(&filter(Some("config"), None)));
        assert!(!filter(Some("source"), Some("hook")).covers(&filter(Some("source"), None)));
    }

    #[test]
    fn the_query_is_that_of_the_api() {
        assert_eq!(filter(None, None).url_query(), "");
        assert_eq!(
            filter(Some("a b"), Some("ø")).url_query(),
            "?context_file_category=a+b&context_file_type=%C3%B8"
        );
    }
}
