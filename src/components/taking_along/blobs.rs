//! Writes a large blob in chunks that the browser keeps outside of our memory.

use std::io;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Only one chunk at a time takes up our memory. The browser may keep the others on disk.
const CHUNK_BYTES: usize = 1 << 20;

/// Collects bytes into a blob.
#[derive(Debug, Default)]
pub(super) struct Blobs {
    chunks: Array,
    buffer: Vec<u8>,
}

impl Blobs {
    /// Makes one blob of all bytes. `kind` is its media type.
    pub(super) fn finish(mut self, kind: &str) -> io::Result<Blob> {
        self.flush_chunk()?;
        blob(&self.chunks, kind)
    }

    fn flush_chunk(&mut self) -> io::Result<()> {
        let bytes = Array::of1(&Uint8Array::from(&*self.buffer));
        self.chunks.push(blob(&bytes, "")?.as_ref());
        self.buffer.clear();
        Ok(())
    }
}

impl io::Write for Blobs {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK_BYTES {
            self.flush_chunk()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn blob(chunks: &JsValue, kind: &str) -> io::Result<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_blob_sequence_and_options(chunks, &options);
    blob.map_err(|_| io::Error::other("the browser has no room for it"))
}
