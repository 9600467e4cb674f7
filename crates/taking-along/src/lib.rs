//! What is done with the files that a user has chosen: packing them into a `.zip`, writing them as Markdown, and telling how much they are.
//! And how they are chosen.
//!
//! Pure: knows no browser. Everything that takes time is a [`Job`], which its caller drives in slices.

mod archive;
mod job;
mod markdown;
mod names;
mod selection;
mod survey;
mod tokens;

pub use archive::Archive;
pub use job::{Job, Step, Stuck};
pub use markdown::Markdown;
pub use names::Names;
pub use selection::Selection;
pub use survey::Survey;
pub use tokens::Tokens;

#[cfg(test)]
mod tests;
