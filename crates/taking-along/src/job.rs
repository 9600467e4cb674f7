//! Work that is done in slices.

use std::fmt;

use project_files::ProjectFiles;

/// What a file costs besides its bytes: as much as so many of them.
pub(crate) const COST: usize = 512;

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    /// All of it is done.
    Done,
}

/// Why a job cannot go on.
#[derive(Debug)]
pub enum Stuck {
    /// What is made has no place to go.
    Output(std::io::Error),
    /// What is made cannot be written in this form, such as a name that is too long.
    Form(rawzip::Error),
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(error) => error.fmt(f),
            Self::Form(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Stuck {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            Self::Output(error) => error,
            Self::Form(error) => error,
        })
    }
}

impl From<std::io::Error> for Stuck {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<rawzip::Error> for Stuck {
    fn from(error: rawzip::Error) -> Self {
        Self::Form(error)
    }
}

/// Work on chosen files: indices into the list that every step is given, which must be the same one.
pub trait Job {
    /// Works on, through about so many bytes of text.
    ///
    /// # Errors
    /// If it cannot go on. It is of no use after that.
    fn step(&mut self, files: &ProjectFiles, budget: usize) -> Result<Step, Stuck>;

    /// How many bytes of text are done.
    fn done(&self) -> usize;
}

/// The end of the part of a text that begins at `from` and is at most `most` bytes long (but for one character); both ends lie
/// between characters.
pub(crate) fn part_end(text: &str, from: usize, most: usize) -> usize {
    text.ceil_char_boundary(from.saturating_add(most).min(text.len()))
}
