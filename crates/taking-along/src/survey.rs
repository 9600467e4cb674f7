//! How much chosen files are.

use project_files::ProjectFiles;

use crate::Tokens;
use crate::job::{COST, Job, Step, Stuck, part_end};

/// Counts files, their bytes, and about how many tokens a model would make of them.
#[derive(Debug)]
pub struct Survey {
    files: Vec<usize>,
    counted: usize,
    /// Up to where the text is counted that comes next.
    at: usize,
    tokens: Tokens,
    done: usize,
}

impl Survey {
    /// Nothing is counted yet.
    pub fn new(files: Vec<usize>) -> Self {
        Self { files, counted: 0, at: 0, tokens: Tokens::default(), done: 0 }
    }

    /// About how many tokens.
    pub fn tokens(&self) -> usize {
        self.tokens.about()
    }
}

impl Job for Survey {
    fn step(&mut self, files: &ProjectFiles, budget: usize) -> Result<Step, Stuck> {
        let mut left = budget;
        while left > 0 && self.counted < self.files.len() {
            let text = files.get(self.files[self.counted]).map_or("", |file| &*file.text);
            let end = part_end(text, self.at, left);
            self.tokens.add(&text[self.at..end]);
            left = left.saturating_sub(end - self.at + COST);
            self.done += end - self.at;
            self.at = end;
            if end == text.len() {
                (self.counted, self.at) = (self.counted + 1, 0);
            }
        }
        Ok(if self.counted == self.files.len() { Step::Done } else { Step::More })
    }

    fn done(&self) -> usize {
        self.done
    }
}
