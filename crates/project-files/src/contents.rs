//! The files of a project with their texts, and the answers that read them: search, export, tokens, statistics.
//!
//! Everything that takes time works in steps of about so many bytes, so that the caller can look at its messages in between.

pub mod export;
mod pretty_json;
pub mod search;
mod statistics;
mod token_estimate;
mod tokens;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use neptun_api::{FileId, ProjectFile};

use crate::fold::normalize_path;
use crate::listing::Batch;

pub use pretty_json::pretty_json;
pub use statistics::{CategoryStats, LanguageStats, LargeFile, Period, ProjectStats};
pub use token_estimate::TokenEstimate;
pub use tokens::TokenCounter;

/// The files of one project, in the order in which the server listed them. A file that is listed twice is kept once.
#[derive(Debug, Default)]
pub struct Contents {
    files: Vec<Rc<ProjectFile>>,
    by_id: HashMap<FileId, usize>,
}

impl Contents {
    /// Adds a file, unless one of that id is there already. Its path becomes the same for all systems: everything that shows,
    /// sorts or compares paths takes them from here.
    pub fn push(&mut self, mut file: ProjectFile) {
        if !self.by_id.contains_key(&file.id) {
            file.original_path = normalize_path(file.original_path);
            self.push_shared(Rc::new(file));
        }
    }

    /// Adds a file of other contents, unless one of that id is there already.
    pub fn push_shared(&mut self, file: Rc<ProjectFile>) {
        if let Entry::Vacant(entry) = self.by_id.entry(file.id) {
            entry.insert(self.files.len());
            self.files.push(file);
        }
    }

    /// Puts a file in the place of the one of its id, or before all others: it is the newest.
    pub fn put(&mut self, mut file: ProjectFile) {
        file.original_path = normalize_path(file.original_path);
        let file = Rc::new(file);
        if let Some(at) = self.by_id.get(&file.id) {
            self.files[*at] = file;
        } else {
            self.files.insert(0, file);
            self.count();
        }
    }

    /// Removes files.
    pub fn remove(&mut self, is_removed: impl Fn(FileId) -> bool) {
        self.files.retain(|file| !is_removed(file.id));
        self.count();
    }

    /// The same without some files.
    pub fn without(&self, is_left_out: impl Fn(FileId) -> bool) -> Self {
        let mut rest = Self::default();
        for file in self.files.iter().filter(|file| !is_left_out(file.id)) {
            rest.push_shared(Rc::clone(file));
        }
        rest
    }

    fn count(&mut self) {
        self.by_id = self.files.iter().enumerate().map(|(at, file)| (file.id, at)).collect();
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Says if there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file at an index.
    pub fn get(&self, index: usize) -> Option<&ProjectFile> {
        self.files.get(index).map(|file| &**file)
    }

    /// The file of an id.
    pub fn find(&self, id: FileId) -> Option<&Rc<ProjectFile>> {
        self.files.get(*self.by_id.get(&id)?)
    }

    /// The same files, shared.
    pub fn shared(&self) -> Vec<Rc<ProjectFile>> {
        self.files.clone()
    }

    /// All files in their order.
    pub fn iter(&self) -> impl Iterator<Item = &ProjectFile> {
        self.files.iter().map(|file| &**file)
    }

    /// The files from an index on, for a listing.
    pub fn batch(&self, from: usize) -> Batch {
        Batch::new(self.iter().skip(from))
    }
}

/// The progress of something that works in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    /// Everything is done.
    Done,
}

/// The cost of a file besides its bytes: as much as so many of them.
const FILE_COST: usize = 512;

/// The end of the part of a text that begins at `from` and is at most `most` bytes long, but for one character; both ends lie
/// between characters.
fn part_end(text: &str, from: usize, most: usize) -> usize {
    text.ceil_char_boundary(from.saturating_add(most).min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_all_systems_are_alike() {
        let file =
            ProjectFile::at("src\\gru\u{308}n.rs", 1.try_into().unwrap(), 1.try_into().unwrap());
        let mut contents = Contents::default();
        contents.push(file);
        assert_eq!(contents.get(0).unwrap().original_path, "src/grün.rs");
    }

    #[test]
    fn a_file_that_is_listed_twice_is_kept_once() {
        let id = |id: i64| FileId::try_from(id).unwrap();
        let file = |path: &str, number| ProjectFile::at(path, id(number), 1.try_into().unwrap());
        let mut contents = Contents::default();
        for file in [file("/a", 1), file("/b", 2), file("/c", 1)] {
            contents.push(file);
        }
        assert_eq!((contents.len(), contents.batch(0).len(), contents.batch(1).len()), (2, 2, 1));
        assert_eq!(contents.find(id(1)).unwrap().original_path, "/a");
        assert!(contents.find(id(3)).is_none());
    }
}
