//! The language that a file is written in.

use neptun_api::ProjectFile;

use crate::path::{file_extension, split_path};

/// A language that can be highlighted: the name of its chunk (`editor/src/languages.ts`), then its aliases as the `language` of a
/// file and its file extensions, in lower case.
type Known = (&'static str, &'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const LANGUAGES: &[Known] = &[
    // Before the others of their kind: `language` often says no more than `typescript`, the extension does.
    ("tsx", &["tsx", "typescriptreact", "typescript react"], &["tsx"]),
    ("jsx", &["jsx", "javascriptreact", "javascript react"], &["jsx"]),
    ("scss", &["scss"], &["scss"]),
    ("less", &["less"], &["less"]),
    ("sass", &["sass"], &["sass"]),
    ("typescript", &["typescript", "ts"], &["ts", "mts", "cts"]),
    ("javascript", &["javascript", "js", "node", "ecmascript"], &["js", "mjs", "cjs", "es6"]),
    ("rust", &["rust", "rs"], &["rs"]),
    ("python", &["python", "py", "python3"], &["py", "pyi", "pyw"]),
    ("go", &["go", "golang"], &["go"]),
    ("java", &["java"], &["java"]),
    ("kotlin", &["kotlin", "kt"], &["kt", "kts"]),
    ("scala", &["scala"], &["scala", "sc"]),
    ("php", &["php"], &["php", "phtml"]),
    ("ruby", &["ruby", "rb"], &["rb", "rake", "gemspec", "ru"]),
    ("elixir", &["elixir", "ex"], &["ex", "exs"]),
    ("c", &["c", "c++", "cpp", "cplusplus", "arduino", "objective-c"], &["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "ino", "m"]),
    ("csharp", &["c#", "csharp", "cs"], &["cs", "csx"]),
    ("swift", &["swift"], &["swift"]),
    ("lua", &["lua"], &["lua"]),
    ("json", &["json", "jsonc", "json5", "json with comments", "geojson", "jsonl", "ndjson", "json lines"], &["json", "jsonc", "json5", "jsonl", "ndjson", "geojson", "webmanifest", "ipynb", "map"]),
    ("yaml", &["yaml", "yml"], &["yaml", "yml"]),
    ("toml", &["toml"], &["toml"]),
    ("ini", &["ini", "properties", "dotenv", "env"], &["ini", "properties", "cfg", "conf", "env", "editorconfig"]),
    ("html", &["html", "xhtml", "htm"], &["html", "htm", "xhtml"]),
    ("vue", &["vue"], &["vue"]),
    ("css", &["css", "postcss"], &["css", "pcss"]),
    ("sql", &["sql", "postgresql", "mysql", "sqlite", "plsql", "plpgsql"], &["sql", "psql", "ddl"]),
    ("markdown", &["markdown", "md", "mdx"], &["md", "mdx", "markdown", "mdown"]),
    ("shell", &["shell", "sh", "bash", "zsh", "fish", "shellscript"], &["sh", "bash", "zsh", "fish", "ksh"]),
    ("powershell", &["powershell", "pwsh"], &["ps1", "psm1", "psd1"]),
    ("dockerfile", &["dockerfile", "docker"], &["dockerfile"]),
    ("makefile", &["makefile", "make"], &["mk", "mak"]),
    ("nginx", &["nginx"], &["nginx"]),
    ("diff", &["diff", "patch"], &["diff", "patch"]),
    ("xml", &["xml", "svg", "xsd", "xslt"], &["xml", "svg", "xsd", "xsl", "xslt", "plist", "csproj", "rss"]),
];

/// Languages by file name, in lower case. Names with an extension match too, such as `Dockerfile.dev`.
const NAMES: &[(&str, &str)] = &[
    ("dockerfile", "dockerfile"),
    ("containerfile", "dockerfile"),
    ("makefile", "makefile"),
    ("gnumakefile", "makefile"),
    ("gemfile", "ruby"),
    ("rakefile", "ruby"),
    ("vagrantfile", "ruby"),
    ("podfile", "ruby"),
    ("jenkinsfile", "java"),
    (".env", "ini"),
    (".gitconfig", "ini"),
    (".npmrc", "ini"),
    (".editorconfig", "ini"),
    (".bashrc", "shell"),
    (".bash_profile", "shell"),
    (".profile", "shell"),
    (".zshrc", "shell"),
    (".babelrc", "json"),
    (".prettierrc", "json"),
    (".eslintrc", "json"),
    ("cargo.lock", "toml"),
    ("poetry.lock", "toml"),
    ("pipfile", "toml"),
    ("nginx.conf", "nginx"),
];

/// Pairs of a language and a more specific one that a file extension may turn it into.
const REFINED: &[(&str, &str)] = &[
    ("typescript", "tsx"),
    ("javascript", "jsx"),
    ("css", "scss"),
    ("css", "less"),
    ("css", "sass"),
    ("html", "vue"),
];

/// The language of a file, by its name in the editor: from the file's `language`, or else from its name or extension. Nothing if the
/// language cannot be highlighted.
pub fn language_of(file: &ProjectFile) -> Option<&'static str> {
    let by_extension = extension_of(file).and_then(|extension| find(&extension, |known| known.2));
    let given = file.language.as_deref().map(|language| language.trim().to_ascii_lowercase());
    match given.and_then(|language| find(&language, |known| known.1)) {
        Some(given) => {
            by_extension.filter(|better| REFINED.contains(&(given, better))).or(Some(given))
        }
        None => by_name(&file.original_path).or(by_extension),
    }
}

/// The language of a path, by its name in the editor.
pub(crate) fn language_of_path(path: &str) -> Option<&'static str> {
    let extension = file_extension(path).map(str::to_ascii_lowercase);
    by_name(path).or_else(|| find(&extension?, |known| known.2))
}

/// The `language` of a new file at a path; empty if it is not known. The editor highlights some languages as another one.
pub(crate) fn file_language(path: &str) -> &'static str {
    match language_of_path(path) {
        Some("tsx") => "typescript",
        Some("jsx") => "javascript",
        Some("c") if is_cpp(path) => "cpp",
        Some(language) => language,
        None => "",
    }
}

fn is_cpp(path: &str) -> bool {
    matches!(file_extension(path), Some("cc" | "cpp" | "cxx" | "hh" | "hpp" | "hxx"))
}

/// The names of all languages that are known, for a field in which one is typed.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|known| known.0)
}

fn extension_of(file: &ProjectFile) -> Option<String> {
    let given = file.extension.as_deref().map(|extension| extension.trim().trim_start_matches('.'));
    let extension = given
        .filter(|extension| !extension.is_empty())
        .or_else(|| file_extension(&file.original_path))?;
    Some(extension.to_ascii_lowercase())
}

fn find(name: &str, names: impl Fn(&Known) -> &'static [&'static str]) -> Option<&'static str> {
    LANGUAGES.iter().find(|known| names(known).contains(&name)).map(|known| known.0)
}

fn by_name(path: &str) -> Option<&'static str> {
    let name = split_path(path).1.to_ascii_lowercase();
    let is_meant = |known: &str| {
        name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    NAMES.iter().find(|(known, _)| is_meant(known)).map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, language: &str, extension: &str) -> ProjectFile {
        let json = format!(
            r#"[{{"id":1,"title":"x","original_path":"{path}","context_file_type":"x","text":"",
            "language":"{language}","extension":"{extension}","neptun_user_id":1}}]"#
        );
        neptun_api::decode::files(json.as_bytes()).unwrap().items.remove(0)
    }

    #[test]
    fn the_language_of_a_file() {
        for (path, language, extension, expected) in [
            // The file's own `language` comes first, in upper or lower case,
            ("/a", "Rust", "", Some("rust")),
            ("/a.txt", "C#", "txt", Some("csharp")),
            ("/a.js", "python", "js", Some("python")),
            // unless the extension is more specific.
            ("/a.tsx", "typescript", "tsx", Some("tsx")),
            ("/a.tsx", "TypeScript", "", Some("tsx")),
            ("/a.jsx", "javascript", "jsx", Some("jsx")),
            ("/a.scss", "css", "scss", Some("scss")),
            ("/a.vue", "html", "vue", Some("vue")),
            ("/a.vue", "vue", "", Some("vue")),
            // Then its extension, the given one before that of the path.
            ("/a.kt", "", "", Some("kotlin")),
            ("/a.bin", "", ".PHP", Some("php")),
            ("/a.ex", "unknown", "", Some("elixir")),
            ("/a.HPP", "text", "", Some("c")),
            ("/.github/ci.yml", "", "", Some("yaml")),
            // Then its name.
            ("/deploy/Dockerfile", "", "", Some("dockerfile")),
            ("/Dockerfile.dev", "text", "", Some("dockerfile")),
            ("/Makefile", "", "", Some("makefile")),
            ("/.env.example", "", "example", Some("ini")),
            ("/deploy/nginx.conf", "", "conf", Some("nginx")),
            ("/Cargo.lock", "", "lock", Some("toml")),
            // Nothing else is a language.
            ("/notes.txt", "text", "txt", None),
            ("/Makefiles", "", "", None),
            ("/LICENSE", "", "", None),
            ("", "", "", None),
        ] {
            assert_eq!(
                language_of(&file(path, language, extension)),
                expected,
                "{path} {language}"
            );
        }
    }

    /// The names in the editor.
    fn chunks() -> Vec<String> {
        let source = include_str!("../../../editor/src/languages.ts");
        let name = |line: &str| Some(line.split_once(": () => import(")?.0.trim().to_owned());
        source.lines().filter_map(name).collect()
    }

    #[test]
    fn the_editor_has_a_chunk_for_every_language_and_no_other() {
        let mut named: Vec<_> = LANGUAGES.iter().map(|known| known.0.to_owned()).collect();
        named.sort();
        assert_eq!(named, chunks());
        for (name, language) in NAMES {
            assert!(named.iter().any(|known| known == language), "{name}");
        }
    }

    #[test]
    fn no_name_means_two_languages() {
        for names in [|known: &Known| known.1, |known: &Known| known.2] {
            let mut all: Vec<_> = LANGUAGES.iter().flat_map(names).collect();
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }
}
