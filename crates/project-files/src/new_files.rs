//! Files that are about to be added to a project: paths, what is left out, encodings, guesses, conflicts, archives.

mod draft;
mod encoding;
mod guess;
mod left_out;
mod line_ends;
mod path;
mod zip;

pub use draft::{Candidate, Content, Draft, Field, NewFiles, OnConflict, Outcome, Totals};
pub use encoding::{Encoding, HEAD_BYTES, MAX_FILE_BYTES, Refusal, decode, encoding_of};
pub use left_out::left_out;
pub use line_ends::{with_line_ends_of, with_pasted};
pub use path::path_in_project;
pub use zip::{
    ENTRY_HEADER_BYTES, MAX_END_BYTES, Method, ZipEntry, ZipError, data_offset, directory, entries,
};

/// The largest number of files that are added at once.
pub const MAX_FILES: usize = 20_000;
