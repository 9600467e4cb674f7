//! The text that the words of a filter are looked for in.

use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;

use crate::columns::TextColumn;
use crate::fold::fold_path;

/// Path and title of all files, folded, one behind the other: a search goes through all of them in one go.
#[derive(Debug, Default)]
pub(super) struct Haystack {
    /// Of each file `path\ntitle\n`. A word has no white space, and so is never found across two files.
    texts: TextColumn,
    /// The last search: a list asks for its rows and its facets, one after the other, with the same words.
    last: Mutex<Option<Search>>,
}

#[derive(Debug, Clone)]
struct Search {
    words: Vec<String>,
    found: Arc<[bool]>,
}

impl Haystack {
    /// Adds the next file.
    pub(super) fn push(&mut self, path: &str, title: &str) {
        self.texts.push(&fold_path(&format!("{path}\n{title}\n")));
        *self.last.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// For each file, if it has every word; None if there are no words, which all files have.
    pub(super) fn find(&self, words: Vec<String>) -> Option<Arc<[bool]>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(search) = last.as_ref().filter(|search| search.words == words) {
            return Some(Arc::clone(&search.found));
        }
        let found = words.iter().map(|word| self.find_one(word)).reduce(|mut all, one| {
            all.iter_mut().zip(one).for_each(|(all, one)| *all &= one);
            all
        })?;
        let found = Arc::from(found);
        *last = Some(Search { words, found: Arc::clone(&found) });
        Some(found)
    }

    fn find_one(&self, word: &str) -> Vec<bool> {
        let mut found = vec![false; self.texts.len()];
        let finder = Finder::new(word);
        let text = self.texts.text().as_bytes();
        let (mut file, mut from) = (0, 0);
        while let Some(at) = finder.find(&text[from..]) {
            while self.texts.end(file) <= from + at {
                file += 1;
            }
            found[file] = true;
            // Once is enough.
            from = self.texts.end(file);
        }
        found
    }
}
