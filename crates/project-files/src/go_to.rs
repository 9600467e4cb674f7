//! Going to something of whose name one types some letters: they have to be there in order, with others between them.
//!
//! How well letters match is what `nucleo-matcher` says, which knows starts of words and camelCase; that a file's name counts for more
//! than its folders is said here. A [`PathSearch`] goes through the paths of a project in slices.

mod fuzzy;
mod paths;
mod typed;

pub use fuzzy::{Fuzzy, Words};
pub use paths::PathSearch;
pub use typed::Typed;

#[cfg(test)]
mod tests;
