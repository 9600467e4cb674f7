//! The place where the content of a new file is read when it is needed.

use std::rc::Rc;

use js_sys::Uint8Array;
use project_files::new_files::{
    Content, Encoding, HEAD_BYTES, Refusal, ZipEntry, decode, encoding_of,
};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::zip_file;

/// The place of a content.
#[derive(Clone)]
pub(super) enum Source {
    /// A file of the user's machine.
    File(File),
    /// A file in an archive.
    Zip(File, Rc<ZipEntry>),
    /// A text that was written or pasted here. It is sent as it is, whatever is in it.
    Text(Rc<str>),
}

impl Source {
    /// Tells text from other files by the first bytes.
    pub(super) async fn content(&self) -> Content {
        let head = match self {
            Self::File(file) => head_of(file).await,
            Self::Zip(archive, entry) => zip_file::head(archive, entry).await,
            Self::Text(_) => return Content::Text(Encoding::Utf8),
        };
        let encoding = head.and_then(|(head, is_whole)| encoding_of(&head, is_whole));
        encoding.map_or_else(Content::Refused, Content::Text)
    }

    /// The whole text.
    pub(super) async fn text(&self) -> Result<String, Refusal> {
        match self {
            Self::File(file) => decode(bytes_of(file).await?),
            Self::Zip(archive, entry) => decode(zip_file::read(archive, entry).await?),
            Self::Text(text) => Ok(text.to_string()),
        }
    }
}

async fn head_of(file: &File) -> Result<(Vec<u8>, bool), Refusal> {
    let head = part(file, 0, HEAD_BYTES as u64).await?;
    let is_whole = head.len() as f64 >= file.size();
    Ok((head, is_whole))
}

/// A part of a file, which ends earlier if the file does.
pub(super) async fn part(file: &Blob, start: u64, end: u64) -> Result<Vec<u8>, Refusal> {
    let part = file.slice_with_f64_and_f64(start as f64, end as f64);
    bytes_of(&part.map_err(|_| Refusal::Unreadable)?).await
}

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, Refusal> {
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| Refusal::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
