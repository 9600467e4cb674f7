//! The list of files as it arrives: a stream of bytes, decoded in slices that leave the browser time for everything else.

use neptun_api::{FilesScanner, ProjectFile};

use super::ApiError;
use super::transport::{Chunks, Incoming};
use crate::time::{Stopwatch, breathe};

/// How many bytes are decoded at once, which takes about a millisecond. Chunks are mostly smaller; from a browser's cache they can
/// be large.
const SLICE: usize = 256 * 1024;
/// For how long slices are decoded without a pause, in milliseconds: half a frame, so that there is time to draw in it.
const BETWEEN_PAUSES: f64 = 8.0;

/// Files that are on their way.
pub struct FilesStream {
    chunks: Chunks,
    /// The chunk that is being decoded, and how far that has got.
    chunk: Vec<u8>,
    at: usize,
    scanner: FilesScanner,
    /// What was decoded to see whether the list is bare.
    first: Vec<ProjectFile>,
    since_pause: Stopwatch,
    /// Whether these are all files of the project, whatever filter was asked for.
    pub is_whole: bool,
    /// The tag of the list, to ask later whether it has changed.
    pub tag: Option<String>,
    /// How many bytes have come, after decompression.
    pub received: u64,
    /// How many files could not be read, as soon as the last one has come.
    pub skipped: usize,
}

/// What the next slice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// Some files, perhaps none; there is more.
    More,
    /// The last files: the list is complete.
    Last,
}

impl FilesStream {
    pub(super) async fn new(incoming: Incoming, is_whole: bool) -> Result<Self, ApiError> {
        let (status, tag) = (incoming.head.status, incoming.head.tag.clone());
        if !incoming.head.is_json() {
            // Says what it is instead, which depends on whether there is any.
            let answer = incoming.whole().await?;
            return Err(match ApiError::expect_json(&answer) {
                Err(error) => error,
                Ok(()) => ApiError::Empty { status },
            });
        }
        let chunks = incoming.stream().ok_or(ApiError::Empty { status })?;
        let mut stream = Self {
            chunks,
            chunk: Vec::new(),
            at: 0,
            scanner: FilesScanner::new(),
            first: Vec::new(),
            since_pause: Stopwatch::start(),
            is_whole,
            tag,
            received: 0,
            skipped: 0,
        };
        match stream.receive().await? {
            true => Ok(stream),
            false => Err(ApiError::Empty { status }),
        }
    }

    /// Whether the answer is a list by itself: so a live server says that it did not mind the filter.
    pub(super) async fn is_bare_list(&mut self) -> Result<bool, ApiError> {
        loop {
            if let Some(is_bare) = self.scanner.is_bare() {
                return Ok(is_bare);
            }
            if self.at == self.chunk.len() && !self.receive().await? {
                return Ok(false);
            }
            let mut first = std::mem::take(&mut self.first);
            let scanned = self.scan(&mut first);
            self.first = first;
            scanned?;
        }
    }

    /// Decodes a slice, after waiting for bytes if there are none, and every now and then for the browser to do something else.
    /// Adds the files to `files`, also those that come before an error.
    ///
    /// # Errors
    /// If the connection is cut, or what came is no list of files.
    pub async fn next(&mut self, files: &mut Vec<ProjectFile>) -> Result<Slice, ApiError> {
        if self.since_pause.millis() > BETWEEN_PAUSES {
            breathe().await;
            self.since_pause = Stopwatch::start();
        }
        files.append(&mut self.first);
        if self.at == self.chunk.len() && !self.receive().await? {
            self.skipped = std::mem::take(&mut self.scanner).finish()?.skipped;
            return Ok(Slice::Last);
        }
        self.scan(files)?;
        Ok(Slice::More)
    }

    fn scan(&mut self, files: &mut Vec<ProjectFile>) -> Result<(), ApiError> {
        let start = self.at;
        self.at = self.chunk.len().min(start + SLICE);
        Ok(self.scanner.feed(&self.chunk[start..self.at], &mut |file| files.push(file))?)
    }

    async fn receive(&mut self) -> Result<bool, ApiError> {
        let more = self.chunks.next(&mut self.chunk).await?;
        if more {
            self.received += self.chunk.len() as u64;
            self.at = 0;
        } else {
            self.at = self.chunk.len();
        }
        Ok(more)
    }
}
