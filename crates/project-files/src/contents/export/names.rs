//! The names of files in an archive.

use std::collections::{HashMap, HashSet};

use neptun_api::ProjectFile;

use crate::{file_extension, split_path};

/// Gives every file of an archive a name of its own that stays within the folder it is unpacked in.
///
/// A path is kept as it is wherever that is safe. Of several files with one path the first has it, the next is called
/// `name (2).ext`, and so is a file with the name of a folder.
#[derive(Debug, Default)]
pub(super) struct Names {
    folders: HashSet<String>,
    taken: HashSet<String>,
    /// The last number that was given to files of a name, so that a thousand of them do not try a thousand numbers each.
    last: HashMap<String, usize>,
}

impl Names {
    /// Takes note of the folders of a file, all of which must be known before a name is given.
    pub(super) fn announce(&mut self, file: &ProjectFile) {
        let path = safe_path(file);
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
        if self.is_free(&path) {
            self.taken.insert(path.clone());
            return path;
        }
        let (stem, extension) = match file_extension(&path) {
            Some(extension) => path.split_at(path.len() - extension.len() - 1),
            None => (&*path, ""),
        };
        let mut number = self.last.get(&path).copied().unwrap_or(1);
        loop {
            number += 1;
            let name = format!("{stem} ({number}){extension}");
            if self.is_free(&name) {
                self.taken.insert(name.clone());
                self.last.insert(path, number);
                return name;
            }
        }
    }

    fn is_free(&self, name: &str) -> bool {
        !self.folders.contains(name) && !self.taken.contains(name)
    }
}

/// The file's path without the parts that would lead elsewhere when it is unpacked: `..`, the root, drives, backslashes. If it
/// has no name, the title is the name.
fn safe_path(file: &ProjectFile) -> String {
    let mut parts: Vec<String> = parts_of(&file.original_path).collect();
    let is_folder = split_path(&file.original_path.replace('\\', "/")).1.is_empty();
    if is_folder || parts.is_empty() {
        let title = parts_of(&file.title).collect::<Vec<_>>().join("_");
        parts.push(if title.is_empty() { format!("file {}", file.id) } else { title });
    }
    parts.join("/")
}

fn parts_of(path: &str) -> impl Iterator<Item = String> {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    // A colon after the first letter is a drive on one system, and none of them takes control characters well.
    parts.map(|part| {
        part.chars().map(|c| if c.is_control() || c == ':' { '_' } else { c }).collect()
    })
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
        let paths = ["src/main.rs", "src/[id]/page.tsx", "ø/日本 (2).md", ".gitignore", "a/.../b"];
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
    fn a_path_without_a_name_takes_the_title() {
        assert_eq!(
            names(&["", "/", "src/", ".."]),
            ["title 1", "title 2", "src/title 3", "title 4"]
        );
        let mut nameless = file(7, "", "");
        nameless.title = " / ".into();
        assert_eq!(Names::default().name(&nameless), " _ ");
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
