//! Something large that is made piece by piece, and kept by the browser.

use std::io;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// The size of a piece, in bytes. The browser keeps pieces where it likes, also on disk; what is ours is one of them.
const PIECE: usize = 1 << 20;

/// Takes bytes and gives a blob.
#[derive(Debug, Default)]
pub(super) struct Blobs {
    pieces: Array,
    coming: Vec<u8>,
}

impl Blobs {
    /// All that was written, as one.
    pub(super) fn finish(mut self, kind: &str) -> io::Result<Blob> {
        self.put_away()?;
        blob(&self.pieces, kind)
    }

    fn put_away(&mut self) -> io::Result<()> {
        let bytes = Array::of1(&Uint8Array::from(&*self.coming));
        self.pieces.push(blob(&bytes, "")?.as_ref());
        self.coming.clear();
        Ok(())
    }
}

impl io::Write for Blobs {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.coming.extend_from_slice(bytes);
        if self.coming.len() >= PIECE {
            self.put_away()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn blob(pieces: &JsValue, kind: &str) -> io::Result<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_blob_sequence_and_options(pieces, &options);
    blob.map_err(|_| io::Error::other("the browser has no room for it"))
}
