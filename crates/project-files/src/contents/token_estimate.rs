//! The tokens of some files.

use std::rc::Rc;

use neptun_api::ProjectFile;

use super::{FILE_COST, Step, TokenCounter, part_end};

/// Estimates the number of tokens that a model would make of some files.
#[derive(Debug)]
pub struct TokenEstimate {
    files: Vec<Rc<ProjectFile>>,
    /// The number of files that are counted.
    counted: usize,
    /// The end of the counted part of the next file.
    at: usize,
    counter: TokenCounter,
}

impl TokenEstimate {
    /// Nothing is counted yet.
    pub fn new(files: Vec<Rc<ProjectFile>>) -> Self {
        Self { files, counted: 0, at: 0, counter: TokenCounter::default() }
    }

    /// Counts on, through about `budget` bytes.
    pub fn step(&mut self, budget: usize) -> Step {
        let mut left = budget;
        while let Some(file) = self.files.get(self.counted) {
            if left == 0 {
                return Step::More;
            }
            let end = part_end(&file.text, self.at, left);
            self.counter.add(&file.text[self.at..end]);
            left = left.saturating_sub(end - self.at + FILE_COST);
            self.at = end;
            if end == file.text.len() {
                (self.counted, self.at) = (self.counted + 1, 0);
            }
        }
        Step::Done
    }

    /// The number of tokens so far.
    pub fn tokens(&self) -> usize {
        self.counter.tokens()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tokens of two files with the same text, and the number of steps it took.
    fn estimate(text: &str, budget: usize) -> (usize, usize) {
        let file = |id: i64| ProjectFile {
            text: text.to_owned(),
            ..ProjectFile::at("a", id.try_into().unwrap(), 1.try_into().unwrap())
        };
        let mut estimate = TokenEstimate::new(vec![Rc::new(file(1)), Rc::new(file(2))]);
        let mut steps = 1;
        while estimate.step(budget) == Step::More {
            steps += 1;
        }
        (estimate.tokens(), steps)
    }

    proptest! {
        #[test]
        fn counts_the_same_in_steps_of_any_size(text in "[a-zA-Z0-9 .(){}\n]{0,4000}", budget in 600..9_000_usize) {
            let (tokens, steps) = estimate(&text, budget);
            let (whole, one) = estimate(&text, usize::MAX);
            prop_assert_eq!(one, 1);
            // A word that is cut in two may count as two.
            prop_assert!(tokens.abs_diff(whole) <= steps);
        }
    }
}
