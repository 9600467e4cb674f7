//! Fills in the language and the extension of a new user file until the user edits them.

use leptos::prelude::*;

use super::draft::Draft;

/// The extension follows the title, and the language the extension, until the user edits them.
pub fn prefill(draft: Draft) {
    follow(draft, "title", "extension", extension_of);
    follow(draft, "extension", "language", language_of);
}

/// Sets `to` to the guess from `from` for as long as it holds the last guess.
fn follow(draft: Draft, from: &str, to: &str, guess: fn(&str) -> &str) {
    let (Some(from), Some(to)) = (draft.value(from), draft.value(to)) else { return };
    Effect::new(move |last: Option<String>| {
        let last = last.unwrap_or_default();
        let guessed = from.with(|from| guess(from.trim()).to_owned());
        if guessed != last && to.with_untracked(|to| *to == last) {
            to.set(guessed.clone());
        }
        guessed
    });
}

/// The extension of a file name, without the dot.
fn extension_of(title: &str) -> &str {
    match title.rsplit_once('.') {
        Some((name, extension))
            if !name.is_empty() && extension.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            extension
        }
        _ => "",
    }
}

/// The usual language of files with an extension; empty if there is none.
fn language_of(extension: &str) -> &str {
    match extension.trim_start_matches('.') {
        "bash" | "sh" => "shell",
        "c" | "h" => "c",
        "cc" | "cpp" | "hpp" => "cpp",
        "cs" => "csharp",
        "css" => "css",
        "go" => "go",
        "html" => "html",
        "java" => "java",
        "cjs" | "js" | "jsx" | "mjs" => "javascript",
        "json" => "json",
        "kt" => "kotlin",
        "markdown" | "md" => "markdown",
        "php" => "php",
        "py" => "python",
        "rb" => "ruby",
        "rs" => "rust",
        "sql" => "sql",
        "swift" => "swift",
        "toml" => "toml",
        "ts" | "tsx" => "typescript",
        "txt" => "text",
        "vue" => "vue",
        "xml" => "xml",
        "yaml" | "yml" => "yaml",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_stands_behind_the_last_dot() {
        assert_eq!(extension_of("retry.test.ts"), "ts");
        assert_eq!(extension_of("Makefile"), "");
        assert_eq!(extension_of(".env"), "");
        assert_eq!(extension_of("v1. A note"), "");
        assert_eq!(extension_of("retry."), "");
        assert_eq!(extension_of(""), "");
    }

    #[test]
    fn only_known_extensions_have_a_language() {
        assert_eq!(language_of("ts"), "typescript");
        assert_eq!(language_of(".rs"), "rust");
        assert_eq!(language_of("xyz"), "");
    }
}
