//! The results of a search, as they are sent.

use std::ops::Range;

use neptun_api::FileId;
use serde::{Deserialize, Serialize};

use super::Excerpt;

/// Matches in one file. A file whose matches come in several steps comes several times in a row, each time with the new ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFile {
    /// The file.
    pub id: FileId,
    /// The number of matches.
    pub matches: usize,
    /// The number of lines with a match.
    pub lines: usize,
    /// The first of those lines. The others are only counted: see [`super::more_lines`].
    pub kept: Vec<FoundLine>,
}

/// A line with a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    /// Its number, counted from 1.
    pub number: u32,
    /// The part of it to show.
    pub excerpt: Excerpt,
    /// The matches in the excerpt, in bytes of its text.
    pub marks: Vec<Range<u32>>,
}

/// A line near a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextLine {
    /// Its number, counted from 1.
    pub number: u32,
    /// The part of it to show.
    pub excerpt: Excerpt,
}
