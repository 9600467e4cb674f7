//! The list of a project's files, sent while it is read: a project can hold more text than should be in memory at once.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::timeout;

use neptun_api::{FileFilter, ProjectId, UserId};

use crate::database::Database;
use crate::entity_tag::EntityTag;
use crate::error::{ApiError, InternalError};
use crate::paths::ProjectPath;

/// How much is collected before it is handed to the connection.
const CHUNK: usize = 64 * 1024;

/// A reader holds a connection to the database; one that has stopped reading must not keep it for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// A piece of the answer. The last one is marked: a list that merely stops must not look complete.
enum Part {
    More(Bytes),
    Last(Bytes),
}

/// Answers with the files, or with 304 if the client has them. If even the first cannot be read it is an ordinary error; later,
/// the connection is cut.
pub(super) async fn answer(
    database: Database,
    path: ProjectPath,
    filter: FileFilter,
    request: &HeaderMap,
) -> Result<Response, ApiError> {
    let ProjectPath { user_id: owner, project_id: project } = path;
    // Before the list is read: a change in between then makes the tag too old, which costs a download, and never too new, which
    // would hide the change.
    let revision = database.files_revision(owner, project).await?;
    let revision = revision.ok_or(ApiError::NotFound("Project"))?;
    let tag = EntityTag::of(&(owner, project, &filter, revision))?;
    let caching = [
        (ETAG, HeaderValue::try_from(&tag).map_err(InternalError::from)?),
        // The browser may keep the list and has to ask each time, so that whoever may not see it any more does not.
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if tag.is_known_to_client(request) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let (sender, mut receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        if let Err(error) = send(&database, owner, project, &filter, &sender).await {
            // If nobody listens any more, nobody needs to know.
            let _ = sender.send(Err(error)).await;
        }
    });
    let first = match receiver.recv().await {
        Some(part) => part?,
        None => return Err(InternalError::Other("the list of files ended early").into()),
    };
    let body = Body::from_stream(chunks(first, receiver));
    Ok((caching, [(CONTENT_TYPE, "application/json")], body).into_response())
}

/// Reads the files and sends them as JSON. The first goes out by itself, so that whoever waits has something to show.
async fn send(
    database: &Database,
    owner: UserId,
    project: ProjectId,
    filter: &FileFilter,
    sender: &Sender<Result<Part, InternalError>>,
) -> Result<(), InternalError> {
    let mut files = database.stream_files(owner, project, filter);
    let mut chunk = br#"{"files":["#.to_vec();
    let mut sent = 0;
    while let Some(file) = files.next().await {
        if sent > 0 {
            chunk.push(b',');
        }
        serde_json::to_writer(&mut chunk, &file?)?;
        if sent == 0 || chunk.len() >= CHUNK {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK + CHUNK / 4));
            let sending = sender.send(Ok(Part::More(full.into())));
            match timeout(PATIENCE, sending).await {
                Ok(Ok(())) => {}
                // The client is gone, or as good as gone.
                Ok(Err(_)) | Err(_) => return Ok(()),
            }
        }
        sent += 1;
    }
    chunk.extend_from_slice(b"]}");
    let _ = sender.send(Ok(Part::Last(chunk.into()))).await;
    Ok(())
}

/// The pieces as a body. It fails unless the last piece arrives, whatever has become of the sender. Fused, because the encoders
/// ask once more after the end.
fn chunks(
    first: Part,
    receiver: Receiver<Result<Part, InternalError>>,
) -> impl Stream<Item = io::Result<Bytes>> {
    let next = Some((Ok(first), receiver));
    stream::unfold(next, |state| async move {
        let (part, mut receiver) = state?;
        match part {
            Ok(Part::More(bytes)) => {
                let broken = InternalError::Other("the list of files broke off");
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
        // As when the task that reads the database panics.
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
