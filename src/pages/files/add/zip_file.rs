//! Reads a `.zip` in parts. The browser inflates, without holding up the page.

use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use project_files::new_files::{
    Candidate, ENTRY_HEADER_BYTES, HEAD_BYTES, MAX_END_BYTES, MAX_FILE_BYTES, Method, Refusal,
    ZipEntry, ZipError, data_offset, directory, entries, path_in_project,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStream, ReadableStreamDefaultReader};

use super::entries::Found;
use super::source::{Source, part};

#[wasm_bindgen]
extern "C" {
    /// `web_sys` has it only among what it calls unstable; browsers have it since 2023.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Says if a file is an archive, by its name.
pub(super) fn is_zip(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(".zip")
}

/// The files of an archive. Nothing is inflated.
pub(super) async fn list(archive: &File) -> Result<Vec<Found>, ZipError> {
    let size = archive.size() as u64;
    let end = part(archive, size.saturating_sub(MAX_END_BYTES), size).await;
    let range = directory(&end.map_err(|_| ZipError::NotZip)?, size)?;
    let table = part(archive, range.start, range.end).await.map_err(|_| ZipError::NotZip)?;
    let found = |entry: ZipEntry| {
        let path = path_in_project(&entry.path);
        let candidate = Candidate { path, size: entry.size, is_wanted: false };
        (candidate, Source::Zip(archive.clone(), Rc::new(entry)))
    };
    Ok(entries(&table)?.into_iter().map(found).collect())
}

/// The first bytes of an entry. True if these are all.
pub(super) async fn head(archive: &File, entry: &ZipEntry) -> Result<(Vec<u8>, bool), Refusal> {
    let head = inflate(archive, entry, HEAD_BYTES as u64).await?;
    let is_whole = head.len() as u64 == entry.size;
    Ok((head, is_whole))
}

/// The content of an entry. One that is longer than the archive says is refused before it is inflated further.
pub(super) async fn read(archive: &File, entry: &ZipEntry) -> Result<Vec<u8>, Refusal> {
    if entry.size > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let content = inflate(archive, entry, entry.size + 1).await?;
    if content.len() as u64 == entry.size && entry.is_intact(&content) {
        Ok(content)
    } else {
        Err(Refusal::Damaged)
    }
}

/// The content of an entry, up to a limit.
async fn inflate(archive: &File, entry: &ZipEntry, limit: u64) -> Result<Vec<u8>, Refusal> {
    let header = part(archive, entry.offset, entry.offset + ENTRY_HEADER_BYTES).await?;
    let start = entry.offset + data_offset(&header).ok_or(Refusal::Damaged)?;
    let end = start + entry.packed_size;
    let packed = archive.slice_with_f64_and_f64(start as f64, end as f64);
    let packed = packed.map_err(|_| Refusal::Unreadable)?.stream();
    let stream = match entry.method {
        Method::Stored => packed,
        Method::Deflate => {
            let inflating =
                DecompressionStream::new("deflate-raw").map_err(|_| Refusal::Packing)?;
            packed.pipe_through(inflating.unchecked_ref())
        }
        Method::Unsupported => return Err(Refusal::Packing),
    };
    read_up_to(&stream, limit).await.map_err(|_| Refusal::Damaged)
}

async fn read_up_to(stream: &ReadableStream, limit: u64) -> Result<Vec<u8>, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut content = Vec::new();
    while (content.len() as u64) < limit {
        // {done, value}; without a value it is done.
        let read = JsFuture::from(reader.read()).await?;
        let chunk = Reflect::get(&read, &"value".into())?;
        let Ok(chunk) = chunk.dyn_into::<Uint8Array>() else { return Ok(content) };
        let room = limit - content.len() as u64;
        let chunk = chunk.subarray(0, u64::from(chunk.length()).min(room) as u32);
        content.extend(chunk.to_vec());
    }
    // Nothing else waits for it, so a failure changes nothing.
    let _ = reader.cancel();
    Ok(content)
}
