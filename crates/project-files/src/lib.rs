//! A project's files in memory, and the questions that a list asks of them: which rows, in which order, which filters, in
//! which folders; the search in their texts, and the one for a file of which only some letters are known.
//!
//! Pure: knows no browser and no network. Rows are indices into [`ProjectFiles`], so that a list of 10,000 files is
//! filtered and sorted without touching a text.

mod days;
mod facets;
mod figures;
mod files;
pub mod go_to;
mod haystack;
mod orders;
mod path;
mod periods;
mod query;
pub mod search;
mod text;
pub mod tree;

pub use days::{Days, InvalidDays};
pub use facets::Facet;
pub use figures::{Category, Figures, Language, LargeFile};
pub use files::{ListId, Lowercase, ProjectFiles};
pub use path::{file_extension, split_path};
pub use periods::Period;
pub use query::{Column, Direction, Query, Sort};
pub use text::{Chunk, LineEnds, line_count};
