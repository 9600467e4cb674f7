//! Where words are looked for.

/// Path and title of all files in lower case, one after the other: a search goes through them all in one go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Haystack {
    text: String,
    /// Where each file's part ends.
    ends: Vec<usize>,
}

impl Haystack {
    /// Adds what the next file is found by, in lower case.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // A word has no white space, and so is never found across two files.
        self.text.push('\n');
        self.ends.push(self.text.len());
    }

    /// For each file whether it has every word; None if there are no words, which all files have.
    pub(crate) fn find(&self, words: &[String]) -> Option<Vec<bool>> {
        words.iter().map(|word| self.find_one(word)).reduce(|mut all, one| {
            all.iter_mut().zip(one).for_each(|(all, one)| *all &= one);
            all
        })
    }

    fn find_one(&self, word: &str) -> Vec<bool> {
        let mut found = vec![false; self.ends.len()];
        let mut file = 0;
        for (at, _) in self.text.match_indices(word) {
            while self.ends[file] <= at {
                file += 1;
            }
            found[file] = true;
        }
        found
    }
}
