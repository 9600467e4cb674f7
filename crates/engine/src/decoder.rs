//! Decodes a list of files while it arrives.

use neptun_api::decode::FilesDecoder;
use neptun_api::{DecodeError, ProjectFile};

#[derive(Debug, Default)]
pub(crate) struct Decoder {
    files: FilesDecoder,
    is_bare: Option<bool>,
}

impl Decoder {
    pub(crate) fn is_bare(&self) -> Option<bool> {
        self.is_bare
    }

    pub(crate) fn feed(
        &mut self,
        mut chunk: &[u8],
        on_file: &mut impl FnMut(ProjectFile),
    ) -> Result<(), DecodeError> {
        if self.is_bare.is_none() {
            self.is_bare = chunk.trim_ascii_start().first().map(|byte| *byte == b'[');
        }
        while let Some(file) = self.files.next_file(&mut chunk)? {
            on_file(file);
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<usize, DecodeError> {
        self.files.finish().map(|()| 0)
    }
}
