//! The app inside of the program, as a file system.

use std::future::{Ready, ready};
use std::io::{self, Cursor, ErrorKind, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use include_dir::{Dir, include_dir};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// The folder that `build.rs` names.
static APP: Dir<'_> = include_dir!("$NEPTUN_APP");

/// Reads the app.
#[derive(Debug, Clone)]
pub(super) struct EmbeddedApp;

pub(super) struct EmbeddedFile(Cursor<&'static [u8]>);

pub(super) struct EmbeddedMetadata {
    is_dir: bool,
    len: u64,
}

impl EmbeddedFile {
    fn find(path: &Path) -> io::Result<Self> {
        let path = path.strip_prefix(".").unwrap_or(path);
        let file = APP.get_file(path).ok_or(ErrorKind::NotFound)?;
        Ok(Self(Cursor::new(file.contents())))
    }

    fn metadata(&self) -> EmbeddedMetadata {
        EmbeddedMetadata { is_dir: false, len: self.0.get_ref().len() as u64 }
    }
}

impl Backend for EmbeddedApp {
    type File = EmbeddedFile;
    type Metadata = EmbeddedMetadata;
    type OpenFuture = Ready<io::Result<EmbeddedFile>>;
    type MetadataFuture = Ready<io::Result<EmbeddedMetadata>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(EmbeddedFile::find(&path))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let is_dir = APP.get_dir(path.strip_prefix(".").unwrap_or(&path)).is_some();
        ready(if is_dir {
            Ok(EmbeddedMetadata { is_dir, len: 0 })
        } else {
            EmbeddedFile::find(&path).map(|file| file.metadata())
        })
    }
}

impl File for EmbeddedFile {
    type Metadata = EmbeddedMetadata;
    type MetadataFuture<'a> = Ready<io::Result<EmbeddedMetadata>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.metadata()))
    }
}

impl Metadata for EmbeddedMetadata {
    fn is_dir(&self) -> bool {
        self.is_dir
    }

    /// The time of the source, the same for all files: a build is reproducible, and every name but that of the page has a hash.
    fn modified(&self) -> io::Result<SystemTime> {
        let seconds = option_env!("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
        Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.unwrap_or(0)))
    }

    fn len(&self) -> u64 {
        self.len
    }
}

impl AsyncRead for EmbeddedFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncSeek for EmbeddedFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.0).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.0).poll_complete(context)
    }
}
