//! Moving files and folders into another folder.

use std::collections::HashSet;

use futures::StreamExt;
use futures::stream;
use leptos::task::spawn_local;
use neptun_api::{FileId, FilePatch};
use project_files::{moved, split_path};

use super::actions::{FileActions, Files};
use crate::api::{Api, explain};
use crate::format;
use crate::state::files_store::FilesStore;
use crate::ui::{Toasts, UNDO_TIME};

/// The files that are moved at a time.
const PARALLEL: usize = 4;

/// A file that is to be elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Move {
    file: FileId,
    from: String,
    to: String,
}

impl FileActions {
    /// Moves files, or a folder with all that is in it, into a folder; the outermost is empty. It can be undone for a while. A path
    /// that another file has already is left to that file.
    pub fn move_into(self, files: &Files, folder: &str) {
        let moves = plan(self.with_paths(files), files, folder);
        let taken = self.files.with_untracked(|listing| {
            let paths: HashSet<_> = (0..listing.len()).map(|row| listing.path(row)).collect();
            moves.iter().map(|step| &*step.to).find(|path| paths.contains(path)).map(str::to_owned)
        });
        if let Some(path) = taken {
            return self.toasts.bad(format!("Nothing was moved, because {path} exists already."));
        }
        if !moves.is_empty() {
            let place = if folder.is_empty() { "the outermost folder" } else { folder };
            let done =
                format!("Moved {} to {place}", format::counted(moves.len(), "file", "files"));
            spawn_local(run(self.api, self.files, self.toasts, moves, Some(done)));
        }
    }
}

/// The files that are elsewhere afterwards.
fn plan(files: Vec<(FileId, String)>, meant: &Files, folder: &str) -> Vec<Move> {
    let steps = files.into_iter().map(|(file, from)| {
        let to = match meant {
            Files::Some(_) => moved(&from, split_path(&from).0.trim_matches('/'), folder),
            Files::InFolder(source) => {
                let name = split_path(source).1;
                moved(&from, source, &format!("{folder}/{name}"))
            }
        };
        Move { file, from, to }
    });
    steps.filter(|step| step.from != step.to).collect()
}

/// Moves files and tells how that went. `done` is what is told of success, which then can be undone.
async fn run(api: Api, files: FilesStore, toasts: Toasts, moves: Vec<Move>, done: Option<String>) {
    let results: Vec<_> = stream::iter(moves)
        .map(|step| async move {
            let patch = FilePatch { original_path: Some(step.to.clone()), ..FilePatch::default() };
            let result = api.update_file(files.project(), step.file, &patch, None).await;
            (step, result)
        })
        .buffer_unordered(PARALLEL)
        .collect()
        .await;
    let (mut changed, mut back) = (Vec::new(), Vec::new());
    for (Move { file, from, to }, result) in results {
        match result {
            Ok(moved) => {
                changed.push(moved);
                back.push(Move { file, from: to, to: from });
            }
            Err(error) => toasts.bad(format!("{from} was not moved. {}", explain(&error))),
        }
    }
    files.change(&changed, Vec::new());
    if let Some(done) = done.filter(|_| !back.is_empty()) {
        let undo = move || spawn_local(run(api, files, toasts, back.clone(), None));
        toasts.undoable(done, UNDO_TIME, undo);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(files: &[&str], meant: &Files, folder: &str) -> Vec<String> {
        let files =
            (1..).zip(files).map(|(id, path)| (FileId::try_from(id).unwrap(), (*path).to_owned()));
        plan(files.collect(), meant, folder).into_iter().map(|step| step.to).collect()
    }

    #[test]
    fn files_keep_their_names_and_folders_too() {
        let some = Files::Some(Vec::new());
        assert_eq!(paths(&["/src/a.rs", "b.rs"], &some, "lib/x"), ["/lib/x/a.rs", "lib/x/b.rs"]);
        assert_eq!(paths(&["/src/a.rs"], &some, ""), ["/a.rs"]);
        let folder = Files::InFolder("src/main".to_owned());
        assert_eq!(
            paths(&["/src/main/a.rs", "/src/main/b/c.rs"], &folder, "lib"),
            ["/lib/main/a.rs", "/lib/main/b/c.rs"]
        );
        assert_eq!(paths(&["/src/main/a.rs"], &folder, ""), ["/main/a.rs"]);
    }

    #[test]
    fn what_is_there_already_stays() {
        assert!(paths(&["/src/a.rs"], &Files::Some(Vec::new()), "src").is_empty());
        assert!(
            paths(&["/src/main/a.rs"], &Files::InFolder("src/main".to_owned()), "src").is_empty()
        );
    }
}
