//! Where words are looked for.

use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;

/// Path and title of all files in lower case, one after the other: a search goes through them all in one go.
#[derive(Debug, Default)]
pub(crate) struct Haystack {
    text: String,
    /// Where each file's part ends.
    ends: Vec<usize>,
    /// The last search: a list asks for its rows and its facets, one after the other, with the same words.
    last: Mutex<Option<Search>>,
}

#[derive(Debug, Clone)]
struct Search {
    words: Vec<String>,
    found: Arc<[bool]>,
}

impl Haystack {
    /// Adds what the next file is found by, in lower case.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // A word has no white space, and so is never found across two files.
        self.text.push('\n');
        self.ends.push(self.text.len());
        *self.last.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// What a file is found by.
    pub(crate) fn get(&self, file: usize) -> &str {
        let start = file.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(file).copied().unwrap_or_default();
        self.text.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// For each file whether it has every word; None if there are no words, which all files have.
    pub(crate) fn find(&self, words: Vec<String>) -> Option<Arc<[bool]>> {
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
        let mut found = vec![false; self.ends.len()];
        let finder = Finder::new(word);
        let text = self.text.as_bytes();
        let (mut file, mut from) = (0, 0);
        while let Some(at) = finder.find(&text[from..]) {
            while self.ends[file] <= from + at {
                file += 1;
            }
            found[file] = true;
            // Once is enough.
            from = self.ends[file];
        }
        found
    }
}
