//! A `.zip` of chosen files.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use neptun_api::ProjectFile;
use project_files::ProjectFiles;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

use crate::Names;
use crate::job::{COST, Job, Step, Stuck, part_end};

/// Packs files with their folders into what is written to `out` as it goes.
///
/// A file is packed on its own, across as many steps as it takes, and written when it is done: what is held is one file, packed.
pub struct Archive<W> {
    files: Vec<usize>,
    names: Names,
    /// How many are announced to the names, and how many are packed.
    announced: usize,
    packed: usize,
    current: Current,
    out: ZipArchiveWriter<W>,
    done: usize,
}

/// The file that is being packed.
struct Current {
    /// Up to where.
    at: usize,
    crc: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
}

impl<W: Write> Archive<W> {
    /// An archive that has nothing in it yet.
    pub fn new(files: Vec<usize>, out: W) -> Self {
        // One of the quicker levels: a third of the time of the usual one for a tenth more bytes.
        let encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        Self {
            files,
            names: Names::default(),
            announced: 0,
            packed: 0,
            current: Current { at: 0, crc: Crc::new(), encoder },
            out: ZipArchiveWriter::new(out),
            done: 0,
        }
    }

    /// Writes what stands at the end, and gives the output back.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<W, Stuck> {
        Ok(self.out.finish()?)
    }

    /// Packs on in a file; says whether it is done.
    fn pack(&mut self, file: &ProjectFile, budget: usize) -> Result<bool, Stuck> {
        let current = &mut self.current;
        let end = part_end(&file.text, current.at, budget);
        let part = &file.text.as_bytes()[current.at..end];
        current.crc.update(part);
        current.encoder.write_all(part)?;
        current.at = end;
        self.done += part.len();
        if end < file.text.len() {
            return Ok(false);
        }
        let packed = current.encoder.reset(Vec::new())?;
        let name = self.names.give(file);
        let mut entry = self.out.new_file(&name).compression_method(CompressionMethod::DEFLATE);
        if let Some(at) = file.updated_at.or(file.created_at) {
            entry = entry.last_modified(UtcDateTime::from_unix(at.as_millis().div_euclid(1_000)));
        }
        let (mut entry, _) = entry.unix_permissions(0o644).start()?;
        entry.write_all(&packed)?;
        entry.finish(DataDescriptorOutput::new(current.crc.sum(), file.text.len() as u64))?;
        current.crc.reset();
        current.at = 0;
        Ok(true)
    }
}

impl<W: Write> Job for Archive<W> {
    fn step(&mut self, files: &ProjectFiles, budget: usize) -> Result<Step, Stuck> {
        let mut left = budget;
        while left > 0 && self.announced < self.files.len() {
            if let Some(file) = files.get(self.files[self.announced]) {
                self.names.announce(file);
            }
            self.announced += 1;
            left = left.saturating_sub(COST);
        }
        while left > 0 && self.packed < self.files.len() {
            let before = self.done;
            let is_packed = match files.get(self.files[self.packed]) {
                Some(file) => self.pack(file, left)?,
                None => true,
            };
            self.packed += usize::from(is_packed);
            left = left.saturating_sub(self.done - before + COST);
        }
        Ok(if self.packed == self.files.len() { Step::Done } else { Step::More })
    }

    fn done(&self) -> usize {
        self.done
    }
}
