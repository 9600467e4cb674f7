//! The bodies by which a live server creates and changes files. It has other names for most fields, and other values for some.

use serde::{Deserialize, Serialize};

use crate::{FilePatch, NewFile, UserId};

/// The categories of a live server. It refuses any other.
const CATEGORIES: [&str; 8] = [
    "bundler",
    "build_tool",
    "server",
    "package_manager",
    "runtime",
    "documentation",
    "test_tool",
    "unknown",
];

/// Tells the imports of a live server from each other. Each of its files belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImportId(i64);

/// An import of a live server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
}

/// The body that creates an import: of a folder of the user's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewImport {
    source_type: &'static str,
    source_path: &'static str,
    neptun_user_id: UserId,
}

impl NewImport {
    /// An import for files that a user adds.
    pub fn for_user(user: UserId) -> Self {
        Self { source_type: "local_folder", source_path: "/", neptun_user_id: user }
    }
}

/// The same as [`NewFile`] for a live server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveNewFile<'a> {
    title: &'a str,
    original_path: &'a str,
    content: &'a str,
    category: Option<&'a str>,
    file_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    import_id: ImportId,
    neptun_user_id: UserId,
}

impl<'a> LiveNewFile<'a> {
    /// The same file, as a part of an import. A category that the server does not have is none.
    pub fn new(new: &'a NewFile, import: ImportId, user: UserId) -> Self {
        Self {
            title: &new.title,
            original_path: &new.original_path,
            content: &new.text,
            category: Some(&*new.context_file_category)
                .filter(|category| CATEGORIES.contains(category)),
            file_type: match new.language.as_deref() {
                Some("markdown") => "markdown",
                _ => "text",
            },
            language: new.language.as_deref().filter(|language| !language.is_empty()),
            import_id: import,
            neptun_user_id: user,
        }
    }
}

/// The same as [`FilePatch`] for a live server, which keeps no extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveFilePatch<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

impl LiveFilePatch<'_> {
    /// The documented name of a field, by which forms find its errors.
    pub fn documented_name(field: &str) -> &str {
        match field {
            "content" => "text",
            "category" => "context_file_category",
            "file_type" => "context_file_type",
            field => field,
        }
    }
}

impl<'a> From<&'a FilePatch> for LiveFilePatch<'a> {
    fn from(patch: &'a FilePatch) -> Self {
        Self {
            title: patch.title.as_deref(),
            original_path: patch.original_path.as_deref(),
            content: patch.text.as_deref(),
            category: patch.context_file_category.as_deref(),
            file_type: patch.context_file_type.as_deref(),
            language: patch.language.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn a_new_file_is_what_a_live_server_takes() {
        let new = NewFile {
            title: "vite.config.ts".to_owned(),
            original_path: "/vite.config.ts".to_owned(),
            context_file_category: "bundler".to_owned(),
            context_file_type: "settings".to_owned(),
            text: "x".to_owned(),
            language: Some("typescript".to_owned()),
            extension: Some("ts".to_owned()),
        };
        let user = 1.try_into().unwrap();
        let body = |new: &NewFile| to_value(LiveNewFile::new(new, ImportId(7), user)).unwrap();
        assert_eq!(
            body(&new),
            json!({
                "title": "vite.config.ts", "original_path": "/vite.config.ts", "content": "x", "category": "bundler",
                "file_type": "text", "language": "typescript", "import_id": 7, "neptun_user_id": 1,
            })
        );
        let notes = NewFile {
            context_file_category: "source".to_owned(),
            language: Some("markdown".to_owned()),
            ..new
        };
        assert_eq!(
            (body(&notes)["category"].clone(), body(&notes)["file_type"].clone()),
            (json!(null), json!("markdown"))
        );
    }

    #[test]
    fn a_patch_has_only_what_changes() {
        let patch = FilePatch { text: Some("y".to_owned()), ..FilePatch::default() };
        assert_eq!(to_value(LiveFilePatch::from(&patch)).unwrap(), json!({"content": "y"}));
    }

    #[test]
    fn every_field_of_a_patch_is_found_by_its_documented_name() {
        let text = || Some("y".to_owned());
        let patch = FilePatch {
            title: text(),
            original_path: text(),
            context_file_category: text(),
            context_file_type: text(),
            text: text(),
            language: text(),
            ..FilePatch::default()
        };
        let live = to_value(LiveFilePatch::from(&patch)).unwrap();
        let mut named = serde_json::Map::new();
        for (field, value) in live.as_object().unwrap() {
            named.insert(LiveFilePatch::documented_name(field).to_owned(), value.clone());
        }
        assert_eq!(serde_json::Value::Object(named), to_value(&patch).unwrap());
    }
}
