//! Category, type and language of a file, guessed from its path. The words are those that projects use already.

use crate::language::{file_language, language_of_path};
use crate::path::{file_extension, split_path};

/// The guesses for a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) category: &'static str,
    pub(super) file_type: &'static str,
    /// Empty if unknown.
    pub(super) language: &'static str,
}

impl Guess {
    pub(super) fn of(path: &str) -> Self {
        let (category, file_type) = category_and_type(path);
        Self { category, file_type, language: file_language(path) }
    }
}

fn category_and_type(path: &str) -> (&'static str, &'static str) {
    let lower = path.to_ascii_lowercase();
    let (folders, name) = split_path(&lower);
    let extension = file_extension(&lower).unwrap_or_default();
    let is_in = |wanted: &[&str]| folders.split('/').any(|folder| wanted.contains(&folder));
    let stem = name.split('.').next().unwrap_or_default();
    let is_test = name.contains(".test.")
        || name.contains(".spec.")
        || stem.starts_with("test_")
        || stem.ends_with("_test");
    let known = language_of_path(&lower).unwrap_or_default();
    match known {
        _ if is_test => ("test", "unit"),
        "markdown" => ("documentation", "guide"),
        _ if is_in(&["test", "tests", "__tests__", "spec", "e2e", "fixtures"]) => {
            if is_in(&["fixtures"]) { ("test", "fixture") } else { ("test", "integration") }
        }
        _ if matches!(
            name,
            "package.json"
                | "cargo.toml"
                | "go.mod"
                | "pyproject.toml"
                | "composer.json"
                | "pom.xml"
        ) =>
        {
            ("config", "manifest")
        }
        "dockerfile" | "nginx" => ("config", "deployment"),
        "makefile" => ("build", "script"),
        _ if is_in(&["migrations"]) => ("data", "migration"),
        "sql" => ("data", "query"),
        "css" | "scss" | "sass" | "less" => ("style", "stylesheet"),
        "toml" | "ini" | "yaml" => ("config", "settings"),
        "json" if is_in(&["data"]) => ("data", "fixture"),
        "json" => ("config", "settings"),
        "xml" if extension == "svg" => ("data", "image"),
        "xml" => ("data", "document"),
        "html" => ("source", "page"),
        "shell" | "powershell" => ("source", "script"),
        "tsx" | "jsx" | "vue" => ("source", "component"),
        "diff" => ("documentation", "patch"),
        "" if matches!(extension, "csv" | "tsv") => ("data", "table"),
        "" if matches!(
            stem,
            "license" | "copying" | "notice" | "readme" | "changelog" | "authors"
        ) =>
        {
            ("documentation", "guide")
        }
        "" if matches!(extension, "txt" | "rst" | "adoc") => ("documentation", "guide"),
        "" if name.starts_with('.') => ("config", "settings"),
        "" => ("data", "text"),
        _ if matches!(stem, "main" | "index" | "app") => ("source", "entry"),
        _ => ("source", "module"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_from_the_path() {
        for (path, expected) in [
            ("/src/main.rs", ("source", "entry", "rust")),
            ("/src/db/pool.rs", ("source", "module", "rust")),
            ("/web/src/App.tsx", ("source", "component", "typescript")),
            ("/web/src/lib/retry.test.ts", ("test", "unit", "typescript")),
            ("/gateway/nmea_test.go", ("test", "unit", "go")),
            ("/tests/berths_api.rs", ("test", "integration", "rust")),
            ("/README.md", ("documentation", "guide", "markdown")),
            ("/LICENSE", ("documentation", "guide", "")),
            ("/Cargo.toml", ("config", "manifest", "toml")),
            ("/package.json", ("config", "manifest", "json")),
            ("/deploy/Dockerfile", ("config", "deployment", "dockerfile")),
            ("/migrations/0001_initial.sql", ("data", "migration", "sql")),
            ("/style/tokens.css", ("style", "stylesheet", "css")),
            ("/scripts/backup.sh", ("source", "script", "shell")),
            ("/include/berth.hpp", ("source", "module", "cpp")),
            ("/.gitignore", ("config", "settings", "")),
            ("/notes", ("data", "text", "")),
            ("", ("data", "text", "")),
        ] {
            let guess = Guess::of(path);
            assert_eq!((guess.category, guess.file_type, guess.language), expected, "{path}");
        }
    }
}
