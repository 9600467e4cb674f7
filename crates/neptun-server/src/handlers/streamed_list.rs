//! Lists that are streamed while they are read, because they can hold more text than fits into memory.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::ContentType;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::timeout;

use neptun_api::ProjectFile;

use crate::database::{Database, Item, ItemSize, List, Position, may_continue};
use crate::error::{ApiError, InternalError};

/// Size of the texts in a chunk, unless a single text is longer.
const CHUNK_BYTES: usize = 128 * 1024;

/// Number of elements whose sizes are read at once.
const SIZES: i64 = 512;

/// Time after which a client that has stopped reading loses its response.
const STALLED_READER_TIMEOUT: Duration = Duration::from_secs(60);

/// A chunk of the response. The last one is marked, so that a list that breaks off does not look complete.
enum Part {
    More(Bytes),
    Last(Bytes),
}

/// Responds with a list.
pub(super) async fn respond(database: Database, list: List) -> Result<Response, ApiError> {
    let body = body(database, list).await?;
    Ok((TypedHeader(ContentType::json()), body).into_response())
}

/// The JSON of a list. A failure to read the first element is an ordinary error; after that, the body fails.
pub(super) async fn body(database: Database, list: List) -> Result<Body, ApiError> {
    let (sender, mut receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        if let Err(error) = send(&database, &list, &sender).await {
            // Fails if the client is gone; then nobody needs the error.
            let _ = sender.send(Err(error)).await;
        }
    });
    let first = match receiver.recv().await {
        Some(part) => part?,
        None => return Err(InternalError::Other("a list ended early").into()),
    };
    Ok(Body::from_stream(chunks(first, receiver)))
}

/// Reads the elements and sends them as JSON. The first is a chunk of its own, so that the app can show it early.
///
/// Every chunk is read by a statement of its own: while the client is slow, no connection to the database is held. The position of
/// an element never changes, so none is sent twice or left out; one that changes meanwhile is sent as it is then. Only if it changes
/// between two parts of a long text, the list breaks off.
async fn send(
    database: &Database,
    list: &List,
    sender: &Sender<Result<Part, InternalError>>,
) -> Result<(), InternalError> {
    let mut after = Position::START;
    let (start, end): (&[u8], &[u8]) = match list {
        List::Files { .. } => (br#"{"files":["#, b"]}"),
        List::OwnedUserFiles(_) | List::LinkedUserFiles(_) => (b"[", b"]"),
    };
    let mut chunk = start.to_vec();
    let mut max_bytes = 0;
    let mut separator: &[u8] = b"";
    loop {
        let sizes = database.list_sizes(list, after, SIZES).await?;
        if sizes.is_empty() {
            break;
        }
        let mut rest = sizes.as_slice();
        while let Some((until, next)) = split_chunk(rest, max_bytes) {
            for item in database.list_items(list, after, until).await? {
                chunk.extend_from_slice(separator);
                separator = b",";
                match item {
                    Item::File(file) if may_continue(&file.text) => {
                        send_long(database, file, &mut chunk, sender).await?;
                    }
                    item => serde_json::to_writer(&mut chunk, &item)?,
                }
            }
            flush(&mut chunk, sender).await?;
            (after, rest, max_bytes) = (until, next, CHUNK_BYTES);
        }
    }
    chunk.extend_from_slice(end);
    let _ = sender.send(Ok(Part::Last(chunk.into()))).await;
    Ok(())
}

/// Writes a file with a text of several parts. They are sent one by one, because such a text can be as large as the memory of many
/// other requests.
async fn send_long(
    database: &Database,
    mut file: ProjectFile,
    chunk: &mut Vec<u8>,
    sender: &Sender<Result<Part, InternalError>>,
) -> Result<(), InternalError> {
    let text = std::mem::take(&mut file.text);
    let json = serde_json::to_vec(&file)?;
    // Quotes within a value are escaped, so this can only be the field.
    const EMPTY_TEXT: &[u8] = br#""text":"""#;
    let field = json.windows(EMPTY_TEXT.len()).position(|bytes| bytes == EMPTY_TEXT);
    let field = field.ok_or(InternalError::Other("a file has no text"))?;
    let (before, after) = json.split_at(field + EMPTY_TEXT.len() - 1);
    chunk.extend_from_slice(before);
    write_escaped(chunk, &text)?;
    for part in 1.. {
        let Some(text) = database.text_part(&file, part).await? else {
            break;
        };
        flush(chunk, sender).await?;
        write_escaped(chunk, &text)?;
    }
    chunk.extend_from_slice(after);
    Ok(())
}

/// Writes a text as it stands between the quotes of a JSON string.
fn write_escaped(json: &mut Vec<u8>, text: &str) -> Result<(), serde_json::Error> {
    let start = json.len();
    serde_json::to_writer(&mut *json, text)?;
    json.pop();
    json.remove(start);
    Ok(())
}

/// Sends a chunk, and leaves an empty one in its place.
async fn flush(
    chunk: &mut Vec<u8>,
    sender: &Sender<Result<Part, InternalError>>,
) -> Result<(), InternalError> {
    let sending = sender.send(Ok(Part::More(std::mem::take(chunk).into())));
    match timeout(STALLED_READER_TIMEOUT, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(InternalError::Other("the client has stopped reading")),
    }
}

/// Splits off the elements that fit into `max_bytes`, at least one. Returns the position of the last of them, and the others.
fn split_chunk(sizes: &[ItemSize], max_bytes: usize) -> Option<(Position, &[ItemSize])> {
    let mut bytes = 0;
    let fitting = sizes.iter().take_while(|size| {
        bytes += size.bytes;
        bytes <= max_bytes
    });
    let (chunk, rest) = sizes.split_at(fitting.count().max(1).min(sizes.len()));
    Some((chunk.last()?.position, rest))
}

/// The chunks as a body that fails unless the last one arrives. Fused, because the encoders poll once more after the end.
fn chunks(
    first: Part,
    receiver: Receiver<Result<Part, InternalError>>,
) -> impl Stream<Item = io::Result<Bytes>> {
    let next = Some((Ok(first), receiver));
    stream::unfold(next, |state| async move {
        let (part, mut receiver) = state?;
        match part {
            Ok(Part::More(bytes)) => {
                let broken = InternalError::Other("a list broke off");
                let next = receiver.recv().await.unwrap_or(Err(broken));
                Some((Ok(bytes), Some((next, receiver))))
            }
            Ok(Part::Last(bytes)) => Some((Ok(bytes), None)),
            Err(error) => {
                tracing::error!("{error}");
                Some((Err(io::Error::other(error)), None))
            }
        }
    })
    .fuse()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    async fn read(parts: Vec<Part>) -> Vec<io::Result<Bytes>> {
        let (sender, receiver) = mpsc::channel(4);
        for part in parts {
            sender.send(Ok(part)).await.unwrap();
        }
        // The same as a panic of the task that reads the database.
        drop(sender);
        chunks(Part::More("{".into()), receiver).collect().await
    }

    #[tokio::test]
    async fn a_list_that_merely_stops_is_broken() {
        let whole = read(vec![Part::More("a".into()), Part::Last("}".into())]).await;
        assert_eq!(whole.into_iter().map(Result::unwrap).collect::<Vec<_>>(), ["{", "a", "}"]);
        let stopped = read(vec![Part::More("a".into())]).await;
        assert_eq!(stopped.len(), 3);
        assert!(stopped[2].is_err());
    }
}
