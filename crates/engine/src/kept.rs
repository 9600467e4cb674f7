//! The lists that this browser keeps between visits, so that a project is on screen before the server has answered: each a file in the
//! origin's private file system. A browser without one, or without room, keeps none.

use std::rc::Rc;

use js_sys::Uint8Array;
use neptun_api::{ProjectFile, ProjectId, UserId};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, File, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetDirectoryOptions, FileSystemGetFileOptions, FileSystemRemoveOptions,
    FileSystemWritableFileStream,
};

use crate::engine::{KeptHead, KeptKey};
use crate::worker::yield_to_event_loop;

const DIRECTORY: &str = "lists";
/// The bytes that are read or written at once. Little at first, so that the first rows come at once.
const FIRST_BYTES: f64 = 65_536.0;
const PART_BYTES: usize = 1_048_576;

/// Kept in front of the list, in a line of its own.
#[derive(Serialize, Deserialize)]
struct Line {
    etag: Option<String>,
    read_at: i64,
}

impl KeptKey {
    fn file_name(self) -> String {
        let Self { user, project } = self;
        format!("{user}-{project}.json")
    }

    fn of_file(name: &str) -> Option<Self> {
        let (user, project) = name.strip_suffix(".json")?.split_once('-')?;
        let (user, project): (UserId, ProjectId) = (user.parse().ok()?, project.parse().ok()?);
        Some(Self { user, project })
    }
}

/// A kept list that is being read.
pub(crate) struct KeptList {
    file: File,
    at: f64,
    /// The part that was read along with the first line.
    rest: Vec<u8>,
}

impl KeptList {
    /// Opens a list and reads what is known of it; nothing if it is not kept.
    pub(crate) async fn open(key: KeptKey) -> Option<(KeptHead, Self)> {
        let file = file(key, false).await.ok()?;
        let file: File = JsFuture::from(file.get_file()).await.ok()?.unchecked_into();
        let mut list = Self { file, at: 0.0, rest: Vec::new() };
        let mut first = Vec::new();
        list.read(FIRST_BYTES, &mut first).await.ok()?;
        let end = first.iter().position(|byte| *byte == b'\n')?;
        let Line { etag, read_at } = serde_json::from_slice(&first[..end]).ok()?;
        list.rest = first.split_off(end + 1);
        Some((KeptHead { etag, read_at }, list))
    }

    /// Replaces the content of `buffer` with the next part. False at the end.
    pub(crate) async fn next(&mut self, buffer: &mut Vec<u8>) -> Result<bool, JsValue> {
        if !self.rest.is_empty() {
            *buffer = std::mem::take(&mut self.rest);
            return Ok(true);
        }
        self.read(PART_BYTES as f64, buffer).await?;
        Ok(!buffer.is_empty())
    }

    async fn read(&mut self, bytes: f64, buffer: &mut Vec<u8>) -> Result<(), JsValue> {
        let end = (self.at + bytes).min(self.file.size());
        let part = self.file.slice_with_f64_and_f64(self.at, end)?;
        let part = Uint8Array::new(&JsFuture::from(part.array_buffer()).await?);
        self.at = end;
        *buffer = part.to_vec();
        Ok(())
    }
}

/// Keeps a list in the place of the one before. One that cannot be kept whole is not kept.
pub(crate) async fn keep(
    key: KeptKey,
    head: KeptHead,
    files: Vec<Rc<ProjectFile>>,
) -> Result<(), JsValue> {
    let file = file(key, true).await?;
    let stream: FileSystemWritableFileStream =
        JsFuture::from(file.create_writable()).await?.unchecked_into();
    // Nothing is seen of it before it is closed.
    if let Err(error) = write(&stream, head, files).await {
        JsFuture::from(stream.abort()).await?;
        forget(key).await?;
        return Err(error);
    }
    JsFuture::from(stream.close()).await.map(|_| ())
}

async fn write(
    stream: &FileSystemWritableFileStream,
    KeptHead { etag, read_at }: KeptHead,
    files: Vec<Rc<ProjectFile>>,
) -> Result<(), JsValue> {
    let unwritable = |error: serde_json::Error| JsValue::from_str(&error.to_string());
    let mut bytes = serde_json::to_vec(&Line { etag, read_at }).map_err(unwritable)?;
    bytes.extend(b"\n{\"files\":[");
    for (number, file) in files.iter().enumerate() {
        if number > 0 {
            bytes.push(b',');
        }
        serde_json::to_writer(&mut bytes, &**file).map_err(unwritable)?;
        if bytes.len() >= PART_BYTES {
            flush(stream, &mut bytes).await?;
            // Questions come first.
            yield_to_event_loop().await;
        }
    }
    bytes.extend(b"]}");
    flush(stream, &mut bytes).await
}

async fn flush(stream: &FileSystemWritableFileStream, bytes: &mut Vec<u8>) -> Result<(), JsValue> {
    // A copy, for the memory of the engine may move while it is written.
    let part = Uint8Array::from(&**bytes);
    bytes.clear();
    JsFuture::from(stream.write_with_js_u8_array(&part)?).await.map(|_| ())
}

/// Keeps a list no more.
pub(crate) async fn forget(key: KeptKey) -> Result<(), JsValue> {
    let directory = directory(false).await?;
    JsFuture::from(directory.remove_entry(&key.file_name())).await.map(|_| ())
}

/// Keeps nothing any more.
pub(crate) async fn clear() -> Result<(), JsValue> {
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    let root = root().await?;
    JsFuture::from(root.remove_entry_with_options(DIRECTORY, &options)).await.map(|_| ())
}

/// The bytes that all kept lists take.
pub(crate) async fn size() -> Result<f64, JsValue> {
    let directory = directory(false).await?;
    let (names, mut bytes) = (directory.keys(), 0.0);
    loop {
        let next = JsFuture::from(names.next_iterator()?).await?;
        let Some(name) = js_sys::Reflect::get(&next, &"value".into())?.as_string() else {
            return Ok(bytes);
        };
        if let Some(key) = KeptKey::of_file(&name) {
            let file = file(key, false).await?;
            let file: File = JsFuture::from(file.get_file()).await?.unchecked_into();
            bytes += file.size();
        }
    }
}

async fn root() -> Result<FileSystemDirectoryHandle, JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let storage = scope.navigator().storage();
    Ok(JsFuture::from(storage.get_directory()).await?.unchecked_into())
}

async fn directory(create: bool) -> Result<FileSystemDirectoryHandle, JsValue> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(create);
    let directory = root().await?.get_directory_handle_with_options(DIRECTORY, &options);
    Ok(JsFuture::from(directory).await?.unchecked_into())
}

async fn file(key: KeptKey, create: bool) -> Result<FileSystemFileHandle, JsValue> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(create);
    let file = directory(create).await?.get_file_handle_with_options(&key.file_name(), &options);
    Ok(JsFuture::from(file).await?.unchecked_into())
}
