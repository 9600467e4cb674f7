//! The words of a search through what a page has at hand. No user interface.

use project_files::fold;

/// The words of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(fold).collect())
    }

    /// Returns true if there are no words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether every word occurs in a text, in any case and order.
    pub fn find_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.0.iter().all(|word| text.contains(word))
    }
}
