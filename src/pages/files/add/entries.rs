//! The files that have been chosen, dropped or pasted, in folders or not.

use std::time::Duration;

use gloo_timers::future::sleep;
use js_sys::{Array, Function, Promise, Reflect};
use project_files::new_files::{Candidate, path_in_project};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::source::Source;
use crate::time::Stopwatch;

/// A file, and its place in the project.
pub(super) type Found = (Candidate, Source);

/// The time after which the page gets its turn.
const SLICE: Duration = Duration::from_millis(10);

/// The files of an input. They stay when the input is cleared.
pub(super) fn files_of(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.item(at)).collect()
}

/// The files that were chosen, which have a relative path if it was a folder. In slices: for its size, a browser looks at each file.
pub(super) async fn chosen(files: Vec<File>) -> Vec<Found> {
    let (mut chosen, mut slice) = (Vec::with_capacity(files.len()), Stopwatch::start());
    for file in files {
        // Every browser has it, `web_sys` does not.
        let relative = Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let relative = relative.and_then(|path| path.as_string());
        let relative = relative.filter(|path| !path.is_empty());
        chosen.push(found(relative.as_deref().unwrap_or(&file.name()), relative.is_none(), file));
        if slice.elapsed() >= SLICE {
            sleep(Duration::ZERO).await;
            slice = Stopwatch::start();
        }
    }
    chosen
}

/// The files of what was dropped, folder by folder. A folder that cannot be read is left out, and counted.
pub(super) async fn dropped(items: Vec<JsValue>) -> (Vec<Found>, usize) {
    let (mut files, mut unreadable) = (Vec::new(), 0);
    for item in items {
        match item.dyn_into::<File>() {
            Ok(file) => files.push(found(&file.name(), true, file)),
            Err(entry) => walk(entry.unchecked_into(), &mut files, &mut unreadable).await,
        }
    }
    (files, unreadable)
}

async fn walk(root: FileSystemEntry, files: &mut Vec<Found>, unreadable: &mut usize) {
    let mut rest = vec![root];
    while let Some(entry) = rest.pop() {
        let path = entry.full_path();
        if entry.is_directory() {
            match children(entry.unchecked_ref()).await {
                // The last one is taken first.
                Ok(children) => rest.extend(children.into_iter().rev()),
                Err(_) => *unreadable += 1,
            }
            continue;
        }
        let entry: FileSystemFileEntry = entry.unchecked_into();
        let file = callback(|resolve, reject| {
            entry.file_with_callback_and_callback(resolve, reject);
        });
        match file.await {
            Ok(file) => {
                let is_alone = path.rfind('/') == Some(0);
                files.push(found(&path, is_alone, file.unchecked_into()));
            }
            Err(_) => *unreadable += 1,
        }
    }
}

/// All entries of a folder, which a browser gives a hundred at a time.
async fn children(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let (reader, mut children) = (folder.create_reader(), Vec::new());
    loop {
        let read = callback(|resolve, reject| {
            // A failure is reported to `reject`.
            let _ = reader.read_entries_with_callback_and_callback(resolve, reject);
        });
        let entries: Array = read.await?.unchecked_into();
        if entries.length() == 0 {
            return Ok(children);
        }
        children.extend(entries.iter().map(JsCast::unchecked_into));
    }
}

fn callback(mut call: impl FnMut(&Function, &Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| call(&resolve, &reject)))
}

fn found(path: &str, is_wanted: bool, file: File) -> Found {
    let size = file.size() as u64;
    (Candidate { path: path_in_project(path), size, is_wanted }, Source::File(file))
}
