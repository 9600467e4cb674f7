//! Going to a file of whose path some letters are typed: they have to be there in order, with others between them.
//!
//! `nucleo-matcher` says how well letters match and knows starts of words and camelCase; the greater weight of a file's name is
//! added here. A [`PathSearch`] goes through the paths of a project.

mod fuzzy;
mod input;
mod paths;

pub use fuzzy::{FuzzyMatcher, Words};
pub use input::GoToInput;
pub use paths::PathSearch;

#[cfg(test)]
mod tests;
