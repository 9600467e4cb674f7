//! The names of files in an archive.

use std::collections::{HashMap, HashSet};

use neptun_api::ProjectFile;

use crate::{file_extension, fold, split_path};

/// The longest name of a file or folder, in bytes: file systems take 255, and a number may be added.
const MAX_NAME_BYTES: usize = 240;
/// The longest extension that is kept when a name is too long.
const MAX_EXTENSION_BYTES: usize = 20;

/// Names that Windows has taken, with any extension; `COM` and `LPT` with a digit as well.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Gives every file of an archive a name of its own that can be unpacked on Windows, macOS and Linux, and stays within the folder
/// it is unpacked in.
///
/// A path is kept as it is wherever that is safe. Of several files with one path the first has it, the next is called
/// `name (2).ext`, and so is a file with the name of a folder. Paths are one where [`fold`](fn@fold) makes them the same.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// All names are folded.
    folders: HashSet<String>,
    taken: HashSet<String>,
    /// The last number that was given to files of a name, so that a thousand of them do not try a thousand numbers each.
    last: HashMap<String, usize>,
}

impl Names {
    /// Takes note of the folders of a file, all of which must be known before a name is given.
    pub(super) fn announce(&mut self, file: &ProjectFile) {
        let path = fold(&safe_path(file));
        for (at, _) in path.match_indices('/').rev() {
            // The folders around a known one are known.
            if !self.folders.insert(path[..at].to_owned()) {
                break;
            }
        }
    }

    /// The name of a file that was announced: folders and all, with slashes between.
    pub(super) fn name(&mut self, file: &ProjectFile) -> String {
        let path = safe_path(file);
        if self.take(&path) {
            return path;
        }
        let (stem, extension) = split_extension(&path);
        let key = fold(&path);
        let mut number = self.last.get(&key).copied().unwrap_or(1);
        loop {
            number += 1;
            let name = format!("{stem} ({number}){extension}");
            if self.take(&name) {
                self.last.insert(key, number);
                return name;
            }
        }
    }

    /// Takes a name, unless a file or a folder has it.
    fn take(&mut self, name: &str) -> bool {
        let key = fold(name);
        !self.folders.contains(&key) && self.taken.insert(key)
    }
}

/// The file's path without the parts that would lead elsewhere when it is unpacked (`..`, the root, drives, backslashes), and
/// with names that every system takes. If it has no name, the title is the name.
fn safe_path(file: &ProjectFile) -> String {
    let mut parts: Vec<String> = parts_of(&file.original_path).collect();
    let is_folder = split_path(&file.original_path.replace('\\', "/")).1.is_empty();
    if is_folder || parts.is_empty() {
        let title = parts_of(&file.title).collect::<Vec<_>>().join("_");
        parts.push(if title.is_empty() { format!("file {}", file.id) } else { shorten(title) });
    }
    parts.join("/")
}

fn parts_of(path: &str) -> impl Iterator<Item = String> {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.map(|part| safe_name(&shorten(part.to_owned())))
}

/// A name without what Windows does not take: some signs, dots and spaces at the end, and the names of devices.
fn safe_name(name: &str) -> String {
    let is_safe = |c: char| !c.is_control() && !r#"<>:"|?*"#.contains(c);
    let end = name.trim_end_matches(['.', ' ']).len();
    let name = name.char_indices().map(|(at, c)| if at < end && is_safe(c) { c } else { '_' });
    let mut name: String = name.collect();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if is_reserved(&stem.to_ascii_lowercase()) {
        name.insert(stem.len(), '_');
    }
    name
}

fn is_reserved(stem: &str) -> bool {
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).unwrap_or_default();
    let mut port = port.chars();
    let is_port = port.next().is_some_and(|digit| digit.is_ascii_digit() || "¹²³".contains(digit));
    RESERVED.contains(&stem) || is_port && port.next().is_none()
}

/// Shortens a name that is too long; its extension stays.
fn shorten(name: String) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name;
    }
    let (stem, extension) = match split_extension(&name) {
        (stem, extension) if extension.len() <= MAX_EXTENSION_BYTES => (stem, extension),
        _ => (&*name, ""),
    };
    let end = stem.floor_char_boundary(MAX_NAME_BYTES - extension.len());
    [&stem[..end], extension].concat()
}

/// A path without its extension, and the extension with its dot.
fn split_extension(path: &str) -> (&str, &str) {
    path.split_at(
        file_extension(path).map_or(path.len(), |extension| path.len() - extension.len() - 1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contents::export::tests::file;

    fn names(paths: &[&str]) -> Vec<String> {
        let mut names = Names::default();
        let files: Vec<_> = (1..).zip(paths).map(|(id, path)| file(id, path, "")).collect();
        files.iter().for_each(|file| names.announce(file));
        files.iter().map(|file| names.name(file)).collect()
    }

    #[test]
    fn a_safe_path_stays_as_it_is() {
        let paths = ["src/main.rs", "src/[id]/page.tsx", "ø/日本 (2).md", ".gitignore", " a/...b"];
        assert_eq!(names(&paths), paths);
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let paths =
            ["/etc/passwd", "../../up", "a/../b", r"C:\win\x.dll", "./here//there", "a\0b\n"];
        let safe = ["etc/passwd", "up", "a/b", "C_/win/x.dll", "here/there", "a_b_"];
        assert_eq!(names(&paths), safe);
    }

    #[test]
    fn every_system_takes_the_names() {
        let paths = [
            "aux.md",
            "src/CON",
            "com1.tar.gz",
            "LPT¹",
            "nul .txt",
            "why?.md",
            "a<b>|\"c*.md",
            "dots./...",
            "end ",
            "é.",
            "auxiliary.md",
            "com10",
            "comx",
            "company",
        ];
        let safe = [
            "aux_.md",
            "src/CON_",
            "com1_.tar.gz",
            "LPT¹_",
            "nul_ .txt",
            "why_.md",
            "a_b___c_.md",
            "dots_/___",
            "end_",
            "é_",
            "auxiliary.md",
            "com10",
            "comx",
            "company",
        ];
        assert_eq!(names(&paths), safe);
    }

    #[test]
    fn names_that_some_system_takes_for_one_are_told_apart() {
        assert_eq!(
            names(&[
                "README.md",
                "readme.md",
                "a/gru\u{308}n",
                "a/grün",
                "Lib",
                "lib/a.rs",
                "a?b",
                "a_b"
            ]),
            [
                "README.md",
                "readme (2).md",
                "a/gru\u{308}n",
                "a/grün (2)",
                "Lib (2)",
                "lib/a.rs",
                "a_b",
                "a_b (2)"
            ]
        );
    }

    #[test]
    fn a_long_name_is_shortened() {
        let long = "é".repeat(200);
        let [name, other] = &names(&[&format!("{long}.tar.gz"), &format!("{long}!.tar.gz")])[..]
        else {
            panic!("two names")
        };
        assert!(name.starts_with("éé") && name.ends_with("é.gz") && name.len() <= MAX_NAME_BYTES);
        assert!(other.ends_with("é (2).gz") && other.len() <= 255);
        assert_eq!(names(&[&format!("{long}/a")])[0].len(), MAX_NAME_BYTES + 2);
        assert_eq!(names(&[&format!("a.{}", "x".repeat(300))])[0].len(), MAX_NAME_BYTES);
    }

    #[test]
    fn a_path_without_a_name_takes_the_title() {
        assert_eq!(
            names(&["", "/", "src/", ".."]),
            ["title 1", "title 2", "src/title 3", "title 4"]
        );
        let mut nameless = file(7, "", "");
        nameless.title = " / ".into();
        assert_eq!(Names::default().name(&nameless), "___");
        nameless.title = "../..".into();
        assert_eq!(Names::default().name(&nameless), "file 7");
    }

    #[test]
    fn files_of_one_path_all_survive() {
        assert_eq!(
            names(&["a/x.tar.gz", "/a/x.tar.gz", "a/x.tar (2).gz", "a/x.tar.gz"]),
            ["a/x.tar.gz", "a/x.tar (2).gz", "a/x.tar (2) (2).gz", "a/x.tar (3).gz"]
        );
        assert_eq!(
            names(&["a.b/Makefile", "a.b/Makefile", ".env", ".env"]),
            ["a.b/Makefile", "a.b/Makefile (2)", ".env", ".env (2)"]
        );
    }

    #[test]
    fn a_file_called_as_a_folder_is_told_from_it() {
        assert_eq!(
            names(&["lib", "lib/a.rs", "lib/a.rs/b"]),
            ["lib (2)", "lib/a (2).rs", "lib/a.rs/b"]
        );
    }
}
