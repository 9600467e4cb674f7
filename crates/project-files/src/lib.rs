//! A project's files in memory, in two halves: the [`listing`] knows everything but the texts and answers at every key, for the
//! page; the [`contents`] keep the texts and answer what reads them, for the engine.
//!
//! Pure: knows no network, and of the browser only its tables of letters ([`fold`](fn@fold)).

mod columns;
pub mod contents;
mod date_range;
mod fold;
mod folder;
mod language;
pub mod listing;
pub mod new_files;
mod path;
mod text;

pub use date_range::{DateRange, InvalidDateRange};
pub use fold::{fold, fold_path};
pub use folder::{common_folder, is_in_folder, moved};
pub use language::{language_of, languages};
pub use path::{file_extension, is_separator, split_path};
pub use text::{Chunk, LineEnds, line_count, lines};
