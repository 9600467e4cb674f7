//! Collects the chunks of a large file outside of our memory.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Collects chunks of bytes into a blob.
#[derive(Debug, Default)]
pub(super) struct BlobWriter {
    /// A blob for each chunk: the browser may keep them on disk.
    chunks: Array,
}

impl BlobWriter {
    /// Adds a chunk.
    ///
    /// # Errors
    /// If the browser has no memory left.
    pub(super) fn push(&self, chunk: &Uint8Array) -> Result<(), JsValue> {
        self.chunks.push(blob(&Array::of1(chunk), "")?.as_ref());
        Ok(())
    }

    /// Makes one blob of all chunks.
    ///
    /// # Errors
    /// If the browser has no memory left.
    pub(super) fn finish(self, media_type: &str) -> Result<Blob, JsValue> {
        blob(&self.chunks, media_type)
    }
}

fn blob(chunks: &JsValue, media_type: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_blob_sequence_and_options(chunks, &options)
}
