//! Files as a `.zip`, or as one Markdown text.

mod markdown;
mod names;
mod zip;

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::{fmt, mem};

use serde::{Deserialize, Serialize};

pub use markdown::MarkdownExporter;
pub use zip::ZipExporter;

use super::Step;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFormat {
    /// A `.zip` with the folders of the files.
    Zip,
    /// The path and text of each file, for a model to read.
    Markdown,
}

/// Writes files to a buffer in steps.
pub trait Exporter {
    /// Goes on, through about `budget` bytes of text. The export is complete when everything is done.
    ///
    /// # Errors
    /// If it cannot go on. It is of no use after that.
    fn step(&mut self, budget: usize) -> Result<Step, ExportError>;

    /// The number of bytes of text that are done.
    fn bytes_done(&self) -> usize;
}

/// The output of an exporter, to be emptied while the exporter writes.
#[derive(Debug, Clone, Default)]
pub struct ExportBuffer(Rc<RefCell<Vec<u8>>>);

impl ExportBuffer {
    /// The number of bytes that are to be taken.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Says if there is nothing to be taken.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Takes the bytes that have been written since the last time.
    pub fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.borrow_mut())
    }
}

impl Write for ExportBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The cause of an export that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportError {
    /// The output could not be written.
    Output(String),
    /// A path is longer than a `.zip` can hold.
    PathTooLong,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(reason) => f.write_str(reason),
            Self::PathTooLong => f.write_str("a path is too long"),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Output(error.to_string())
    }
}

#[cfg(test)]
mod tests;
