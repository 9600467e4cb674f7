//! A `.zip` of files.

use std::io::Write;
use std::rc::Rc;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use neptun_api::ProjectFile;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ErrorKind, ZipArchiveWriter};

use super::names::Names;
use super::{ExportBuffer, ExportError, Exporter};
use crate::contents::{FILE_COST, Step, part_end};

/// The times that both fields of a `.zip` can tell, in seconds: one begins in 1980, the other ends with 32 bits, in 2038.
const MIN_TIME: i64 = 315_532_800;
const MAX_TIME: i64 = i32::MAX as i64;

/// Writes files with their folders into a `.zip`.
///
/// A file is compressed on its own, across as many steps as it takes, and written when it is done: one compressed file is held.
pub struct ZipExporter {
    files: Vec<Rc<ProjectFile>>,
    names: Names,
    /// The number of files whose folders are known, and of those that are written.
    announced: usize,
    written: usize,
    current: Current,
    /// Gone when everything is written.
    out: Option<ZipArchiveWriter<ExportBuffer>>,
    bytes_done: usize,
}

/// The file that is being compressed.
struct Current {
    /// The end of the part that is done.
    at: usize,
    crc: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
}

impl ZipExporter {
    /// Nothing is written yet.
    pub fn new(files: Vec<Rc<ProjectFile>>, out: ExportBuffer) -> Self {
        // One of the quicker levels: a third of the time of the usual one for a tenth more bytes.
        let encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        Self {
            files,
            names: Names::default(),
            announced: 0,
            written: 0,
            current: Current { at: 0, crc: Crc::new(), encoder },
            out: Some(ZipArchiveWriter::new(out)),
            bytes_done: 0,
        }
    }

    /// Goes on with a file; true when it is written.
    fn write(&mut self, file: &ProjectFile, budget: usize) -> Result<bool, ExportError> {
        let Some(out) = &mut self.out else { return Ok(true) };
        let current = &mut self.current;
        let end = part_end(&file.text, current.at, budget);
        let part = &file.text.as_bytes()[current.at..end];
        current.crc.update(part);
        current.encoder.write_all(part)?;
        current.at = end;
        self.bytes_done += part.len();
        if end < file.text.len() {
            return Ok(false);
        }
        let compressed = current.encoder.reset(Vec::new())?;
        let name = self.names.name(file);
        let mut entry = out.new_file(&name).compression_method(CompressionMethod::DEFLATE);
        if let Some(at) = file.updated_at.or(file.created_at) {
            let seconds = at.as_millis().div_euclid(1_000).clamp(MIN_TIME, MAX_TIME);
            entry = entry.last_modified(UtcDateTime::from_unix(seconds));
        }
        let (mut entry, _) = entry.unix_permissions(0o644).start()?;
        entry.write_all(&compressed)?;
        entry.finish(DataDescriptorOutput::new(current.crc.sum(), file.text.len() as u64))?;
        current.crc.reset();
        current.at = 0;
        Ok(true)
    }
}

impl Exporter for ZipExporter {
    fn step(&mut self, budget: usize) -> Result<Step, ExportError> {
        let mut left = budget;
        while let Some(file) = self.files.get(self.announced) {
            if left == 0 {
                return Ok(Step::More);
            }
            self.names.announce(file);
            self.announced += 1;
            left = left.saturating_sub(FILE_COST);
        }
        while let Some(file) = self.files.get(self.written).cloned() {
            if left == 0 {
                return Ok(Step::More);
            }
            let before = self.bytes_done;
            self.written += usize::from(self.write(&file, left)?);
            left = left.saturating_sub(self.bytes_done - before + FILE_COST);
        }
        if let Some(out) = self.out.take() {
            out.finish()?;
        }
        Ok(Step::Done)
    }

    fn bytes_done(&self) -> usize {
        self.bytes_done
    }
}

impl From<rawzip::Error> for ExportError {
    fn from(error: rawzip::Error) -> Self {
        match error.into_kind() {
            ErrorKind::IO(error) => error.into(),
            // Nothing else of a file is refused.
            _ => Self::PathTooLong,
        }
    }
}
